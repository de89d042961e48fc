"""The command line, from record files to an edition and back."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.credibility_db.conftest import RECORDS

COMMANDS = ("validate", "load", "import", "export", "diff", "publish", "rollback", "stats", "hosts", "check-links", "merge", "split", "verify")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run, command: str) -> None:  # type: ignore[no-untyped-def]
    assert "Usage:" in run(command, "--help").output
    assert command in run("--help").output


def test_from_files_to_an_edition_and_back(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "would be: 10 create" in run("load", RECORDS, "--dry-run").stderr
    assert "10 create" in run("load", RECORDS).stderr
    assert "0 create, 0 update, 0 withdraw" in run("load", RECORDS).stderr
    first = run("publish").stdout.strip()
    assert run("publish").stdout.strip() == first
    assert "10 revisions form one chain" in run("verify", "--all").stdout
    exported = run("export").stdout_bytes
    run("export", "--out", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == exported
    run("export", "--format", "yaml", "--out", tmp_path / "yaml")
    assert "0 create, 0 update, 0 withdraw" in run("load", tmp_path / "yaml").stderr
    run("diff", first)
    assert "no edition older than" in run("rollback", "previous", code=1).stderr
    assert "no edition older than" in run("diff", "previous", code=1).stderr
    run("export", "--format", "yaml", code=2)


def test_stats(run) -> None:  # type: ignore[no-untyped-def]
    run("load", RECORDS)
    numbers = json.loads(run("stats", "--json").stdout)
    wanted = {
        "outlets_with_host": 1,
        "outlets_with_owner": 1,
        "policy_organizations": 0,
        "funding_statements": 1,
        "curated_people": 1,
        "curated_outlets": 1,
    }
    assert wanted | {"statements": 7, "statements_without_citation": 0} == {
        name: numbers[name] for name in [*wanted, "statements", "statements_without_citation"]
    }
    shown = run("stats").stdout
    assert "share of outlets with owner      100.0%" in shown
    assert "█" in shown


def test_validate_names_file_line_and_rule(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "3 records, 7 statements: 0 errors, 0 warnings" in run("validate", RECORDS).stderr
    (tmp_path / "a.yaml").write_text("id: a\nkind: outlet\ncategory: x\nname: Time\nalone: true\n")
    assert "name-common" in run("validate", tmp_path / "a.yaml").stdout
    run("validate", "--strict", tmp_path / "a.yaml", code=1)
    (tmp_path / "b.yaml").write_text("id: b\nkind: outlet\ncategory: x\nname: B\nstatements:\n  - {predicate: owned_by, object: nobody}\n")
    output = run("validate", tmp_path / "b.yaml", code=1).stdout
    assert f"{tmp_path / 'b.yaml'}:1: error: citation-missing: b.owned_by.nobody" in output
    assert "object-unknown" in output
    assert "citation-missing" in run("load", tmp_path / "b.yaml", code=1).stderr


def test_a_database_without_tables_and_a_damaged_edition_are_told(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "run `load` first" in run("stats", code=1).stderr
    run("load", RECORDS)
    assert "no edition" in run("verify", code=1).stderr
    edition = tmp_path / "editions" / run("publish").stdout.strip()
    with (edition / "names.table").open("ab") as file:
        file.write(b"x")
    assert "names.table" in run("verify", code=1).stderr


def test_a_revision_changed_behind_our_back_is_found(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("load", RECORDS)
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.executescript("DROP TRIGGER revision_no_update; UPDATE revision SET who = 'nobody' WHERE seq = 4;")
    connection.close()
    assert "revision 4 was changed" in run("verify", code=1).stderr


def test_merging_and_splitting(run) -> None:  # type: ignore[no-untyped-def]
    run("load", RECORDS)
    first = run("publish").stdout.strip()
    said = ("--who", "ann", "--why", "a try")
    assert "no entity 'nobody'" in run("merge", "quillon-media", "nobody", *said, code=1).stderr
    run("merge", "quillon-media", "ida-quillon", code=2)
    dry = run("split", "quillon-media", "quillon-press", "--named", "Quillon Press", "--name", "Quillon Média Group", *said, "--dry-run")
    assert "+ quillon-press: Quillon Press (organization, media group, NO)" in dry.stdout
    assert "would be: 2 changes" in dry.stderr
    statement = "the-larkfield-lantern.owned_by.quillon-media"
    run("split", "quillon-media", "quillon-press", "--named", "Quillon Press", "--statement", statement, *said)
    assert "object: quillon-press → quillon-media" in run("merge", "quillon-media", "quillon-press", *said, "--dry-run").stdout
    merged = run("merge", "quillon-media", "quillon-press", *said)
    assert "conflict: name: kept 'Quillon Media', not 'Quillon Press'" in merged.stderr
    assert "> quillon-press" in merged.stdout
    run("publish")
    assert "changed  quillon-media: names" in run("diff", first, code=1).stdout
    assert "15 revisions form one chain" in run("verify").stdout
    assert "kept as the desk has it: quillon-media" in run("load", RECORDS).stderr
