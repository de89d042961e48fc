"""Two records of one entity become one, and apart again: on both databases, in editions, through loads and imports."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from credibility_db.curation import LoadOptions, load_records, verify_history
from credibility_db.curation.importing import ImportOptions, run_import
from credibility_db.curation.merging import MergeOptions, MergeResult, merge_entities
from credibility_db.curation.splitting import Chosen, SplitOptions, split_entity
from credibility_db.edition import PublishOptions, open_edition, publish, publish_edition
from credibility_db.errors import MergeRefused, RulesViolated
from credibility_db.exchange import jsonl_line
from credibility_db.incoming import Incoming, Item
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.queries import entity_history, heirs, read_record
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord
from tests.credibility_db.conftest import read_folder
from tests.credibility_db.edition.test_update import IDS, empty_database, said, state

__all__ = ["empty_database"]  # a fixture
ANYTHING = PublishOptions(allow_empty=True)
FIRST = CitationRecord("https://a.example/", "A", "A", "2026-11-23", "press")
SECOND = CitationRecord("https://b.example/", "B", "B", "2026-11-23", "press")
OPTIONS = MergeOptions("ann", "the same paper")


def stated(subject: str, predicate: str, target: str | None = None, **members: object) -> StatementRecord:
    """A statement with a citation, its id made as files make it."""
    given = {"object_id": target, "citations": (FIRST,)} | members
    return StatementRecord(f"{subject}.{predicate}.{target or 'text'}", subject, predicate, **given)  # type: ignore[arg-type]


def outlet(entity_id: str, name: str, *statements: StatementRecord, **members: object) -> EntityRecord:
    return EntityRecord(entity_id, "outlet", "newspaper", name, statements=statements, **members)  # type: ignore[arg-type]


RECORDS = [
    EntityRecord("owner", "organization", "company", "Quillon Media"),
    EntityRecord("owner-ltd", "organization", "company", "Quillon Media Ltd", statements=(stated("owner-ltd", "part_of", "owner"),)),
    outlet(
        "lantern",
        "The Lantern",
        stated("lantern", "owned_by", "owner", share=60.0),
        country="NO",
        identifiers={"wikidata": "Q999999901"},
        names=(NameRecord("Larkfield Lantern"),),
        hosts=(HostRecord("lantern.example"),),
    ),
    outlet(
        "the-lantern",
        "Lantern of Larkfield",
        stated("the-lantern", "owned_by", "owner", share=60.0, citations=(SECOND,)),
        stated("the-lantern", "part_of", "owner-ltd"),
        stated("the-lantern", "describes_itself_as", object_text="independent"),
        country="SE",
        description="A paper.",
        identifiers={"isni": "0000000100000001"},
        names=(NameRecord("Larkfield Lantern"), NameRecord("云雀灯报", "transliteration", language="zh")),
        hosts=(HostRecord("the-lantern.example"),),
    ),
    outlet(
        "mirror",
        "The Mirror of Larkfield",
        stated("mirror", "part_of", "the-lantern", contradicts=("the-lantern.describes_itself_as.text", "the-lantern.owned_by.owner")),
        stated("mirror", "successor_of", "lantern"),
    ),
]


def load(engine: Engine, records: Iterable[EntityRecord], *, withdraw_missing: bool = True) -> list[str]:
    with engine.begin() as connection:
        result = load_records(connection, list(records), LoadOptions("tests", "a test", withdraw_missing=withdraw_missing))
    assert not result.changes or "merged" not in {change.action for change in result.changes}
    return result.kept if not result.changes else ["changed", *(change.target for change in result.changes)]


def merge(engine: Engine, keep: str, gone: str, options: MergeOptions = OPTIONS) -> MergeResult:
    with engine.begin() as connection:
        return merge_entities(connection, keep, gone, options)


def split(engine: Engine, source: str, target: str, chosen: Chosen, **members: str) -> MergeResult:
    with engine.begin() as connection:
        return split_entity(connection, source, target, chosen, SplitOptions("ann", "two papers", **members))  # type: ignore[arg-type]


def record(engine: Engine, entity_id: str) -> EntityRecord:
    with engine.connect() as connection:
        found = read_record(connection, entity_id)
    assert found is not None
    return found


def standing(found: EntityRecord) -> dict[str, StatementRecord]:
    return {statement.id: statement for statement in found.statements if statement.status != "withdrawn"}


@pytest.fixture
def papers(engine: Engine) -> Engine:
    """A database that has one paper twice."""
    load(engine, RECORDS)
    return engine


class TestMerging:
    def test_everything_moves_and_nothing_is_said_twice(self, papers: Engine) -> None:
        result = merge(papers, "lantern", "the-lantern")
        kept, gone, mirror = (record(papers, entity_id) for entity_id in ("lantern", "the-lantern", "mirror"))
        assert (kept.name, kept.country, kept.description) == ("The Lantern", "NO", "A paper.")
        assert {str(conflict) for conflict in result.conflicts} == {
            "name: kept 'The Lantern', not 'Lantern of Larkfield'",
            "country: kept 'NO', not 'SE'",
        }
        assert [name.text for name in kept.names] == ["Larkfield Lantern", "云雀灯报", "Lantern of Larkfield"]
        assert {host.host for host in kept.hosts} == {"lantern.example", "the-lantern.example"}
        assert kept.identifiers == {"isni": "0000000100000001", "wikidata": "Q999999901"}
        statements = standing(kept)
        assert set(statements) == {"lantern.owned_by.owner", "lantern.part_of.owner-ltd", "lantern.describes_itself_as.text"}
        assert statements["lantern.owned_by.owner"].citations == (FIRST, SECOND)
        assert result.joined == [("the-lantern.owned_by.owner", "lantern.owned_by.owner")]
        assert (gone.status, gone.merged_into, gone.names, gone.hosts, gone.identifiers) == ("merged", "lantern", (), (), {})
        assert not standing(gone)
        part = standing(mirror)["mirror.part_of.the-lantern"]
        assert part.object_id == "lantern"
        assert set(part.contradicts) == {"lantern.describes_itself_as.text", "lantern.owned_by.owner"}

    def test_every_change_is_a_revision(self, papers: Engine) -> None:
        result = merge(papers, "lantern", "the-lantern")
        with papers.connect() as connection:
            rows = entity_history(connection, "the-lantern")
            verify_history(connection)
            noted = {row.target for each in ("lantern", "the-lantern", "mirror") for row in entity_history(connection, each) if row.who == "ann"}
        assert noted == {change.target for change in result.changes}
        assert next(row for row in rows if row.target == "the-lantern").action == "merge"

    def test_a_dry_run_tells_the_same_and_writes_nothing(self, papers: Engine) -> None:
        before = [record(papers, each.id) for each in RECORDS]
        told = merge(papers, "lantern", "the-lantern", replace(OPTIONS, dry_run=True))
        assert [record(papers, each.id) for each in RECORDS] == before
        assert merge(papers, "lantern", "the-lantern") == told

    def test_the_other_s_word_may_be_taken(self, papers: Engine) -> None:
        merge(papers, "lantern", "the-lantern", replace(OPTIONS, take=frozenset({"name", "country"})))
        kept = record(papers, "lantern")
        assert (kept.name, kept.country) == ("Lantern of Larkfield", "SE")
        assert "The Lantern" in {name.text for name in kept.names}
        assert "Lantern of Larkfield" not in {name.text for name in kept.names}

    def test_a_statement_between_the_two_is_withdrawn(self, papers: Engine) -> None:
        result = merge(papers, "owner", "owner-ltd")
        assert result.dropped == ["owner-ltd.part_of.owner"]
        assert not standing(record(papers, "owner"))
        assert standing(record(papers, "the-lantern"))["the-lantern.part_of.owner-ltd"].object_id == "owner"

    @pytest.mark.parametrize(
        ("keep", "gone", "message"),
        [
            ("lantern", "lantern", "into itself"),
            ("lantern", "nobody", "no entity 'nobody'"),
            ("lantern", "owner", "is a outlet|is an? "),
            ("owner", "withdrawn", None),
            ("withdrawn", "owner", "published"),
        ],
    )
    def test_what_cannot_be_one_is_refused(self, papers: Engine, keep: str, gone: str, message: str | None) -> None:
        load(papers, [EntityRecord("withdrawn", "organization", "company", "Withdrawn", status="withdrawn")], withdraw_missing=False)
        if message is None:
            merge(papers, keep, gone)
            return
        with pytest.raises(MergeRefused, match=message):
            merge(papers, keep, gone)

    def test_no_circle_of_merges_and_each_leads_to_the_heir_in_one_step(self, papers: Engine) -> None:
        merge(papers, "lantern", "the-lantern")
        with pytest.raises(MergeRefused, match="merged into lantern already"):
            merge(papers, "the-lantern", "lantern")
        with pytest.raises(MergeRefused, match="merged into lantern already"):
            merge(papers, "mirror", "the-lantern")
        merge(papers, "mirror", "lantern")
        with papers.connect() as connection:
            assert heirs(connection) == {"the-lantern": "mirror", "lantern": "mirror"}
            assert entity_history(connection, "the-lantern")[0].after is not None
            verify_history(connection)

    def test_a_circle_of_owners_is_refused_and_nothing_written(self, engine: Engine) -> None:
        chain = [
            EntityRecord("a", "organization", "company", "A Holding", statements=(stated("a", "owned_by", "b"),)),
            EntityRecord("b", "organization", "company", "B Holding", statements=(stated("b", "owned_by", "c"),)),
            EntityRecord("c", "organization", "company", "C Holding"),
        ]
        load(engine, chain)
        with pytest.raises(RulesViolated, match="ownership-cycle"):
            merge(engine, "a", "c")
        assert record(engine, "c").status == "published"

    def test_two_identifiers_of_one_dataset_are_refused_unless_it_is_meant(self, papers: Engine) -> None:
        load(papers, [replace(RECORDS[3], identifiers={"wikidata": "Q999999902"})], withdraw_missing=False)
        with pytest.raises(MergeRefused, match="wikidata Q999999901 and Q999999902"):
            merge(papers, "lantern", "the-lantern")
        merge(papers, "lantern", "the-lantern", replace(OPTIONS, different_identifiers=True))
        assert record(papers, "lantern").identifiers["wikidata"] == "Q999999901"
        assert record(papers, "the-lantern").identifiers == {"wikidata": "Q999999902"}


class Dataset:
    """A dataset with a record of each of two identifiers."""

    source = "wikidata"
    fingerprint = "one"

    def __init__(self, *qids: str) -> None:
        self._qids = qids

    def read(self, after: int = 0) -> Iterable[Item]:
        for line, qid in enumerate(self._qids, 1):
            if line > after:
                owner = StatementRecord("", "", "describes_itself_as", object_text=f"the paper of {qid}", layer="compiled", citations=(FIRST,))
                yield Incoming(line, outlet(f"wikidata:{qid}", "Lantern", owner, identifiers={"wikidata": qid}))


class TestAfterwards:
    def test_a_load_does_not_undo_it(self, papers: Engine) -> None:
        merge(papers, "lantern", "the-lantern")
        merged = [record(papers, each.id) for each in RECORDS]
        for _ in range(2):
            kept = load(papers, RECORDS)
            assert "changed" not in kept
            assert "the-lantern (merged into lantern)" in kept
        assert [record(papers, each.id) for each in RECORDS] == merged
        assert "changed" not in load(papers, [each for each in RECORDS if each.id != "the-lantern"])

    def test_an_export_takes_merges_along(self, papers: Engine, tmp_path: Path) -> None:
        merge(papers, "lantern", "the-lantern")
        merge(papers, "owner", "owner-ltd")
        state = [jsonl_line(record(papers, each.id)) for each in RECORDS]
        other = open_database(f"sqlite:///{tmp_path / 'other.db'}")
        upgrade(other)
        (tmp_path / "all.jsonl").write_bytes(b"".join(sorted(state)))
        for _ in range(2):
            load(other, read_folder(tmp_path))
            assert [jsonl_line(record(other, each.id)) for each in RECORDS] == state
        with other.connect() as connection:
            assert heirs(connection) == {"the-lantern": "lantern", "owner-ltd": "owner"}
        other.dispose()

    @pytest.mark.parametrize("heir", ["nobody", "merged", "owner"])
    def test_a_file_cannot_merge_into_what_is_not_there(self, papers: Engine, heir: str) -> None:
        with pytest.raises(RulesViolated, match="merged-into"):
            load(papers, [*RECORDS, outlet("merged", "Merged", status="merged", merged_into=heir)])

    def test_a_file_may_still_name_the_merged_one(self, papers: Engine) -> None:
        merge(papers, "owner", "owner-ltd")
        new = outlet("new", "The New Paper of Larkfield", stated("new", "owned_by", "owner-ltd"))
        load(papers, [new], withdraw_missing=False)
        assert standing(record(papers, "new"))["new.owned_by.owner-ltd"].object_id == "owner"

    def test_imports_find_the_heir_and_one_item_has_the_word(self, papers: Engine) -> None:
        load(papers, [replace(RECORDS[3], identifiers={"wikidata": "Q999999902"})], withdraw_missing=False)
        merge(papers, "lantern", "the-lantern", replace(OPTIONS, different_identifiers=True))
        for _ in range(2):
            run_import(papers, Dataset("Q999999901", "Q999999902"), ImportOptions(resume=False))  # type: ignore[arg-type]
            said_by = [each for each in standing(record(papers, "lantern")).values() if each.id.endswith(".wikidata")]
            assert [each.object_text for each in said_by] == ["the paper of Q999999901"]
        assert not standing(record(papers, "the-lantern"))

    def test_editions_lead_on_and_updates_say_what_full_builds_say(self, papers: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(publish, "MOST_CHANGED", 1e9)
        publish_edition(papers, tmp_path / "e")
        for step in (
            lambda: merge(papers, "lantern", "the-lantern"),
            lambda: merge(papers, "owner", "owner-ltd"),
            lambda: split(papers, "lantern", "the-lantern", Chosen(hosts=frozenset({"the-lantern.example"}))),
        ):
            step()
            publish_edition(papers, tmp_path / "e")
            publish_edition(papers, tmp_path / "full", PublishOptions(full=True))
            updated, full = open_edition(tmp_path / "e"), open_edition(tmp_path / "full")
            assert said(updated) == said(full)
            assert updated.merged == full.merged
        assert updated.merged == {"owner-ltd": "owner"}
        entity = updated.entity("owner-ltd")
        assert entity is not None
        assert entity["id"] == "owner"
        assert updated.ownership("owner-ltd", "2026-01-01")["id"] == "owner"

    def test_old_ids_of_statements_lead_on_too(self, papers: Engine, tmp_path: Path) -> None:
        merge(papers, "lantern", "the-lantern")
        publish_edition(papers, tmp_path)
        edition = open_edition(tmp_path)
        for part in ("owned_by.owner", "part_of.owner-ltd"):
            found = edition.statement(f"the-lantern.{part}")
            assert found is not None
            assert found["id"] == f"lantern.{part}"
        assert edition.outlet_of("the-lantern.example") == "lantern"
        assert next(each["id"] for each in edition.search("Lantern of Larkfield")) == "lantern"
        assert edition.owners_of("the-lantern") == edition.owners_of("lantern") != []


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(records=state(), pairs=st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), min_size=1, max_size=3))
def test_nothing_is_lost_whatever_is_merged(empty_database: Path, records: list[EntityRecord], pairs: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        shutil.copyfile(empty_database, Path(folder, "x.db"))
        engine = open_database(f"sqlite:///{folder}/x.db")
        load(engine, records)
        editions = Path(folder, "updated")
        publish_edition(engine, editions, ANYTHING)
        for number, (keep, gone) in enumerate(pairs):
            before = {each.id: record(engine, each.id) for each in records}
            try:
                result = merge(engine, keep, gone)
            except (MergeRefused, RulesViolated):
                assert {each.id: record(engine, each.id) for each in records} == before
                continue
            after = {each.id: record(engine, each.id) for each in records}
            shown = [statement for each in after.values() for statement in standing(each).values()]
            assert not any(gone in (statement.subject, statement.object_id) for statement in shown)
            assert len(shown) == sum(len(standing(each)) for each in before.values()) - len(result.joined) - len(result.dropped)
            places = {(host.host, host.path) for each in (before[keep], before[gone]) for host in each.hosts}
            assert places == {(host.host, host.path) for host in after[keep].hosts}
            known = {statement.id for each in after.values() for statement in each.statements}
            assert all(other in known for statement in shown for other in statement.contradicts)
            full = Path(folder, f"full-{number}")
            publish_edition(engine, editions, ANYTHING)
            publish_edition(engine, full, replace(ANYTHING, full=True))
            assert said(open_edition(editions)) == said(open_edition(full))
        with engine.connect() as connection:
            merged = heirs(connection)
            verify_history(connection)
        assert not merged.keys() & set(merged.values())
        load(engine, records)
        assert {entity_id: record(engine, entity_id).merged_into for entity_id in merged} == merged
        engine.dispose()


class TestSplitting:
    def test_a_merge_can_be_taken_back(self, papers: Engine) -> None:
        merge(papers, "lantern", "the-lantern")
        chosen = Chosen(
            names=frozenset({"云雀灯报"}),
            hosts=frozenset({"the-lantern.example"}),
            identifiers=frozenset({"isni"}),
            statements=frozenset({"lantern.part_of.owner-ltd", "lantern.describes_itself_as.text", "mirror.part_of.the-lantern"}),
        )
        split(papers, "lantern", "the-lantern", chosen)
        kept, back, mirror = (record(papers, entity_id) for entity_id in ("lantern", "the-lantern", "mirror"))
        assert (back.status, back.merged_into, back.name) == ("published", None, "Lantern of Larkfield")
        assert set(standing(back)) == {"the-lantern.part_of.owner-ltd", "the-lantern.describes_itself_as.text"}
        assert (back.hosts, back.identifiers) == ((HostRecord("the-lantern.example"),), {"isni": "0000000100000001"})
        assert set(standing(kept)) == {"lantern.owned_by.owner"}
        assert kept.hosts == (HostRecord("lantern.example"),)
        part = standing(mirror)["mirror.part_of.the-lantern"]
        assert part.object_id == "the-lantern"
        assert "the-lantern.describes_itself_as.text" in part.contradicts
        with papers.connect() as connection:
            verify_history(connection)

    def test_into_a_new_entity(self, papers: Engine) -> None:
        chosen = Chosen(statements=frozenset({"mirror.successor_of.lantern"}), names=frozenset({"Larkfield Lantern"}))
        split(papers, "lantern", "lantern-of-1900", chosen, named="Lantern (1900)")
        new = record(papers, "lantern-of-1900")
        assert (new.kind, new.category, new.country, new.name) == ("outlet", "newspaper", "NO", "Lantern (1900)")
        assert [name.text for name in new.names] == ["Larkfield Lantern"]
        assert standing(record(papers, "mirror"))["mirror.successor_of.lantern"].object_id == "lantern-of-1900"

    @pytest.mark.parametrize(
        ("target", "chosen", "named", "message"),
        [
            ("lantern", Chosen(), None, "into itself"),
            ("new", Chosen(), None, "give its name"),
            ("A B", Chosen(), "New", "no id"),
            ("owner", Chosen(), None, "organization"),
            ("mirror", Chosen(names=frozenset({"The Lantern"})), None, "canonical one stays"),
            ("mirror", Chosen(hosts=frozenset({"no.example"})), None, "no such host: no.example"),
            ("mirror", Chosen(identifiers=frozenset({"ror"})), None, "no such identifier: ror"),
            ("mirror", Chosen(statements=frozenset({"lantern.x"})), None, "no standing statement"),
            ("mirror", Chosen(statements=frozenset({"owner-ltd.part_of.owner"})), None, "does not lead to it"),
        ],
    )
    def test_what_is_not_there_is_refused(self, papers: Engine, target: str, chosen: Chosen, named: str | None, message: str) -> None:
        with pytest.raises(MergeRefused, match=message):
            split(papers, "lantern", target, chosen, **({"named": named} if named else {}))
