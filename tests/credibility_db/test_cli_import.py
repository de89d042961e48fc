"""The import command: its dry run, its diff, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from credibility_db.curation.importing import Change, shown
from credibility_db.exchange.readers import READERS
from tests.credibility_db.conftest import RECORDS
from tests.credibility_db.exchange.make_wikidata_dump import claim, entity, item, snak, time, write_dump

LANTERN = "the-larkfield-lantern"


def test_every_form_is_offered(run) -> None:  # type: ignore[no-untyped-def]
    assert "Usage:" in run("import", "--help").output
    assert "wikidata" in run("import", "nothing", __file__, code=2).output
    assert {"wikidata", "ror", "ftm"} <= set(READERS)


def test_dry_run_import_and_again(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    dump = tmp_path / "dump.json.bz2"
    (broken,) = write_dump(dump, 30, malformed=1)
    dry = run("import", "wikidata", dump, "--dry-run", code=1)
    assert f"wikidata: line {broken}: is not JSON" in dry.stderr
    assert dry.stdout.count("\n+ ") > 30
    done = run("import", "wikidata", dump, code=1)
    assert done.stdout == ""
    assert dry.stderr.replace("would be: ", "") == done.stderr
    assert "0 create, 0 update, 0 withdraw, 0 propose" in run("import", "wikidata", dump, code=1).stderr
    assert "revisions form one chain" in run("verify", code=1).stdout


def test_a_file_cut_short_and_a_day_that_is_none_are_told(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    dump = tmp_path / "dump.json.gz"
    write_dump(dump, 300)
    dump.write_bytes(dump.read_bytes()[:-2000])
    assert f"error: {dump}" in run("import", "wikidata", dump, code=1).stderr
    assert "is not a date" in run("import", "wikidata", dump, "--as-of", "soon", code=2).stderr


def test_the_diff_shows_what_a_curator_would_have_to_decide(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("load", RECORDS)
    paper = [claim(item("P31", "Q11032")), claim(snak("P856", "https://larkfield-lantern.example", "string"))]
    owner = entity(7, "Rival Ltd", [claim(item("P31", "Q783794"))])
    lines = [entity(999999901, "The Larkfield Lantern", [*paper, claim(item("P127", 7), time("P580", "2020"))]), owner]
    (tmp_path / "dump.json").write_text("[\n" + ",\n".join(map(json.dumps, lines)) + "\n]\n")
    output = run("import", "wikidata", tmp_path / "dump.json", "--dry-run").stdout
    assert "+ rival-ltd: Rival Ltd (organization, company)" in output
    assert f"? {LANTERN}: owned_by rival-ltd (valid_from 2020)" in output
    assert "    stands: owned_by quillon-media" in output
    assert "    object: quillon-media → rival-ltd" in output
    assert "1 propose" in run("import", "wikidata", tmp_path / "dump.json").stderr


def test_changes_of_lists_are_shown_by_member() -> None:
    before = '{"name":"A","kind":"outlet","names":[{"text":"B"}]}'
    after = '{"name":"A2","kind":"outlet","names":[{"text":"C"}],"identifiers":{"isni":"1"}}'
    assert shown(Change("a", "a", "update", before, after)).split("\n") == [
        "~ a: A2 (outlet)",
        '    identifiers: + {"isni": "1"}',
        "    name: A → A2",
        "    names: - B",
        "    names: + C",
    ]
    assert shown(Change("s", "a", "withdraw", '{"predicate":"owned_by","object":{"unknown":"x"}}', None)) == "- a: owned_by unknown: x"
