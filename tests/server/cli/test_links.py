"""Cited addresses are visited through the real client, results stored, the archive asked, and an interrupted run goes on."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credibility_db.cli import main as database_main
from credibility_db.curation import LoadOptions, load_records
from credibility_db.curation.link_checks import CitedLink, LinkCheck, stored_checks
from credibility_db.curation.link_visits import due
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.records import CitationRecord, EntityRecord, StatementRecord
from server.cli import main
from tests.server.cli.conftest import Query, Web

PLACES = ("paper.localhost/alive", "paper.localhost/moved", "paper.localhost/gone", "owner.localhost/refused", "shut.localhost/a", "gone.localhost/a")
COPY = "http://web.archive.org/web/20240101000000/x"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def cited(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Web:
    """A database that cites each of PLACES, and what is there."""

    def archived(query: Query) -> tuple[int, str, bytes]:
        there = {"closest": {"status": "200", "available": True, "url": COPY, "timestamp": "20240101000000"}}
        members = {"url": query["url"][0], "archived_snapshots": there if "paper.localhost" in query["url"][0] else {}}
        return 200, "application/json", json.dumps(members).encode()

    web.answers |= {
        "paper.localhost/alive": (200, "application/pdf", b"%PDF" + b"x" * 1_000_000),
        "paper.localhost/moved": (301, "text/html", b"/alive"),
        "paper.localhost/gone": (410, "text/html", b""),
        "owner.localhost/refused": (403, "text/html", b""),
        "shut.localhost/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /\n"),
        "archive.localhost/available": archived,
    }
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'x.db'}")
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    upgrade(engine)
    statements = [
        StatementRecord(
            f"a.describes_itself_as.{number}",
            "a",
            "describes_itself_as",
            object_text=f"words {number}",
            citations=(CitationRecord(web.url(place), "A", "A", "2026-11-23", "press"),),
        )
        for number, place in enumerate(PLACES)
    ]
    with engine.begin() as connection:
        record = EntityRecord("a", "outlet", "newspaper", "Larkfield A", statements=tuple(statements))
        load_records(connection, [record], LoadOptions("tests", "a test"))
    engine.dispose()
    return web


def run(web: Web, *arguments: str) -> Result:
    result = CliRunner().invoke(main, ["check-links", "--archive", web.url("archive.localhost/available"), *arguments])
    assert result.exit_code == 0, result.output
    return result


def stored(tmp_path: Path) -> dict[str, LinkCheck]:
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        found = stored_checks(connection)
    engine.dispose()
    return found


def test_every_address_is_visited_once_and_what_is_found_is_stored(cited: Web, tmp_path: Path) -> None:
    assert "6 visited: 2 alive, 2 dead, 2 unclear" in run(cited, "--out", "results.jsonl").stderr
    found = stored(tmp_path)
    told = {place: (found[cited.url(place)].verdict, found[cited.url(place)].status, found[cited.url(place)].problem) for place in PLACES}
    assert told == {
        "paper.localhost/alive": ("alive", 200, None),
        "paper.localhost/moved": ("alive", 200, None),
        "paper.localhost/gone": ("dead", 410, None),
        "owner.localhost/refused": ("unclear", 403, None),
        "shut.localhost/a": ("unclear", 0, "robots-refused"),
        "gone.localhost/a": ("dead", 0, "host-not-found"),
    }
    assert found[cited.url("paper.localhost/moved")].final_url == cited.url("paper.localhost/alive")
    assert found[cited.url("paper.localhost/gone")].archive_url == COPY.replace("http:", "https:")
    assert found[cited.url("gone.localhost/a")].archive_url is None
    assert {json.loads(line)["url"] for line in (tmp_path / "results.jsonl").read_text().splitlines()} == set(found)
    assert "0 visited" in run(cited).stderr
    state = CliRunner().invoke(database_main, ["check-links"])
    assert state.exit_code == 1
    assert "6 cited addresses: 2 alive, 2 dead, 2 unclear, 0 old, 0 unchecked" in state.stderr
    assert f"dead     {cited.url('gone.localhost/a')} (host-not-found): a" in state.stdout
    assert f"(410, archived at {COPY.replace('http:', 'https:')})" in state.stdout


def test_a_run_that_was_stopped_goes_on(cited: Web, tmp_path: Path) -> None:
    assert "2 visited" in run(cited, "--most", "2").stderr
    assert "4 visited" in run(cited).stderr
    assert len(stored(tmp_path)) == 6


def test_results_of_a_file_are_taken_over(cited: Web, tmp_path: Path) -> None:
    lines = [{"url": cited.url(place), "status": 200, "checked": TODAY.isoformat()} for place in PLACES[2:]]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert "2 visited: 2 alive" in run(cited, "--out", "r.jsonl").stderr
    assert len((tmp_path / "r.jsonl").read_text().splitlines()) == 6
    assert {check.status for check in stored(tmp_path).values()} == {200}


@pytest.mark.parametrize(
    ("verdict", "checked", "wanted"),
    [
        ("unchecked", None, True),
        ("alive", date(2026, 11, 1), False),
        ("old", date(2025, 1, 1), True),
        ("dead", date(2026, 11, 20), False),
        ("dead", date(2026, 10, 1), True),
        ("unclear", date(2026, 11, 20), False),
        ("unclear", date(2026, 10, 1), True),
    ],
)
def test_when_an_address_is_due(verdict: str, checked: date | None, wanted: bool) -> None:
    check = LinkCheck("https://a.example/", 404, checked) if checked else None
    assert bool(due([CitedLink("https://a.example/", ("a",), check, verdict)], today=date(2026, 11, 28))) is wanted
