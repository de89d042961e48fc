"""`annotation_page`: the members of the contract, selectors that point at their words, annotations of the W3C model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.annotations import annotation_page
from server.annotations.selectors import AROUND, selectors
from server.context import build_context
from server.linking import link_mentions
from server.records.clue import Clue
from server.records.outlet import Outlet, OutletIdentity
from server.records.page import Author
from tests.server.knowledge_in_memory import KnowledgeInMemory
from tests.server.linking.marked import attribution_of, marked_page

MARKED = (
    "{source:Maria Keller}, a senior fellow at the {org:Northgate Institute}, told {channel:Reuters} that {says:trade helps}. "
    "Ida Holm, a baker, agreed. Moldovan President Viktor Salenko did not."
)
JSONLD = Path(__file__).parents[3] / "server" / "annotations" / "sidenote.jsonld"
W3C = {"@context", "id", "type", "items", "purpose", "source", "value", "format", "language"}  # of http://www.w3.org/ns/anno.jsonld
IDENTITY = OutletIdentity(Outlet("The Lantern Post", "the-lantern", (Clue("host", "lanternpost.example"),)), Outlet("Reuters", "reuters"))


@pytest.fixture
def response(knowledge: KnowledgeInMemory) -> dict:
    return respond(MARKED, knowledge)


def respond(marked: str, knowledge: KnowledgeInMemory, *, include_text: bool = False, name: str | None = None) -> dict:
    page, spans = marked_page(marked, byline=(Author("Lin Haoran"), Author("Bo Li")))
    attributions = (attribution_of(spans, name=name, described_as="a senior fellow at the Northgate Institute"),)
    links = link_mentions(page, IDENTITY, attributions, knowledge)
    found = build_context(page, IDENTITY, attributions, links, knowledge)
    return annotation_page(page, IDENTITY, attributions, links, found, "e1", include_text)


def test_members_are_those_of_the_contract(response: dict) -> None:
    members = {"@context", "id", "type", "page", "outlet", "entities", "attributions", "relations", "profile", "items", "unlinked", "edition"}
    assert members <= response.keys()
    page = {"url", "canonical", "title", "published", "language", "byline", "content_hash", "origin", "origin_outlet"}
    assert page <= response["page"].keys()
    assert response["page"]["byline"] == [{"name": "Lin Haoran", "entity": "lin-haoran"}, {"name": "Bo Li", "entity": None}]
    assert response["page"]["origin_outlet"] == {"name": "Reuters", "entity": "reuters", "evidence": []}
    assert response["outlet"]["evidence"] == [{"kind": "host", "text": "lanternpost.example", "start": None, "end": None}]
    (attribution,) = response["attributions"]
    assert attribution["source"]["entity"] == "maria-keller"
    assert attribution["channel"]["entity"] == "reuters"
    assert [body["entity"] for body in attribution["described_organizations"]] == ["northgate"]
    (said,) = [s for s in response["entities"]["maria-keller"]["statements"] if s["object"]["id"] == "northgate"]
    assert (said["predicate"], said["role"], said["current_as_of"]) == ("affiliated_with", "senior fellow", True)
    assert said["citations"][0]["url"] == "https://records.example/1"
    assert {"title", "publisher", "accessed"} <= said["citations"][0].keys()


def test_it_is_json_and_twice_the_same(knowledge: KnowledgeInMemory) -> None:
    assert json.dumps(respond(MARKED, knowledge)) == json.dumps(respond(MARKED, knowledge))


def test_the_text_comes_only_when_asked_for(response: dict, knowledge: KnowledgeInMemory) -> None:
    assert "text" not in response["page"]
    assert respond(MARKED, knowledge, include_text=True)["page"]["text"].startswith("Maria Keller")


def test_every_item_is_a_w3c_annotation_whose_selectors_point_at_its_words(response: dict, knowledge: KnowledgeInMemory) -> None:
    text = respond(MARKED, knowledge, include_text=True)["page"]["text"]
    assert len({item["id"] for item in response["items"]}) == len(response["items"]) > 3
    for item in response["items"]:
        assert item["type"] == "Annotation"
        assert item["id"].startswith("urn:")
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text.find(quote["prefix"] + quote["exact"] + quote["suffix"]) == position["start"] - len(quote["prefix"])
        for body in item["body"]:
            assert body["type"] in ("SpecificResource", "TextualBody")
            assert ("source" in body) == (body["type"] == "SpecificResource")
            assert ("value" in body) == (body["type"] == "TextualBody")


def test_our_own_terms_are_in_the_json_ld_context(response: dict) -> None:
    defined = json.loads(JSONLD.read_text(encoding="utf-8"))["@context"].keys()
    own = (response.keys() - W3C) | {member for item in response["items"] for body in item["body"] for member in body.keys() - W3C}
    assert own <= defined


def test_links_show_their_evidence(response: dict) -> None:
    bodies = [body for item in response["items"] for body in item["body"] if body.get("entity") == "maria-keller"]
    assert bodies
    kinds = {piece["kind"] for piece in bodies[0]["evidence"]}
    assert "described_organization" in kinds
    assert bodies[0]["roles"] == ["source"]


def test_a_quoted_stranger_is_shown_with_the_articles_own_words(knowledge: KnowledgeInMemory) -> None:
    response = respond("{source:Ida Holm} said {says:no}.", knowledge)
    assert [(entry["text"], entry["reason"]) for entry in response["unlinked"]] == [("Ida Holm", "unknown"), ("Bo Li", "unknown")]
    (item,) = [item for item in response["items"] if item["target"]["selector"][0]["exact"] == "Ida Holm"]
    described, reason = item["body"]
    assert "a senior fellow at the Northgate Institute" in described["value"]
    assert reason["reason"] == "unknown"


def test_unlinked_shows_the_name_where_it_is_printed_in_full(knowledge: KnowledgeInMemory) -> None:
    response = respond("Ida Holm left. {source:She} said {says:no}.", knowledge, name="Ida Holm")
    assert response["unlinked"][0]["name"] == "Ida Holm"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(0, 300), st.integers(0, 60))
def test_selectors_are_cut_from_the_text(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    quote, position = selectors(text, start, end)
    prefix, suffix = str(quote["prefix"]), str(quote["suffix"])
    assert (position["start"], position["end"]) == (start, end)
    assert text[start - len(prefix) : end + len(suffix)] == prefix + text[start:end] + suffix
    assert len(prefix) <= AROUND
    assert len(suffix) <= AROUND
