"""Proposals and revisions for programs: scopes, the account a key acts for, forms, rules, conflicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from credibility_db.curation.api_keys import NewApiKey, create_api_key, revoke_api_key
from credibility_db.curation.people import disable_account
from tests.server.desk.test_propose import OUTLET

MEMBERS: dict[str, Any] = {
    "predicate": "funded_by",
    "object": {"text": "a foundation"},
    "citations": [
        {"url": "https://register.example/1", "title": "Register", "publisher": "Register", "kind": "official register", "accessed": "2026-11-24"}
    ],
}
PROPOSAL = {"kind": "statement", "entity": OUTLET, "members": MEMBERS, "why": "The register says so."}
Call = Callable[..., Any]


def key_for(desk: Flask, *scopes: str, account: str | None = None) -> tuple[str, str]:
    with desk.extensions["sidenote"].curators.writing() as connection:
        issued = create_api_key(connection, NewApiKey("tests", scopes, 30, account))
    return issued.secret, issued.prefix


@pytest.fixture
def call(desk: Flask) -> Call:
    """`call("POST", "/v1/…", key, {…})` is the answer's status and JSON."""

    def ask(method: str, address: str, key: str | None = None, body: Any = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        response = desk.test_client().open(address, method=method, json=body, headers=headers)
        return response.status_code, response.json

    return ask


def test_a_program_proposes_and_another_reviews(desk: Flask, call: Call) -> None:
    carol, kurt = key_for(desk, "propose", account="carol")[0], key_for(desk, "review", "read", "propose", account="kurt")[0]
    status, made = call("POST", "/v1/proposals", carol, PROPOSAL)
    assert (status, made["status"], made["who"], made["source"]) == (201, "open", "carol", "api")
    assert [each["id"] for each in call("GET", "/v1/proposals?who=carol", kurt)[1]["proposals"]] == [made["id"]]
    status, decided = call("POST", f"/v1/proposals/{made['id']}/review", kurt, {"decision": "accept", "reason": "Read."})
    assert (status, decided["status"], decided["now"]) == (200, "accepted", decided["after"])
    newest = call("GET", "/v1/revisions?limit=1", kurt)[1]
    assert newest["revisions"][0]["revision"] == decided["reviews"][0]["revision"]
    assert newest["revisions"][0]["who"] == "kurt"
    assert newest["next"] is not None
    assert call("GET", f"/v1/proposals/{made['id']}", carol)[1]["reviews"][0]["reason"] == "Read."


@pytest.mark.parametrize(
    ("change", "status", "kind"),
    [
        ({"members": MEMBERS | {"citations": []}}, 422, "rules-broken"),
        ({"members": MEMBERS | {"valid_from": "soon"}}, 422, "invalid-request"),
        ({"members": MEMBERS | {"object": "nobody"}}, 422, "rules-broken"),
        ({"members": {"name": 5}, "kind": "entity"}, 422, "invalid-request"),
        ({"members": []}, 422, "wrong-type"),
        ({"entity": None}, 422, "invalid-request"),
        ({"entity": "nobody"}, 409, "proposal-conflict"),
        ({"why": ""}, 422, "invalid-request"),
        ({"more": 1}, 422, "unknown-member"),
        ({"why": "a\0b"}, 422, "invalid-request"),
        ({"members": MEMBERS | {"role": "a\0b"}}, 422, "invalid-request"),
    ],
)
def test_what_will_not_do_is_refused_by_type(desk: Flask, call: Call, change: dict[str, Any], status: int, kind: str) -> None:
    body = {name: value for name, value in (PROPOSAL | change).items() if value is not None}
    got, problem = call("POST", "/v1/proposals", key_for(desk, "propose")[0], body)
    assert (got, problem["type"]) == (status, f"/problems/{kind}")


def test_a_changed_record_is_merged_by_the_program(desk: Flask, call: Call) -> None:
    carol, kurt = key_for(desk, "propose", account="carol")[0], key_for(desk, "admin", account="kurt")[0]
    head = {"kind": "outlet", "category": "newspaper", "name": "The Beacon Courier", "country": "US"}
    first, second = (
        call("POST", "/v1/proposals", carol, {"kind": "entity", "entity": OUTLET, "members": head | {"description": words}, "why": "Words."})[1]
        for words in ("First words.", "Other words.")
    )
    assert call("POST", f"/v1/proposals/{first['id']}/review", kurt, {"decision": "accept", "reason": "Good."})[0] == 200
    status, problem = call("POST", f"/v1/proposals/{second['id']}/review", kurt, {"decision": "accept", "reason": "Good."})
    assert (status, problem["type"], problem["conflicts"]) == (409, "/problems/record-changed", ["description"])
    merged = {"decision": "accept", "reason": "Both.", "members": problem["now"] | {"description": "All words."}, "now": problem["now"]}
    status, decided = call("POST", f"/v1/proposals/{second['id']}/review", kurt, merged)
    assert (status, decided["now"]["description"]) == (200, "All words.")


ENDPOINTS = {
    ("GET", "/v1/proposals"): "propose",
    ("POST", "/v1/proposals"): "propose",
    ("GET", "/v1/proposals/<proposal_id>"): "propose",
    ("POST", "/v1/proposals/<proposal_id>/review"): "review",
    ("GET", "/v1/revisions"): "read",
}
SCOPES = ("read", "batches", "propose", "review", "admin")


def test_the_table_has_every_endpoint_of_the_desk_for_programs(desk: Flask) -> None:
    rules = [rule for rule in desk.url_map.iter_rules() if rule.endpoint.startswith(("proposals.", "revisions."))]
    assert {(method, rule.rule) for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}} == set(ENDPOINTS)


