"""Publishing and reading editions."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from credibility_db.curation import load_records
from credibility_db.edition import Edition, PublishOptions, compare_editions, current_edition_id, edition_ids, open_edition, publish_edition
from credibility_db.edition.layout import FILES
from credibility_db.errors import EditionDamaged, EditionFormat, NoEdition
from credibility_db.records import EntityRecord
from tests.credibility_db.conftest import OPTIONS
from tests.credibility_db.synthetic import made_up_records

LANTERN, OWNED = "the-larkfield-lantern", "the-larkfield-lantern.owned_by.quillon-media"


def _without_owner(record: EntityRecord) -> EntityRecord:
    return replace(record, statements=(replace(record.statements[0], status="withdrawn"), *record.statements[1:]))


class TestReading:
    """What an edition of the made-up records answers."""

    def test_entity(self, edition: Edition) -> None:
        record = edition.entity(LANTERN)
        assert record is not None
        assert (record["kind"], record["country"], record["identifiers"]) == ("outlet", "NO", {"wikidata": "Q999999901"})
        assert record["names"][0] == {"text": "The Larkfield Lantern", "kind": "canonical", "language": None, "alone": True}
        assert record["hosts"] == [{"host": "larkfield-lantern.example", "path": "/"}, {"host": "portal.example", "path": "/lantern"}]
        first = record["statements"][0]
        assert (first["id"], first["object"], first["qualifiers"]) == (OWNED, {"id": "quillon-media", "name": "Quillon Media"}, {"share": 60.0})
        assert first["citations"] == [
            {
                "url": "https://register.example/companies/4711",
                "title": "Company register, entry 4711",
                "publisher": "Register of Larkfield",
                "published": "2019",
                "accessed": "2026-11-23",
                "archive_url": None,
                "kind": "official register",
                "asserted_by": None,
                "licence": "CC0-1.0",
            }
        ]
        assert edition.entity("nobody") is None
        assert edition.entity_json("nobody") is None

    def test_a_contradiction_is_named_on_both_sides(self, edition: Edition) -> None:
        one, other = edition.statement(OWNED), edition.statement("the-larkfield-lantern.describes_itself_as.independent")
        assert one is not None
        assert other is not None
        assert (one["contradicts"], other["contradicts"]) == ([other["id"]], [one["id"]])
        assert edition.statement("nobody.owned_by.x") is None

    @pytest.mark.parametrize(
        ("host", "path", "outlet"),
        [
            ("larkfield-lantern.example", "/", LANTERN),
            ("WWW.Larkfield-Lantern.example:443", "/a/b", LANTERN),
            ("news.larkfield-lantern.example.", "/", LANTERN),
            ("portal.example", "/lantern/1", LANTERN),
            ("portal.example", "/lantern", LANTERN),
            ("portal.example", "/lanterns", None),
            ("portal.example", "/", None),
            ("notlarkfield-lantern.example", "/", None),
            ("example", "/", None),
            ("", "/", None),
        ],
    )
    def test_outlet_of(self, edition: Edition, host: str, path: str, outlet: str | None) -> None:
        assert edition.outlet_of(host, path) == outlet

    def test_names(self, edition: Edition) -> None:
        text = "Ida Quillon of Quillon Media told the Larkfield Lantern (云雀灯报)."
        found = [(text[start:end], entity, alone) for start, end, entity, _, alone in edition.find_names(text)]
        assert found == [
            ("Ida Quillon", "ida-quillon", False),
            ("Quillon Media", "quillon-media", True),
            ("the Larkfield Lantern", LANTERN, True),
            ("Larkfield Lantern", LANTERN, True),
            ("云雀灯报", LANTERN, True),
        ]
        assert edition.named("Quillon Media Group") == [("quillon-media", "organization", False)]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("quillon", ["ida-quillon", "quillon-media"]),
            ("quillon med", ["quillon-media"]),
            ("云雀", [LANTERN]),
            ('"(*', []),
            ("zz", []),
            ("media Group", ["quillon-media"]),
        ],
    )
    def test_search(self, edition: Edition, query: str, found: list[str]) -> None:
        assert [hit["id"] for hit in edition.search(query, 10)] == found

    def test_search_pages(self, edition: Edition) -> None:
        assert [hit["id"] for hit in edition.search("quillon", 1, 1)] == ["quillon-media"]

    def test_ownership(self, edition: Edition) -> None:
        graph = edition.ownership(LANTERN, as_of="2023-05-25")
        assert [node["id"] for node in graph["nodes"]] == [LANTERN, "quillon-media", "ida-quillon"]
        assert [(edge["level"], edge["share"], edge["current"]) for edge in graph["edges"]] == [
            ("owner", 60.0, True),
            ("owner", None, None),
            ("owner", 50.0, True),
        ]
        assert [(chain["path"][-1], chain["ends"], chain["share"]) for chain in graph["chains"]] == [
            ("ida-quillon", "entity", 30.0),
            (LANTERN, "unknown", None),
        ]
        assert graph["ultimate"] == [{"id": "ida-quillon", "name": "Ida Quillon", "share": 30.0}]
        assert graph["unknown"][0]["reason"].startswith("The register")
        assert edition.ownership(LANTERN, as_of="2010")["ultimate"] == []
        assert edition.ownership("nobody")["edges"] == []

    def test_owners_of(self, edition: Edition) -> None:
        assert edition.owners_of(LANTERN)[0] == (OWNED, "owned_by", "quillon-media", "2013-05", None, "published")

    def test_hosts_and_counts(self, edition: Edition) -> None:
        assert list(edition.hosts()) == [("larkfield-lantern.example", "/", LANTERN), ("portal.example", "/lantern", LANTERN)]
        counts = edition.counts()
        assert (counts["entities"], counts["outlets"], counts["people"], counts["statements"], counts["hosts"]) == (3, 1, 1, 7, 2)
        assert edition.manifest["licences"] == {"CC0-1.0": 2}

    def test_threads_and_forked_workers_share_it(self, edition: Edition) -> None:
        answers: list[object] = []
        threads = [threading.Thread(target=lambda: answers.append(edition.entity(LANTERN))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == [edition.entity(LANTERN)] * 4
        child = os.fork()
        if child == 0:
            os._exit(0 if edition.entity(LANTERN) and edition.find_names("Ida Quillon") else 1)
        assert os.waitpid(child, 0)[1] == 0


class TestPublishing:
    """Editions of a database on SQLite and on PostgreSQL."""

    def test_the_same_content_is_not_published_twice(self, loaded: Engine, tmp_path: Path) -> None:
        first, second = publish_edition(loaded, tmp_path / "e"), publish_edition(loaded, tmp_path / "e")
        assert (first.is_new, second.is_new, second.id) == (True, False, first.id)
        assert edition_ids(tmp_path / "e") == [first.id]

    def test_the_same_content_gives_the_same_files_from_any_database(self, loaded: Engine, edition: Edition, tmp_path: Path) -> None:
        manifest = publish_edition(loaded, tmp_path / "e").manifest
        assert manifest["content_sha256"] == edition.manifest["content_sha256"]
        assert manifest["sha256"] == edition.manifest["sha256"]

    def test_a_change_gives_a_new_edition_and_keeps_the_old(self, loaded: Engine, records: list[EntityRecord], tmp_path: Path) -> None:
        old = publish_edition(loaded, tmp_path)
        before = open_edition(tmp_path)
        changed = [_without_owner(record) if record.id == LANTERN else record for record in records]
        changed = [replace(record, country="SE") if record.id == "ida-quillon" else record for record in changed]
        with loaded.begin() as connection:
            load_records(connection, changed, OPTIONS)
        new = publish_edition(loaded, tmp_path)
        assert current_edition_id(tmp_path) == new.id != old.id
        assert edition_ids(tmp_path) == sorted([old.id, new.id])
        assert new.manifest["previous"] == old.id
        after = open_edition(tmp_path)
        assert before.statement(OWNED) is not None
        assert after.statement(OWNED) is None
        assert [str(difference) for difference in compare_editions(open_edition(tmp_path, old.id), after)] == [
            'changed  ida-quillon: country "NO" → "SE"',
            "changed  the-larkfield-lantern.describes_itself_as.independent: contradicts",
            f"removed  {OWNED}",
        ]

    def test_withdrawn_entities_are_left_out_and_their_names_stay_readable(self, loaded: Engine, records: list[EntityRecord], tmp_path: Path) -> None:
        with loaded.begin() as connection:
            load_records(connection, [replace(record, status="withdrawn") for record in records if record.id == "ida-quillon"], OPTIONS)
        publish_edition(loaded, tmp_path)
        edition = open_edition(tmp_path)
        statement = edition.statement("quillon-media.owned_by.ida-quillon")
        assert edition.entity("ida-quillon") is None
        assert edition.find_names("Ida Quillon") == []
        assert statement is not None
        assert statement["object"]["id"] is None

    def test_publishing_takes_a_fixed_number_of_queries_a_batch(self, engine: Engine, tmp_path: Path) -> None:
        counts = []
        for size in (30, 300):
            with engine.begin() as connection:
                load_records(connection, list(made_up_records(size, size * 2)), OPTIONS)
            queries: list[str] = []

            def note(_c: object, _cursor: object, statement: str, *_: object, queries: list[str] = queries) -> None:
                queries.append(statement)

            event.listen(engine, "before_cursor_execute", note)
            publish_edition(engine, tmp_path, PublishOptions(full=True))
            event.remove(engine, "before_cursor_execute", note)
            counts.append(len(queries))
        assert counts[0] == counts[1] < 15


class TestDamage:
    """An edition that is not whole is not opened."""

    @pytest.fixture
    def folder(self, edition: Edition, records: list[EntityRecord], tmp_path: Path) -> Path:
        from_ = edition.path.parent
        shutil.copytree(from_, tmp_path / "copy")
        return tmp_path / "copy"

    @pytest.mark.parametrize("name", FILES)
    def test_a_flipped_bit_is_found(self, folder: Path, name: str) -> None:
        path = folder / current_edition_id(folder) / name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        with pytest.raises(EditionDamaged, match=name):
            open_edition(folder)

    def test_a_missing_file_is_found(self, folder: Path) -> None:
        (folder / current_edition_id(folder) / FILES[1]).unlink()
        with pytest.raises(EditionDamaged):
            open_edition(folder)

    def test_a_manifest_that_is_not_one_is_found(self, folder: Path) -> None:
        manifest = folder / current_edition_id(folder) / "manifest.json"
        text = manifest.read_text()
        manifest.write_text(text.replace('"format": 1', '"format": 99'))
        with pytest.raises(EditionFormat):
            open_edition(folder)
        manifest.write_text("{")
        with pytest.raises(EditionDamaged):
            open_edition(folder)

    @pytest.mark.parametrize("pointer", ["", "../../etc", "20260101T000000Z-000000000000"])
    def test_a_pointer_to_nothing_is_no_edition(self, folder: Path, pointer: str) -> None:
        (folder / "current").write_text(pointer)
        with pytest.raises(NoEdition):
            open_edition(folder)

    def test_an_empty_folder_is_no_edition(self, tmp_path: Path) -> None:
        with pytest.raises(NoEdition):
            current_edition_id(tmp_path / "nothing")

    def test_a_publisher_that_died_leaves_the_edition_as_it_was(self, folder: Path, loaded: Engine) -> None:
        assert publish_edition(loaded, folder).is_new  # the copy was made from another database
        (folder / ".building").mkdir()
        (folder / ".building" / "edition.sqlite").write_bytes(b"half")
        assert open_edition(folder).entity(LANTERN) is not None
        assert publish_edition(loaded, folder).is_new is False
        assert not (folder / ".building").exists()
