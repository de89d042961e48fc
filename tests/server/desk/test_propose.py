"""The forms by which somebody proposes: what they send, what is said beside a field, what they fill in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from credibility_db.queries import QueueFilter, entity_ids, proposal, queue
from tests.server.desk.person import Person, page_text

OUTLET = "the-beacon-courier"
STATEMENT = {
    "subject": OUTLET,
    "predicate": "funded_by",
    "object_text": "a foundation",
    "citations-0-url": "https://register.example/1",
    "citations-0-title": "Register of gifts",
    "citations-0-publisher": "Register",
    "citations-0-kind": "official register",
    "citations-0-accessed": "2026-11-24",
    "why": "The register says so.",
}


def waiting(desk: Flask) -> list[Any]:
    with desk.extensions["sidenote"].curators.reading() as connection:
        return queue(connection, QueueFilter(), limit=100)


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of a page's main form if nothing were changed."""
    form = next(form for form in LexborHTMLParser(page).css("main form") if form.css_first("textarea[name=why]"))
    sent: dict[str, str] = {}
    for node in form.css("input, textarea, select"):
        name, kind = node.attributes.get("name"), node.attributes.get("type")
        if name is None or (kind in ("checkbox", "radio") and "checked" not in node.attributes):
            continue
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            sent[name] = (chosen.attributes.get("value") or "") if chosen else ""
        else:
            sent[name] = node.text() if node.tag == "textarea" else node.attributes.get("value") or ""
    return sent


def test_a_statement_is_proposed_and_stands_in_the_queue(desk: Flask, contributor: Person) -> None:
    response = contributor.post("/desk/propose/statement", STATEMENT)
    assert response.status_code == 303, page_text(response)
    (row,) = waiting(desk)
    assert (row.who, row.subject, row.kind, row.predicate, row.source) == ("carol", OUTLET, "statement", "funded_by", "desk")
    assert response.headers["Location"] == f"/desk/proposals/{row.id}?said=proposed"
    text = page_text(contributor.get("/desk/queue"))
    assert "The Beacon Courier" in text
    assert "is funded by a foundation" in text


def test_an_entity_is_proposed_with_names_hosts_and_identifiers(desk: Flask, contributor: Person) -> None:
    form = {
        "name": "Fjord Gazette",
        "kind": "outlet",
        "category": "newspaper",
        "country": "NO",
        "names-0-text": "",
        "names-0-kind": "alias",
        "names-2-text": "Fjordposten",
        "names-2-kind": "former",
        "names-2-valid_to": "1999",
        "hosts-0-place": "https://www.Fjord-Gazette.example/",
        "hosts-1-place": "portal.example/fjord",
        "identifiers-0-scheme": "wikidata",
        "identifiers-0-value": "Q999999999",
        "why": "It is missing.",
    }
    assert contributor.post("/desk/propose/entity", form).status_code == 303
    (row,) = waiting(desk)
    with desk.extensions["sidenote"].curators.reading() as connection:
        after = proposal(connection, row.id).after
    assert row.subject == "fjord-gazette"
    assert '"hosts":[{"host":"fjord-gazette.example"},{"host":"portal.example","path":"/fjord"}]' in after
    assert '"names":[{"kind":"former","text":"Fjordposten","valid_to":"1999"}]' in after


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"valid_from": "soon"}, "valid_from", "date"),
        ({"citations-0-title": ""}, "citations-0-title", "required"),
        ({"citations-0-url": ""}, "citations-0-url", "required"),
        ({"object_text": "", "object_id": "nobody at all"}, "object_id", "Propose it first"),
        ({"object_text": ""}, "object_id", "required"),
        ({"subject": "Beacon"}, "subject", "Did you mean"),
        ({"share": "most"}, "share", "number"),
        ({"why": ""}, "why", "Say why"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk: Flask, contributor: Person, change: dict[str, str], field: str, said: str) -> None:
    response = contributor.post("/desk/propose/statement", STATEMENT | change)
    assert response.status_code == 422
    found = re.search(rf'<p class="fault" id="{field}-fault">([^<]*)</p>', response.text)
    assert found, page_text(response)
    assert said.lower() in found[1].lower()
    assert waiting(desk) == []
    assert "Register of gifts" in response.text or "citations-0-title" in change, "what was typed is still there"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"citations-0-url": "javascript:alert(1)"}, "is not an http(s) address"),
        ({"valid_from": "2020", "valid_to": "2010"}, "ends before it begins"),
        ({"valid_from": "2099"}, "begins in the future"),
        ({"predicate": "employed_by"}, "is not said of a outlet"),
    ],
)
def test_the_rules_speak_in_plain_words_at_once_and_on_sending(contributor: Person, change: dict[str, str], said: str) -> None:
    live = contributor.post("/desk/propose/check/statement", STATEMENT | change)
    assert live.status_code == 200
    assert "<html" not in live.text
    assert said in page_text(live)
    assert said in page_text(contributor.post("/desk/propose/statement", STATEMENT | change))


