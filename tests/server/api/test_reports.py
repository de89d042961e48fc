"""`POST /v1/reports`: what is taken, what is refused, sending again, and the database being away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection

from credibility_db.curation.history import Chronicle, lock_writing
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.queries import reports
from server.app import create_app
from server.config import Config

HTV = "harbor-television.part_of.beacon-media-group"
STATEMENT = {"about": "statement", "statement": HTV, "entity": "harbor-television", "message": "It is independent.", "key": "0c8d1f6e-1111"}
TAKEN: list[dict[str, Any]] = [
    STATEMENT,
    {"about": "link", "text": "Mara Ellison", "entity": "mara-ellison", "message": "Another Mara Ellison."},
    {"about": "outlet", "host": "www.ntd.com", "message": "Sold.", "source": "https://a.example/1", "contact": "me@mail.example", "edition": "e"},
    {"about": "unknown_outlet", "host": "new-paper.example"},
    {"about": "unknown_outlet", "host": "new-paper.example", "message": "  ", "source": None},
]
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "about"),
    ({"about": "weather"}, "about"),
    ({"about": "statement", "message": "Wrong."}, "statement"),
    ({"about": "statement", "statement": "a.owned_by.b"}, "message"),
    ({"about": "statement", "statement": "a.owned_by.b", "message": " \n"}, "message"),
    ({"about": "link", "message": "Wrong."}, "text"),
    ({"about": "outlet", "message": "Wrong."}, "host"),
    ({"about": "unknown_outlet"}, "host"),
    ({"about": "unknown_outlet", "host": "https://a.example/b"}, "host"),
    ({"about": "unknown_outlet", "host": "a.example", "source": "javascript:alert(1)"}, "source"),
    ({"about": "unknown_outlet", "host": "a.example", "source": "https://[broken"}, "source"),
    ({"about": "unknown_outlet", "host": "a.example", "message": "x" * 4001}, "message"),
    ({"about": "unknown_outlet", "host": "a.example", "key": "short"}, "key"),
    ({"about": "unknown_outlet", "host": 7}, "host"),
    ({"about": "unknown_outlet", "host": "a.example", "colour": "red"}, "colour"),
    ({"about": "statement", "statement": "harbor-television.part_of.nobody", "message": "Wrong."}, "statement"),
    ({"about": "statement", "statement": "harbor-television", "message": "Wrong."}, "statement"),
    ({"about": "link", "text": "Nobody", "entity": "nobody", "message": "Wrong."}, "entity"),
]


@pytest.fixture
def client(golden_editions: Path, tmp_path: Path) -> FlaskClient:
    """A client of an app with a curators' database of its own."""
    url = f"sqlite:///{tmp_path / 'curators.db'}"
    upgrade(open_database(url))
    return create_app(Config(editions=golden_editions, database_url=url)).test_client()


def stored(client: FlaskClient) -> list[Any]:
    door = client.application.extensions["sidenote"].curators
    with door.reading() as connection:
        assert isinstance(connection, Connection)
        return reports(connection)


@pytest.mark.parametrize("report", TAKEN)
def test_a_report_is_stored(client: FlaskClient, report: dict[str, Any]) -> None:
    answer = client.post("/v1/reports", json=report)
    assert (answer.status_code, answer.get_json()["status"]) == (201, "received")
    row = stored(client)[0]
    assert row.id == answer.get_json()["id"]
    assert all(getattr(row, name) == value for name, value in report.items() if value and str(value).strip())


def test_what_is_sent_again_is_stored_once(client: FlaskClient) -> None:
    first = client.post("/v1/reports", json=STATEMENT)
    again = client.post("/v1/reports", json=STATEMENT)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.get_json() == again.get_json()
    other = client.post("/v1/reports", json=STATEMENT | {"message": "Something else."})
    assert (other.status_code, other.get_json()["type"]) == (409, "/problems/key-reused")
    assert len(stored(client)) == 1


@pytest.mark.parametrize(("report", "member"), REFUSED)
def test_what_says_too_little_or_too_much_is_refused(client: FlaskClient, report: dict[str, Any], member: str) -> None:
    answer = client.post("/v1/reports", json=report)
    assert answer.status_code == 422
    assert member in answer.get_json()["errors"]
    assert stored(client) == []


def test_while_the_database_is_away_nothing_is_acknowledged(golden_editions: Path) -> None:
    client = create_app(Config(editions=golden_editions, database_url="postgresql://nobody@127.0.0.1:1/none")).test_client()
    answer = client.post("/v1/reports", json=STATEMENT)
    assert (answer.status_code, answer.get_json()["type"]) == (503, "/problems/database-unavailable")


def test_what_the_record_once_had_may_still_be_spoken_of(client: FlaskClient) -> None:
    """Readers are shown an edition for a while after the record has changed."""
    sent = STATEMENT | {"statement": "harbor-television.owned_by.a-former-owner"}
    refused = client.post("/v1/reports", json=sent)
    assert (refused.status_code, "harbor-television.owned_by.a-former-owner" in refused.get_json()["detail"]) == (422, True)
    with client.application.extensions["sidenote"].curators.writing() as connection:
        lock_writing(connection)
        chronicle = Chronicle(connection, "tests", "sold")
        chronicle.add(sent["statement"], subject="harbor-television", action="retract", before='{"status": "current"}', after=None)
        chronicle.write()
    assert client.post("/v1/reports", json=sent).status_code == 201


def test_without_an_edition_the_log_alone_is_asked(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'curators.db'}"
    upgrade(open_database(url))
    client = create_app(Config(editions=tmp_path / "none", database_url=url)).test_client()
    assert client.post("/v1/reports", json=STATEMENT).status_code == 422
    assert client.post("/v1/reports", json={"about": "unknown_outlet", "host": "a.example"}).status_code == 201
