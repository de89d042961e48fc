"""Citations against a file of results, as a function and as a command."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from credibility_db.cli import main
from credibility_db.curation.link_checks import cited_links, read_checks
from credibility_db.errors import RecordError
from credibility_db.records import CitationRecord, EntityRecord, StatementRecord
from tests.credibility_db.conftest import RECORDS

TODAY = date(2026, 11, 23)


def citing(url: str, *, status: str = "published") -> EntityRecord:
    """An entity that cites an address."""
    citation = CitationRecord(url, "A document", "A", "2026-11-23", "press")
    return EntityRecord("a", "outlet", "newspaper", "A", statements=(StatementRecord("a.b", "a", "owned_by", status=status, citations=(citation,)),))


def results(path: Path, *lines: dict[str, object]) -> Path:
    """A results file."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.mark.parametrize(
    ("status", "checked", "verdict"),
    [
        (200, "2026-11-01", "alive"),
        (200, "2025-11-01", "old"),
        (404, "2026-11-01", "dead"),
        (404, "2024-11-01", "dead"),
        (410, "2026-11-01", "dead"),
        (0, "2026-11-01", "dead"),
        (403, "2026-11-01", "unclear"),
        (503, "2026-11-01", "unclear"),
    ],
)
def test_verdicts(tmp_path: Path, status: int, checked: str, verdict: str) -> None:
    checks = read_checks(results(tmp_path / "r", {"url": "https://a.example/", "status": status, "checked": checked}))
    (link,) = cited_links([citing("https://a.example/")], checks, today=TODAY)
    assert (link.verdict, link.entities) == (verdict, ("a",))


def test_the_newest_result_counts_and_what_is_not_shown_is_not_asked_for(tmp_path: Path) -> None:
    url = "https://a.example/"
    lines = [{"url": url, "status": status, "checked": day} for status, day in ((404, "2026-11-02"), (200, "2026-11-01"))]
    assert cited_links([citing(url)], read_checks(results(tmp_path / "r", *lines)), today=TODAY)[0].verdict == "dead"
    assert cited_links([citing("https://b.example/")], {}, today=TODAY)[0].verdict == "unchecked"
    assert cited_links([citing(url, status="withdrawn")], {}, today=TODAY) == []


@pytest.mark.parametrize("line", ["[]", "{", '{"url": "https://a.example/"}', '{"url": 1, "status": 200, "checked": "2026-11-01"}',
                                  '{"url": "https://a.example/", "status": 200, "checked": "soon"}'])  # fmt: skip
def test_what_is_no_result_is_named_by_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "r").write_text("\n" + line)
    with pytest.raises(RecordError, match="r:2: "):
        read_checks(tmp_path / "r")


def test_commands(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", "SIDENOTE_EDITIONS": str(tmp_path / "e")}

    def run(*arguments: object, code: int = 0) -> tuple[str, str]:
        result = CliRunner().invoke(main, list(map(str, arguments)), env=environment)
        assert result.exit_code == code, result.output
        return result.stdout, result.stderr

    run("load", RECORDS)
    first = run("publish")[0].strip()
    urls = run("check-links", "--list")[0].split()
    assert urls == sorted(set(urls))
    assert f"{len(urls)} unchecked" in run("check-links")[1]
    dead = results(tmp_path / "r", {"url": urls[0], "status": 404, "checked": "2026-11-01", "archive_url": "https://archive.example/"})
    assert f"dead     {urls[0]} (404, archived at https://archive.example/): " in run("check-links", dead, code=1)[0]
    assert run("check-links", dead, "--list")[0].split() == urls[1:]
    (tmp_path / "hosts").write_text("https://www.larkfield-lantern.example/a\nb.example\nhttps://a.example/\nb.example/x\n# no\n\nnot a host\n")
    out, err = run("hosts", tmp_path / "hosts", "--out", tmp_path / "report")
    assert out == "1 of 4 lines have an outlet (25.0%)\n1 of 3 hosts have an outlet (33.3%)\n"
    assert err == "not an address: not a host\n"
    assert (tmp_path / "report").read_text() == "2\tb.example\n1\ta.example\n"
    assert f"{first} is current" in run("rollback", first)[1]
    assert "no edition" in run("rollback", "20260101T000000Z-000000000000", code=1)[1]
