"""Publishing a change says exactly what publishing everything says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from credibility_db.curation import LoadOptions, load_records
from credibility_db.edition import PublishOptions, current_edition_id, edition_ids, open_edition, publish, publish_edition
from credibility_db.edition.layout import DATABASE
from credibility_db.edition.reader import Edition
from credibility_db.errors import EmptyEdition
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord
from tests.credibility_db.conftest import OPTIONS
from tests.credibility_db.synthetic import made_up_records

FULL = PublishOptions(full=True, allow_empty=True)
UPDATE = PublishOptions(allow_empty=True)
IDS = tuple(f"entity-{number}" for number in range(6))
NAMES = ("Larkfield Lantern", "Lärkfield Lantern", "Quillon Media", "Time", "云雀灯笼", "Ida Quillon")
HOSTS = ("lantern.example", "quillon.example", "portal.example")
LICENCES = (None, "CC0-1.0", "ODC-By-1.0")


def said(edition: Edition) -> dict[str, Any]:
    """All that an edition says, by each way of asking."""
    ids = list(edition.entity_ids())
    return {
        "manifest": {name: edition.manifest[name] for name in ("content_sha256", "counts", "licences", "attributions")},
        "names": {name: edition.manifest["sha256"][name] for name in ("names.automaton", "names.table")},
        "digests": list(edition.digests()),
        "entities": [edition.entity_json(entity_id) for entity_id in ids],
        "hosts": list(edition.hosts()),
        "search": [edition.search(word, 1_000) for word in ("lark", "quillon", "time", "云雀灯笼", "entity", "news")],
        "ownership": [edition.ownership(entity_id, "2023-05-25") for entity_id in ids],
        "owners": [edition.owners_of(entity_id) for entity_id in ids],
    }


@st.composite
def statement(draw: st.DrawFn, subject: str) -> StatementRecord:
    key = draw(st.sampled_from("ab"))
    target = draw(st.sampled_from([other for other in IDS if other > subject] or [None]))
    citation = CitationRecord("https://source.example/", "A document", draw(st.sampled_from(("A", "B"))), "2026-11-23", "press")
    others = [f"{other}.{another}" for other in IDS for another in "ab" if (other, another) != (subject, key)]
    return StatementRecord(
        id=f"{subject}.{key}",
        subject=subject,
        predicate="describes_itself_as" if target is None else "owned_by",
        object_id=target,
        object_text="independent" if target is None else None,
        role=draw(st.sampled_from((None, "publisher"))),
        valid_from=draw(st.sampled_from((None, "2013"))),
        status=draw(st.sampled_from(("published", "published", "withdrawn"))),
        layer=draw(st.sampled_from(("curated", "compiled"))),
        contradicts=tuple(draw(st.lists(st.sampled_from(others), max_size=2, unique=True))),
        citations=(replace(citation, licence=draw(st.sampled_from(LICENCES))),),
    )


@st.composite
def entity(draw: st.DrawFn, entity_id: str) -> EntityRecord:
    statements = draw(st.lists(statement(entity_id), max_size=2, unique_by=lambda found: found.id))
    host = st.builds(HostRecord, st.sampled_from(HOSTS), st.sampled_from(("/", "/news")), valid_to=st.sampled_from((None, "2010", "2015")))
    return EntityRecord(
        id=entity_id,
        kind="outlet",
        category="newspaper",
        name=draw(st.sampled_from(NAMES)),
        description=draw(st.sampled_from(("", "A paper."))),
        alone=draw(st.sampled_from((None, True, False))),
        status=draw(st.sampled_from(("published", "published", "withdrawn"))),
        names=tuple(draw(st.lists(st.builds(NameRecord, st.sampled_from(NAMES), st.sampled_from(("alias", "former"))), max_size=2))),
        hosts=tuple(draw(st.lists(host, max_size=2, unique_by=lambda found: (found.host, found.path)))),
        statements=tuple(statements),
    )


@st.composite
def state(draw: st.DrawFn) -> list[EntityRecord]:
    """All entities, some withdrawn; a place belongs to one outlet and what points nowhere is dropped, so that every load is accepted."""
    records = [draw(entity(entity_id)) for entity_id in IDS]
    taken: set[str] = set()
    kept = []
    for record in records:
        hosts = tuple(host for host in record.hosts if host.host + host.path not in taken)
        taken |= {host.host + host.path for host in hosts}
        kept.append(replace(record, hosts=hosts))
    known = {found.id for record in kept for found in record.statements}
    return [
        replace(
            record,
            statements=tuple(
                replace(found, contradicts=tuple(other for other in found.contradicts if other in known)) for found in record.statements
            ),
        )
        for record in kept
    ]


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Update whatever share of the entities has changed."""
    monkeypatch.setattr(publish, "MOST_CHANGED", 1e9)


