"""Two records of one entity become one, on both databases; nothing is lost whatever is merged."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from credibility_db.curation import verify_history
from credibility_db.edition import open_edition, publish_edition
from credibility_db.errors import MergeRefused, RulesViolated
from credibility_db.models import open_database
from credibility_db.queries import entity_history, heirs
from credibility_db.records import EntityRecord
from tests.credibility_db.curation.lanterns import ANYTHING, FIRST, OPTIONS, RECORDS, SECOND, load, merge, record, standing, stated
from tests.credibility_db.edition.test_update import IDS, empty_database, said, state

__all__ = ["empty_database"]  # a fixture


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
