"""The authorization matrix: every address of the desk × every role. An address that is not in the table fails the test."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from server.api.limiting import policy_name
from server.app import create_app
from server.config import Config
from server.desk.access import ANYONE
from tests.server.desk.person import Person

ROLES = ("anonymous", "contributor", "curator", "admin")
NEEDED = {
    "desk_home.overview": "contributor",
    "desk_home.static": ANYONE,
    "desk_home.nowhere": ANYONE,
    "desk_signing_in.form": ANYONE,
    "desk_signing_in.enter": ANYONE,
    "desk_signing_in.second_factor": ANYONE,
    "desk_signing_in.enter_code": ANYONE,
    "desk_signing_in.leave": ANYONE,
    "desk_signing_in.link": ANYONE,
    "desk_signing_in.use": ANYONE,
    "desk_own_account.page": "contributor",
    "desk_own_account.change_password": "contributor",
    "desk_own_account.offer_second_factor": "contributor",
    "desk_own_account.turn_on": "contributor",
    "desk_own_account.turn_off": "contributor",
    "desk_own_account.keys": "contributor",
    "desk_own_account.make_key": "contributor",
    "desk_own_account.revoke_key": "contributor",
    "desk_queue.listing": "contributor",
    "desk_queue.group": "curator",
    "desk_queue.decide_group": "curator",
    "desk_proposals.page": "contributor",
    "desk_proposals.decide": "curator",
    "desk_proposals.remark": "contributor",
    "desk_proposals.take_back": "contributor",
    "desk_propose.start": "contributor",
    "desk_propose.entity_form": "contributor",
    "desk_propose.statement_form": "contributor",
    "desk_propose.propose_entity": "contributor",
    "desk_propose.propose_statement": "contributor",
    "desk_propose.check": "contributor",
    "desk_entities.search": "contributor",
    "desk_entities.options": "contributor",
    "desk_entities.page": "contributor",
    "desk_entities.history": "contributor",
    "desk_entities.compare": "contributor",
    "desk_entities.one_revision": "contributor",
    "desk_entities.restore": "contributor",
    "desk_entities.merge_form": "curator",
    "desk_entities.merge": "curator",
    "desk_entities.split_form": "curator",
    "desk_entities.split": "curator",
    "desk_reports.listing": "curator",
    "desk_reports.decline": "curator",
    "desk_reports.page": "curator",
    "desk_reports.dispute": "curator",
    "desk_reports.give_answer": "curator",
    "desk_reports.forget": "curator",
    "desk_sightings.listing": "contributor",
    "desk_sightings.draft": "contributor",
    "desk_sightings.dismiss": "curator",
    "desk_upkeep.dashboard": "contributor",
    "desk_upkeep.listing": "contributor",
    "desk_editions.listing": "contributor",
    "desk_editions.page": "contributor",
    "desk_editions.make_current": "admin",
    "desk_people.listing": "admin",
    "desk_people.invite": "admin",
    "desk_people.role": "admin",
    "desk_people.disable": "admin",
    "desk_people.enable": "admin",
    "desk_people.reset": "admin",
}


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Every endpoint of the desk with a method and an address of it."""
    found = []
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("desk_"):
                address = adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, "1"), method=next(iter(rule.methods or {"GET"})))
                found += [(rule.endpoint, method, address) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]
    return found


def test_every_address_is_in_the_table(desk: Flask) -> None:
    assert {endpoint for endpoint, _, _ in addresses(desk)} == set(NEEDED)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_it_may_and_nothing_else(desk: Flask, as_role: Callable[[str], Person], role: str) -> None:
    got: dict[str, str] = {}
    expected: dict[str, str] = {}
    for endpoint, method, address in addresses(desk):
        person = as_role(role)
        response = person.get(address) if method == "GET" else person.post(address)
        if response.status_code == 401 or (response.status_code == 303 and "/desk/login?next=" in response.headers["Location"]):
            got[f"{method} {endpoint}"] = "sign in"
        else:
            got[f"{method} {endpoint}"] = "refused" if response.status_code == 403 else "allowed"
        needed = NEEDED[endpoint]
        allowed = needed == ANYONE or (role != "anonymous" and ROLES.index(role) >= ROLES.index(needed))
        expected[f"{method} {endpoint}"] = "allowed" if allowed else "sign in" if role == "anonymous" else "refused"
    expected |= {"POST desk_signing_in.enter_code": "sign in", "GET desk_signing_in.second_factor": "sign in"}  # a password comes first
    assert got == expected


def test_a_view_that_does_not_say_whom_it_is_for_is_shown_to_nobody(desk_config: Config) -> None:
    app = create_app(desk_config)
    app.view_functions["desk_home.overview"] = lambda: "open"
    assert Person(app).signed_in_as("ada").get("/desk").status_code == 404


def test_an_address_that_leads_nowhere_is_a_page(contributor: Person) -> None:
    response = contributor.get("/desk/no/such/page")
    assert (response.status_code, response.mimetype) == (404, "text/html")


def test_pages_are_not_kept_and_allow_no_inline_code(contributor: Person) -> None:
    headers = contributor.get("/desk").headers
    assert headers["Cache-Control"] == "no-store"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_while_the_database_is_away_the_desk_says_so_as_a_page(desk_config: Config) -> None:
    app = create_app(Config(editions=desk_config.editions, database_url="postgresql://nobody@127.0.0.1:1/none"))
    client = app.test_client()
    client.set_cookie("sidenote-desk", "x" * 43)
    response = client.get("/desk")
    assert (response.status_code, response.mimetype) == (503, "text/html")
    assert "127.0.0.1:1" not in response.text


def test_above_the_rate_limit_the_desk_says_so_as_a_page(desk_config: Config) -> None:
    app = create_app(Config(editions=desk_config.editions, database_url=desk_config.database_url, limit_reads=2))
    client = app.test_client()
    answers = [client.get("/desk/login") for _ in range(4)]
    assert answers[-1].status_code == 429
    assert answers[-1].mimetype == "text/html"
    assert answers[-1].headers["Retry-After"]


@pytest.mark.parametrize(("endpoint", "method", "policy"), [("desk_propose.check", "POST", "reads"), ("proposals.create", "POST", "writes")])
def test_live_checks_do_not_use_up_what_may_be_written(endpoint: str, method: str, policy: str) -> None:
    assert policy_name(endpoint, method) == policy
