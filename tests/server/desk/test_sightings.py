"""What readers miss, at the desk: ranked, drafted in one click from Wikidata, put aside."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from credibility_db.curation.sightings import add_sightings
from credibility_db.exchange.wikidata.api import WikidataApi
from credibility_db.fetching import Fetched, NotFetched
from server.desk.sightings import drafting
from tests.credibility_db.exchange.make_wikidata_dump import claim, entity, item, snak
from tests.server.desk.person import Person, page_text
from tests.server.desk.test_hostile_records import HOSTILE, dangers
from tests.server.desk.test_queries import count

PAPER = entity(1, "The Larkfield Lantern", [claim(item("P31", "Q11032")), claim(snak("P856", "https://lantern.example/", "string"))])
SEEN = {"kind": "organization", "name": "The Larkfield Lantern"}


@dataclass
class Wikidata:
    """A `Fetch` that answers as Wikidata does."""

    found: list[dict[str, str]] = field(default_factory=lambda: [{"id": "Q1", "label": "The Larkfield Lantern", "description": "newspaper"}])
    away: bool = False

    def document(self, url: str, *, accept: str, for_programs: bool = False) -> Fetched:
        if self.away:
            raise NotFetched(url, "no network", problem="fetch-failed", retry_after=10)
        answer: dict[str, Any] = {"entities": {"Q1": PAPER}}
        if parse_qs(urlsplit(url).query).get("action") == ["wbsearchentities"]:
            answer = {"search": self.found}
        return Fetched(url, url, 200, "application/json", json.dumps(answer).encode())

    def head(self, url: str) -> Fetched:
        raise NotFetched(url, "not asked for", problem="none")


@pytest.fixture
def wikidata(monkeypatch: pytest.MonkeyPatch) -> Wikidata:
    twin = Wikidata()
    monkeypatch.setattr(drafting, "wikidata", lambda _fetcher: WikidataApi(twin, sleep=drafting._impatient))
    return twin


def met(desk: Flask, *names: tuple[str, str], times: int = 5) -> None:
    with desk.extensions["sidenote"].curators.writing() as connection:
        add_sightings(connection, dict.fromkeys(names, times), month="2026-11")


def test_what_was_met_often_is_listed_and_what_was_not_is_not(desk: Flask, contributor: Person) -> None:
    met(desk, ("host", "often.example.com"), times=7)
    met(desk, ("host", "seldom.example.com"), times=4)
    met(desk, ("organization", "Larkfield Institute"), times=50)
    text = page_text(contributor.get("/desk/missing"))
    assert "seldom.example.com" not in text
    assert text.index("Larkfield Institute") < text.index("often.example.com")
    assert "Larkfield Institute" not in page_text(contributor.get("/desk/missing?kind=host"))
    assert contributor.get("/desk/missing?kind=secret&page=x").status_code == 200


def test_one_click_makes_a_draft_from_wikidata(contributor: Person, wikidata: Wikidata) -> None:
    response = contributor.post("/desk/missing/draft", SEEN)
    assert response.status_code == 303
    form = contributor.get(response.headers["Location"]).text
    assert all(f'value="{value}"' in form for value in ("The Larkfield Lantern", "lantern.example", "Q1"))


def test_of_several_one_is_chosen(contributor: Person, wikidata: Wikidata) -> None:
    wikidata.found = [{"id": "Q7", "label": "Larkfield Lantern (ship)", "description": "a ship"}, *wikidata.found, {"id": "bad", "label": "x"}]
    wikidata.found += [{"id": "Q9", "label": "The Larkfield Lantern", "description": "another"}]
    page = contributor.post("/desk/missing/draft", SEEN)
    assert page.status_code == 200
    assert all(words in page_text(page) for words in ("a ship", "newspaper", "another"))
    assert contributor.post("/desk/missing/draft", SEEN | {"qid": "Q1"}).status_code == 303
    assert contributor.post("/desk/missing/draft", SEEN | {"qid": "Q1/../x"}).status_code == 422


def test_a_host_s_draft_keeps_the_host(contributor: Person, wikidata: Wikidata) -> None:
    response = contributor.post("/desk/missing/draft", {"kind": "host", "name": "new-paper.com", "qid": "Q1"})
    assert "new-paper.com" in contributor.get(response.headers["Location"]).text


@pytest.mark.parametrize(("found", "away", "told"), [([], False, "knows nothing"), ([], True, "does not answer now")])
def test_without_wikidata_there_is_an_empty_draft(contributor: Person, wikidata: Wikidata, found: list[Any], away: bool, told: str) -> None:
    wikidata.found, wikidata.away = found, away
    page = contributor.post("/desk/missing/draft", SEEN)
    assert page.status_code == 200
    assert told in page_text(page)
    assert "/desk/propose/entity?kind=organization&amp;name=The+Larkfield+Lantern" in page.text


def test_a_curator_takes_a_name_off_the_list(desk: Flask, curator: Person) -> None:
    met(desk, ("person", "Ada Quillon"))
    assert "Ada Quillon" in page_text(curator.get("/desk/missing"))
    assert curator.post("/desk/missing/dismiss", {"kind": "person", "name": "Ada Quillon"}).status_code == 303
    assert "Ada Quillon" not in page_text(curator.get("/desk/missing"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_text(desk: Flask, contributor: Person, wikidata: Wikidata, text: str) -> None:
    plain = text.replace("\0", "")
    met(desk, ("organization", plain))
    wikidata.found = [{"id": f"Q{number}", "label": plain, "description": plain} for number in (1, 2)]
    pages = [contributor.get("/desk/missing"), contributor.post("/desk/missing/draft", {"kind": "organization", "name": plain})]
    assert [page.status_code for page in pages] == [200, 200]
    assert [dangers(page.text) for page in pages] == [[], []]


def test_more_sightings_ask_no_more(desk: Flask, contributor: Person) -> None:
    met(desk, ("host", "one.com"))
    few = count(desk, contributor, "/desk/missing")
    met(desk, *(("host", f"paper{number}.com") for number in range(120)))
    assert count(desk, contributor, "/desk/missing") == few <= 4