@pytest.mark.parametrize(("method", "rule"), list(ENDPOINTS))
def test_each_scope_opens_what_it_should_and_nothing_else(desk: Flask, call: Call, method: str, rule: str) -> None:
    address, body = rule.replace("<proposal_id>", "p" + "0" * 24), {} if method == "POST" else None
    got: dict[str, int] = {"anonymous": call(method, address, None, body)[0]}
    for scope in SCOPES:
        got[scope] = call(method, address, key_for(desk, scope, account="kurt")[0], body)[0]
    expired, prefix = key_for(desk, "admin", account="kurt")
    with desk.extensions["sidenote"].curators.writing() as connection:
        connection.execute(text("UPDATE api_key SET expires = '2020-01-01T00:00:00.000000Z' WHERE prefix = :prefix"), {"prefix": prefix})
    revoked, prefix = key_for(desk, "admin", account="kurt")
    with desk.extensions["sidenote"].curators.writing() as connection:
        revoke_api_key(connection, prefix)
    got |= {"expired": call(method, address, expired, body)[0], "revoked": call(method, address, revoked, body)[0]}
    refused = {name: status for name, status in got.items() if status in (401, 403)}
    assert refused == {name: 403 for name in SCOPES if name not in (ENDPOINTS[method, rule], "admin")} | dict.fromkeys(
        ("anonymous", "expired", "revoked"), 401
    )


@pytest.mark.parametrize("account", ["carol", "nobody", None])
def test_a_key_may_at_the_most_what_its_account_may(desk: Flask, call: Call, account: str | None) -> None:
    _, made = call("POST", "/v1/proposals", key_for(desk, "propose")[0], PROPOSAL)
    key = key_for(desk, "review", account=account or "kurt")[0]
    if account is None:
        with desk.extensions["sidenote"].curators.writing() as connection:
            disable_account(connection, "kurt")
    status, problem = call("POST", f"/v1/proposals/{made['id']}/review", key, {"decision": "accept", "reason": "Read."})
    assert (status, problem["type"]) == (403, "/problems/forbidden")


def test_nobody_accepts_their_own_by_key_either(desk: Flask, call: Call) -> None:
    key = key_for(desk, "propose", "review", account="kurt")[0]
    _, made = call("POST", "/v1/proposals", key, PROPOSAL)
    assert call("POST", f"/v1/proposals/{made['id']}/review", key, {"decision": "accept", "reason": "Mine."})[0] == 409
