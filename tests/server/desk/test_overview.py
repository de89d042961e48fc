"""The overview: what waits, by role."""

from __future__ import annotations

import pytest
from flask import Flask

from credibility_db.clock import moment
from credibility_db.curation.sightings import add_sightings
from tests.server.desk.person import Person, page_text
from tests.server.desk.test_queries import count
from tests.server.desk.test_reports import filed
from tests.server.desk.test_review import decide, proposed


def busy(desk: Flask, contributor: Person, *, first: int, number: int) -> None:
    """Let so many proposals and reports wait, and as many names be met."""
    for each in range(first, first + number):
        proposed(desk, contributor, object_text=f"donor {each}")
        filed(desk, each)
    with desk.extensions["sidenote"].curators.writing() as connection:
        add_sightings(connection, {("host", f"paper-{each}.example.com"): 7 for each in range(first, first + number)}, month=moment()[:7])


def test_what_waits_is_seen_at_a_glance_with_links(desk: Flask, contributor: Person, curator: Person) -> None:
    busy(desk, contributor, first=0, number=2)
    page = curator.get("/desk")
    text = page_text(page)
    for words in ("2 proposals", "2 reports", "paper-1.example.com met 7 times", "All that was accepted", "No worker has published"):
        assert words in text
    for address in ("/desk/queue", "/desk/reports", "/desk/missing?kind=host", "/desk/editions", "/desk/upkeep/dead"):
        assert f'href="{address}"' in page.text


def test_what_was_accepted_and_not_published_is_counted(desk: Flask, contributor: Person, curator: Person) -> None:
    decide(curator, proposed(desk, contributor))
    assert "1 revision to come" in page_text(curator.get("/desk"))


def test_reports_are_for_curators(desk: Flask, contributor: Person) -> None:
    filed(desk)
    text = page_text(contributor.get("/desk"))
    assert "1 report" not in text
    assert "What readers miss" in text


@pytest.mark.parametrize("most", [10])
def test_more_that_waits_asks_no_more(desk: Flask, contributor: Person, curator: Person, most: int) -> None:
    busy(desk, contributor, first=0, number=1)
    few = count(desk, curator, "/desk")
    busy(desk, contributor, first=1, number=12)
    assert count(desk, curator, "/desk") == few <= most