def test_a_name_does_instead_of_an_id_and_several_are_asked_about(desk: Flask, contributor: Person) -> None:
    form = STATEMENT | {"subject": "The Beacon Courier", "object_text": "", "object_id": "Beacon Media Group", "predicate": "funded_by"}
    assert contributor.post("/desk/propose/statement", form).status_code == 303
    assert waiting(desk)[0].target == f"{OUTLET}.funded_by.beacon-media-group"


def test_more_rows_come_without_scripts_and_nothing_is_lost(contributor: Person) -> None:
    response = contributor.post("/desk/propose/statement", STATEMENT | {"do": "more-citations"})
    assert response.status_code == 200
    assert "citations-1-url" in response.text
    assert "Register of gifts" in response.text
    assert "complaints" not in response.text


def test_a_form_of_what_is_there_sent_unchanged_changes_nothing(contributor: Person, curator: Person) -> None:
    for address in (
        f"/desk/propose/entity?entity={OUTLET}",
        "/desk/propose/entity?entity=lindal-hydrology-institute",
        f"/desk/propose/statement?entity={OUTLET}&statement={OUTLET}.owned_by.beacon-media-group",
        "/desk/propose/statement?entity=institute-for-strait-studies&statement=institute-for-strait-studies.funded_by.corvane-shipping",
    ):
        page = contributor.get(address)
        assert page.status_code == 200, address
        sent = contributor.post(address.partition("?")[0], fields_of(page.text) | {"why": "no change"})
        assert sent.status_code == 422
        assert "Nothing would change" in page_text(sent), (address, page_text(sent)[:400])


def test_a_preview_shows_the_card_before_and_after(contributor: Person) -> None:
    form = STATEMENT | {"predicate": "controlled_by", "object_text": "A trust of readers", "do": "preview"}
    response = contributor.post("/desk/propose/statement", form)
    assert response.status_code == 200
    before, after = (match for match in re.findall(r'data-entities="([^"]*)"', response.text))
    assert "A trust of readers" not in before
    assert "A trust of readers" in after
    assert "beacon-media-group" in before, "the owner above is shown too"
    assert page_text(response).count("Ownership") == 2


def test_an_author_revises_what_was_asked_for(desk: Flask, contributor: Person, curator: Person) -> None:
    contributor.post("/desk/propose/statement", STATEMENT)
    (first,) = waiting(desk)
    assert curator.post(f"/desk/proposals/{first.id}/review", {"decision": "changes", "reason": "Since when?"}).status_code == 303
    assert "Changes are asked for" in page_text(contributor.get("/desk"))
    page = contributor.get(f"/desk/propose/statement?revise={first.id}")
    assert contributor.post("/desk/propose/statement", fields_of(page.text) | {"valid_from": "2020"}).status_code == 303
    (second,) = waiting(desk)
    assert second.supersedes == first.id
    assert curator.get(f"/desk/propose/statement?revise={second.id}").status_code == 404, "it is carol's"


def test_entities_are_suggested_while_typing(contributor: Person) -> None:
    text = contributor.get("/desk/entities/options?object_id=beac").text
    assert 'value="beacon-media-group"' in text
    assert 'value="the-beacon-courier"' in text
    assert contributor.get("/desk/entities/options?object_id=b").text.strip() == ""


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://beaconcourier.example/story", "A statement on the-beacon-courier"),
        ("https://unheard.example/x", "The outlet at unheard.example, which is not in the record"),
        ("javascript:alert(1)", "not the address of a web page"),
    ],
)
def test_proposing_from_a_page_begins_with_its_outlet(contributor: Person, address: str, said: str) -> None:
    assert said in page_text(contributor.get("/desk/propose", query_string={"from": address}))


def test_every_page_is_there_for_every_entity_of_the_world(as_role: Callable[[str], Person], desk: Flask) -> None:
    person = as_role("curator")
    with desk.extensions["sidenote"].curators.reading() as connection:
        ids = entity_ids(connection)
    for entity_id in ids:
        for address in (f"/desk/entities/{entity_id}", f"/desk/entities/{entity_id}/history", f"/desk/propose/entity?entity={entity_id}"):
            assert person.get(address).status_code == 200, address
        for address in (f"/desk/entities/{entity_id}/merge", f"/desk/entities/{entity_id}/split", f"/desk/propose/statement?entity={entity_id}"):
            assert person.get(address).status_code == 200, address
