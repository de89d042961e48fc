"""Stored XSS: what somebody writes into any field is shown as text on every page where it stands."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser

from credibility_db.curation.rows import insert_heads, insert_statements
from credibility_db.models import Proposal
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord
from tests.server.desk.person import Person
from tests.server.desk.test_propose import OUTLET, STATEMENT
from tests.server.desk.test_review import decide

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}${7*7}",
    "&lt;b&gt;\u202ex",
)
BOOKMARKLET = "javascript:location.href='http://127.0.0.1:8000/desk/propose?from='+encodeURIComponent(location.href)"


def dangers(page: str) -> list[str]:
    """What of a page would run, or lead out: elements and attributes that no template of ours has."""
    tree = LexborHTMLParser(page)
    found = [node.html or "" for node in tree.css("script") if not (node.attributes.get("src") or "").startswith("/desk/static/")]
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or (name in ("src", "action", "formaction") and not (value or "").startswith("/")):
                found.append(f"{node.tag} {name}={value}")
            runs = name == "href" and re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE)
            if runs and not (value or "").startswith(BOOKMARKLET):
                found.append(f"{node.tag} {name}={value}")
    return found + [node.html or "" for node in tree.css("img, iframe, object, embed, base")]


def poison(desk: Flask, text: str) -> str:
    """A record with the same text in every field that a table takes, past all forms and rules; returns its id."""
    plain = text
    citation = CitationRecord(plain, plain, plain, "2026-11-24", "press", "2024", plain, plain, plain)
    parts = {"identifiers": {"wikidata": plain}, "names": (NameRecord(plain, "alias", "en"),), "hosts": (HostRecord(plain, plain),)}
    record = EntityRecord("poisoned", "outlet", plain[:60], plain, plain, "US", **parts)
    statement = StatementRecord(
        "poisoned.funded_by.x", "poisoned", "funded_by", object_text=plain, role=plain, note=plain, amount=1, currency="USD", citations=(citation,)
    )
    with desk.extensions["sidenote"].curators.writing() as connection:
        insert_heads(connection, [record], origin="desk")
        insert_statements(connection, [statement], origin="desk")
    return record.id


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_record_is_text_on_every_page(desk: Flask, curator: Person, text: str) -> None:
    entity = poison(desk, text)
    for address in (
        f"/desk/entities/{entity}",
        f"/desk/entities/{entity}/history",
        f"/desk/entities/{entity}/merge",
        f"/desk/entities/{entity}/split",
        f"/desk/propose/entity?entity={entity}",
        f"/desk/propose/statement?entity={entity}",
        f"/desk/propose/statement?entity={entity}&statement={entity}.funded_by.x",
    ):
        response = curator.get(address)
        assert response.status_code == 200, address
        assert dangers(response.text) == [], address


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_a_proposal_are_text_wherever_they_stand(desk: Flask, contributor: Person, curator: Person, text: str) -> None:
    words = dict.fromkeys(("object_text", "role", "note", "citations-0-title", "citations-0-publisher", "citations-0-asserted_by", "why"), text)
    response = contributor.post("/desk/propose/statement", STATEMENT | words)
    assert dangers(response.text) == []
    assert response.status_code == 303, response.text
    path = response.headers["Location"].partition("?")[0]
    curator.post(f"{path}/comments", {"text": text})
    for address in (path, "/desk/queue", f"/desk/queue?who={text}", "/desk", f"/desk/propose/statement?revise={path.split('/')[-1]}"):
        assert dangers(contributor.get(address).text) == [], address
    decide(curator, path.split("/")[-1], reason=text)
    for address in (path, f"/desk/entities/{OUTLET}", f"/desk/entities/{OUTLET}/history", f"/desk/entities/{OUTLET}/compare?from=1&to=9999"):
        response = curator.get(address)
        assert response.status_code == 200
        assert dangers(response.text) == [], address


@pytest.mark.parametrize("text", HOSTILE)
def test_what_comes_in_the_address_is_text(contributor: Person, admin: Person, text: str) -> None:
    for path, name in (
        ("/desk/queue", "who"),
        ("/desk/queue", "status"),
        ("/desk/entities", "q"),
        ("/desk/entities/options", "q"),
        ("/desk/propose", "from"),
        ("/desk/propose/entity", "name"),
        ("/desk/propose/statement", "citations-0-url"),
        ("/desk/propose/statement", "subject"),
        ("/desk/login", "next"),
        ("/desk/account", "said"),
        ("/desk/account/keys", "said"),
    ):
        assert dangers(contributor.get(path, query_string={name: text}).text) == [], (path, name)
    assert dangers(admin.post("/desk/people", {"name": text, "role": text}).text) == []
    assert dangers(contributor.post("/desk/account/keys", {"holder": text, "scope": ["propose"]}).text) == []
    assert dangers(contributor.get("/desk/account/keys").text) == []


def test_an_import_s_hostile_proposal_is_text_in_its_group(desk: Flask, curator: Person) -> None:
    after = '{"predicate":"funded_by","object":{"text":"<script>alert(1)</script>"},"key":"funded_by.x","citations":[]}'
    members = {"kind": "statement", "subject": OUTLET, "target": f"{OUTLET}.funded_by.x", "before": None, "after": after, "status": "open"}
    about = {"source": "<img src=x onerror=alert(1)>", "who": "import", "why": "<b>", "predicate": "funded_by"}
    about |= {"created": "2026-11-24T00:00:00.000000Z"}
    with desk.extensions["sidenote"].curators.writing() as connection:
        connection.execute(Proposal.__table__.insert().values(id="p" + "1" * 24, **members, **about))
    group = "/desk/queue/group?source=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&kind=statement&predicate=funded_by"
    for address in ("/desk/queue", group, "/desk/proposals/p" + "1" * 24):
        response = curator.get(address)
        assert response.status_code == 200
        assert dangers(response.text) == [], address


def test_a_nul_character_is_refused_before_any_database_meets_it(contributor: Person, admin: Person) -> None:
    for address in ("/desk/entities?q=a%00b", "/desk/entities/a%00b", "/desk/queue?who=%00", "/desk/proposals/%00"):
        assert contributor.get(address).status_code == 422, address
    assert contributor.post("/desk/propose/statement", STATEMENT | {"role": "a\0b"}).status_code == 422
    assert admin.post("/desk/people", {"name": "a\0b", "role": "curator"}).status_code == 422
