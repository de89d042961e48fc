"""What stands after a merge: loads and imports do not undo it, editions and old ids follow it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from credibility_db.curation.importing import ImportOptions, run_import
from credibility_db.curation.splitting import Chosen
from credibility_db.edition import PublishOptions, open_edition, publish, publish_edition
from credibility_db.errors import RulesViolated
from credibility_db.exchange import jsonl_line
from credibility_db.incoming import Incoming, Item
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.queries import heirs
from credibility_db.records import StatementRecord
from tests.credibility_db.conftest import read_folder
from tests.credibility_db.curation.lanterns import FIRST, OPTIONS, RECORDS, load, merge, outlet, record, split, standing, stated
from tests.credibility_db.edition.test_update import said


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