def load(engine: Engine, records: list[EntityRecord], *, withdraw_missing: bool = True) -> None:
    with engine.begin() as connection:
        load_records(connection, records, LoadOptions("tests", "a test", withdraw_missing=withdraw_missing))


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with its tables and no rows, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "x.db"
    engine = open_database(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(states=st.lists(state(), min_size=2, max_size=3))
def test_updates_say_what_full_builds_say(always: None, empty_database: Path, states: list[list[EntityRecord]]) -> None:
    with TemporaryDirectory() as folder:
        shutil.copyfile(empty_database, Path(folder, "x.db"))
        engine = open_database(f"sqlite:///{folder}/x.db")
        for number, records in enumerate(states):
            load(engine, records)
            publish_edition(engine, Path(folder, "updated"), UPDATE)
            publish_edition(engine, Path(folder, f"full-{number}"), FULL)
            assert said(open_edition(Path(folder, "updated"))) == said(open_edition(Path(folder, f"full-{number}")))
        engine.dispose()


@pytest.fixture
def many(engine: Engine) -> list[EntityRecord]:
    """A database with 300 made-up entities."""
    records = list(made_up_records(300, 600))
    load(engine, records)
    return records


@pytest.fixture
def full_builds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Notes each full build."""
    built: list[str] = []
    write_store = publish.write_store

    def note(content: Any, path: Path) -> Any:
        built.append("full")
        return write_store(content, path)

    monkeypatch.setattr(publish, "write_store", note)
    yield built


class TestUpdating:
    """Small changes on SQLite and on PostgreSQL."""

    def test_one_change_touches_one_entity(self, engine: Engine, many: list[EntityRecord], full_builds: list[str], tmp_path: Path) -> None:
        first = publish_edition(engine, tmp_path / "e")
        before = {path.name: path.read_bytes() for path in first.path.iterdir()}
        load(engine, [replace(many[4], description="Another.")], withdraw_missing=False)
        second = publish_edition(engine, tmp_path / "e")
        assert (second.is_new, full_builds) == (True, ["full"])
        assert {path.name: path.read_bytes() for path in first.path.iterdir()} == before
        publish_edition(engine, tmp_path / "full", FULL)
        assert said(open_edition(tmp_path / "e")) == said(open_edition(tmp_path / "full"))
        assert not publish_edition(engine, tmp_path / "e").is_new
        assert len(full_builds) == 2

    def test_a_new_name_of_an_owner_is_shown_where_it_owns(
        self, engine: Engine, many: list[EntityRecord], full_builds: list[str], tmp_path: Path
    ) -> None:
        publish_edition(engine, tmp_path / "e")
        load(engine, [replace(many[1], name=many[7].name)], withdraw_missing=False)
        publish_edition(engine, tmp_path / "e")
        publish_edition(engine, tmp_path / "full", FULL)
        assert full_builds == ["full", "full"]
        assert said(open_edition(tmp_path / "e")) == said(open_edition(tmp_path / "full"))

    @pytest.mark.parametrize("doubt", ["full", "damaged", "no edition", "another builder", "another database", "many changes"])
    def test_a_full_build_where_there_is_doubt(
        self, engine: Engine, many: list[EntityRecord], full_builds: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, doubt: str
    ) -> None:
        folder = tmp_path / "e"
        if doubt == "another database":
            other = open_database(f"sqlite:///{tmp_path / 'other.db'}")
            upgrade(other)
            load(other, many[:100])
            publish_edition(other, folder)
            other.dispose()
        else:
            publish_edition(engine, folder)
        if doubt == "damaged":
            (folder / current_edition_id(folder) / DATABASE).write_bytes(b"")
        if doubt == "no edition":
            shutil.rmtree(folder / current_edition_id(folder))
        if doubt == "another builder":
            monkeypatch.setattr(publish, "builder_digest", lambda: "another")
        touched = many[: 100 if doubt == "many changes" else 1]
        load(engine, [replace(record, description="Another.") for record in touched], withdraw_missing=False)
        publish_edition(engine, folder, PublishOptions(full=doubt == "full"))
        assert full_builds == ["full", "full"]
        assert open_edition(folder).counts()["entities"] == 300


def test_nothing_is_not_published_unless_it_is_meant(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(EmptyEdition, match="--allow-empty"):
        publish_edition(engine, tmp_path)
    assert edition_ids(tmp_path) == []
    assert not (tmp_path / ".building").exists()
    assert publish_edition(engine, tmp_path, PublishOptions(allow_empty=True)).is_new
    assert open_edition(tmp_path).search("a") == []
    load(engine, list(made_up_records(3, 3)))
    publish_edition(engine, tmp_path)
    with engine.begin() as connection:
        load_records(connection, [replace(record, status="withdrawn") for record in made_up_records(3, 3)], OPTIONS)
    with pytest.raises(EmptyEdition):
        publish_edition(engine, tmp_path)
    assert open_edition(tmp_path).counts()["entities"] == 3
