"""The number of questions to the database does not grow with the rows of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from tests.server.desk.person import Person
from tests.server.desk.seed import seed_entities, seed_proposals
from tests.server.desk.test_propose import OUTLET, STATEMENT
from tests.server.desk.test_review import decide


@contextmanager
def counted(desk: Flask) -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    asked: list[str] = []
    engine = desk.extensions["sidenote"].curators.engine

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def count(desk: Flask, person: Person, address: str) -> int:
    with counted(desk) as asked:
        assert person.get(address).status_code == 200, address
    return len(asked)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/desk", 10),
        ("/desk/queue", 8),
        ("/desk/queue?status=open&source=wikidata&country=NO&age=newer-week", 8),
        ("/desk/queue/group?source=wikidata&kind=entity", 8),
        ("/desk/people", 4),
    ],
)
def test_a_longer_queue_asks_no_more(desk: Flask, admin: Person, address: str, most: int) -> None:
    with desk.extensions["sidenote"].curators.writing() as connection:
        seed_entities(connection, 300)
        seed_proposals(connection, 3)
    few = count(desk, admin, address)
    with desk.extensions["sidenote"].curators.writing() as connection:
        seed_proposals(connection, 300)
    assert count(desk, admin, address) == few <= most


@pytest.mark.parametrize(
    "address", [f"/desk/entities/{OUTLET}", f"/desk/entities/{OUTLET}/history", f"/desk/entities/{OUTLET}/compare?from=1&to=99999", "/desk"]
)
def test_a_longer_record_asks_no_more(desk: Flask, contributor: Person, curator: Person, address: str) -> None:
    def add(first: int, last: int) -> None:
        for number in range(first, last):
            response = contributor.post("/desk/propose/statement", STATEMENT | {"object_text": f"donor {number}"})
            decide(curator, response.headers["Location"].split("/")[-1].partition("?")[0])

    add(0, 2)
    few = count(desk, curator, address)
    add(2, 12)
    assert count(desk, curator, address) == few


def test_a_proposal_s_page_asks_the_same_however_much_is_said(desk: Flask, contributor: Person, curator: Person) -> None:
    response = contributor.post("/desk/propose/statement", STATEMENT)
    path = response.headers["Location"].partition("?")[0]
    few = count(desk, curator, path)
    for number in range(10):
        curator.post(f"{path}/comments", {"text": f"Remark {number}."})
    assert count(desk, curator, path) == few
