"""The upkeep pages: lists, figures, text alone, few questions."""

from __future__ import annotations

import pytest
from flask import Flask

from credibility_db.queries import NEEDS
from server.desk.upkeep.figures import country_plot, plot
from server.desk.upkeep.wording import LISTS
from tests.server.desk.person import Person, page_text
from tests.server.desk.seed import seed_entities, seed_proposals
from tests.server.desk.test_hostile_records import HOSTILE, dangers, poison
from tests.server.desk.test_queries import count


def test_every_list_has_words() -> None:
    assert set(LISTS) == set(NEEDS)


@pytest.mark.parametrize("name", NEEDS)
def test_each_list_opens(contributor: Person, name: str) -> None:
    assert contributor.get(f"/desk/upkeep/{name}?kind=outlet&country=no").status_code == 200
    assert LISTS[name][0] in page_text(contributor.get(f"/desk/upkeep/{name}?kind=nonsense&country=1"))


def test_an_unknown_list_is_not_found(contributor: Person) -> None:
    assert contributor.get("/desk/upkeep/nothing").status_code == 404


def test_the_dashboard_says_in_numbers_what_its_bars_show(contributor: Person) -> None:
    page = contributor.get("/desk/upkeep")
    text = page_text(page)
    for title in ("Coverage by country and kind", "Age of the cited documents", "How long the queues wait", "Agreement between sources"):
        assert title in text
    assert page.text.count("<svg") == page.text.count('aria-hidden="true" focusable="false"') > 20
    assert "style=" not in page.text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_record_is_text_in_the_lists(desk: Flask, contributor: Person, text: str) -> None:
    poison(desk, text)
    for name in NEEDS:
        assert dangers(contributor.get(f"/desk/upkeep/{name}").text) == [], name
        assert dangers(contributor.get(f"/desk/upkeep/{name}", query_string={"after": text, "kind": text, "country": text}).text) == [], name
    assert dangers(contributor.get("/desk/upkeep").text) == []


def test_a_larger_record_asks_no_more(desk: Flask, contributor: Person) -> None:
    addresses = ("/desk/upkeep", "/desk/upkeep/single", "/desk/upkeep/undated-owner")
    few = {address: count(desk, contributor, address) for address in addresses}
    with desk.extensions["sidenote"].curators.writing() as connection:
        seed_entities(connection, 300)
        seed_proposals(connection, 200)
    assert {address: count(desk, contributor, address) for address in addresses} == few
    assert max(few.values()) <= 18


def test_bars_are_as_long_as_their_counts() -> None:
    drawn = plot("T", [("a", [30, 10]), ("b", [0, 20]), ("c", [0, 0])])
    assert [bar.widths for bar in drawn.rows] == [(75.0, 25.0), (0.0, 50.0), (0.0, 0.0)]
    assert plot("T", []).rows == ()
    assert country_plot([]).rows == ()
