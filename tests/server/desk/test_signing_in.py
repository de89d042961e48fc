"""Signing in: what opens an account, what does not, and what a browser's id is worth before and after."""

from __future__ import annotations

from collections.abc import Callable

import pyotp
import pytest
from flask import Flask

from credibility_db.curation.people import create_account, make_link, set_password, set_totp
from server.app import create_app
from server.config import Config
from server.desk.passwords import hash_password
from server.desk.signing_in.attempts import PAIR
from server.desk.tokens import digest, new_token
from tests.server.desk.person import Person, page_text

PASSWORD = "a quiet word or two"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_password(desk: Flask, name: str, password: str = PASSWORD) -> None:
    with desk.extensions["sidenote"].curators.writing() as connection:
        set_password(connection, name, hash_password(password))


def enter(person: Person, name: str = "carol", password: str = PASSWORD, **more: str) -> object:
    return person.post("/desk/login", {"name": name, "password": password, **more})


def test_the_right_password_opens_and_the_browser_gets_a_new_id(desk: Flask, as_role: Callable[[str], Person]) -> None:
    give_password(desk, "carol")
    person = as_role("anonymous")
    person.get("/desk/login")
    before = person.cookie
    response = enter(person)
    assert (response.status_code, response.headers["Location"]) == (303, "/desk")
    assert person.cookie != before
    assert "carol" in page_text(person.get("/desk"))


def test_a_planted_id_is_not_taken_over(desk: Flask, as_role: Callable[[str], Person]) -> None:
    give_password(desk, "carol")
    planted = new_token()
    victim, attacker = as_role("anonymous"), as_role("anonymous")
    victim.client.set_cookie("sidenote-desk", planted)
    enter(victim)
    attacker.client.set_cookie("sidenote-desk", planted)
    assert victim.get("/desk").status_code == 200
    assert attacker.get("/desk").status_code == 303


def test_who_does_not_exist_is_told_the_same_as_who_mistypes(desk: Flask, as_role: Callable[[str], Person]) -> None:
    give_password(desk, "carol")
    person = as_role("anonymous")
    wrong, unknown, unset = enter(person, password="something else here"), enter(person, name="nobody"), enter(person, name="ada")
    said = {page_text(response).replace(name, "") for response, name in ((wrong, "carol"), (unknown, "nobody"), (unset, "ada"))}
    assert len(said) == 1
    assert {wrong.status_code, unknown.status_code, unset.status_code} == {422}


@pytest.mark.parametrize("name", ["carol", "nobody"])
def test_guessing_is_stopped_for_accounts_that_exist_and_those_that_do_not(desk: Flask, as_role: Callable[[str], Person], name: str) -> None:
    give_password(desk, "carol")
    person = as_role("anonymous")
    answers = [enter(person, name=name, password=f"a wrong guess {number}").status_code for number in range(PAIR + 2)]
    assert answers == [422] * PAIR + [429, 429]
    assert enter(person, name=name).status_code == 429


def test_success_takes_the_attempts_back(desk: Flask, as_role: Callable[[str], Person]) -> None:
    give_password(desk, "carol")
    for _ in range(2 * PAIR):
        assert enter(as_role("anonymous")).status_code == 303


def test_a_disabled_account_does_not_open_and_is_out_at_once(desk: Flask, as_role: Callable[[str], Person], admin: Person) -> None:
    give_password(desk, "carol")
    person = as_role("anonymous")
    enter(person)
    assert admin.post("/desk/people/carol/disable").status_code == 303
    assert person.get("/desk").status_code == 303
    assert enter(person).status_code == 422


def test_the_second_factor_is_asked_for_and_a_code_opens_once(desk: Flask, as_role: Callable[[str], Person]) -> None:
    give_password(desk, "kurt")
    with desk.extensions["sidenote"].curators.writing() as connection:
        set_totp(connection, "kurt", SECRET, recovery=[digest("abcdefghjkmnpqr")], step=0)
    person = as_role("anonymous")
    response = enter(person, name="kurt", next="/desk/account")
    assert response.headers["Location"] == "/desk/login/code?next=/desk/account"
    assert person.get("/desk").status_code == 303, "the password alone opens nothing"
    half = person.cookie
    code = pyotp.TOTP(SECRET).now()
    response = person.post("/desk/login/code", {"code": code, "next": "/desk/account"})
    assert response.headers["Location"] == "/desk/account"
    assert person.cookie != half
    again = as_role("anonymous")
    enter(again, name="kurt")
    assert again.post("/desk/login/code", {"code": code}).status_code == 422
    assert again.post("/desk/login/code", {"code": "ABCDE-fghjk mnpqr"}).status_code == 303
    third = as_role("anonymous")
    enter(third, name="kurt")
    assert third.post("/desk/login/code", {"code": "abcde-fghjk-mnpqr"}).status_code == 422


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/desk",
        "/desk//evil.example",
        "/\\evil.example",
        "/desk\\..\\",
        "javascript:alert(1)",
        "/deskevil",
        "/v1/edition",
        "\t//evil.example",
        "/desk/\n",
    ],
)
def test_signing_in_leads_nowhere_else(desk: Flask, as_role: Callable[[str], Person], wanted: str) -> None:
    give_password(desk, "carol")
    person = as_role("anonymous")
    assert enter(person, next=wanted).headers["Location"] == "/desk"
    assert person.get("/desk/login", query_string={"next": wanted}).headers["Location"] == "/desk"


def test_signing_in_leads_back_to_the_page_asked_for(desk: Flask, as_role: Callable[[str], Person]) -> None:
    give_password(desk, "carol")
    person = as_role("anonymous")
    sent = person.get("/desk/account?x=1").headers["Location"]
    assert sent == "/desk/login?next=/desk/account?x%3D1"
    assert enter(person, next="/desk/account?x=1").headers["Location"] == "/desk/account?x=1"


def test_a_link_sets_the_password_once(desk: Flask, as_role: Callable[[str], Person], admin: Person) -> None:
    invited = admin.post("/desk/people", {"name": "Nora", "role": "contributor"})
    address = invited.text.split("<code>")[1].split("</code>")[0].replace("http://127.0.0.1:8000", "")
    person = as_role("anonymous")
    assert "nora" in page_text(person.get(address))
    assert "at least 12" in page_text(person.post(address, {"password": "short", "again": "short"}))
    assert "not the same" in page_text(person.post(address, {"password": PASSWORD, "again": PASSWORD + "!"}))
    assert person.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert person.get(address).status_code == 404
    assert person.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert enter(person, name="nora").status_code == 303


def test_an_expired_link_sets_nothing(desk: Flask, as_role: Callable[[str], Person]) -> None:
    with desk.extensions["sidenote"].curators.writing() as connection:
        create_account(connection, "late", "contributor", by="tests")
        make_link(connection, "late", digest("x" * 43), seconds=-1)
    assert as_role("anonymous").get("/desk/link/" + "x" * 43).status_code == 404


def test_a_session_ends_when_it_is_idle_and_when_its_time_is_up(desk_config: Config) -> None:
    for settings in ({"session_idle_seconds": -1}, {"session_seconds": -1}):
        app = create_app(Config(editions=desk_config.editions, database_url=desk_config.database_url, **settings))
        give_password(app, "carol")
        person = Person(app)
        enter(person)
        assert person.get("/desk").status_code == 303
        app.extensions["sidenote"].curators.close()


def test_signing_out_ends_the_session_for_good(contributor: Person) -> None:
    session = contributor.cookie
    assert contributor.post("/desk/logout").status_code == 303
    contributor.client.set_cookie("sidenote-desk", session or "")
    assert contributor.get("/desk").status_code == 303


def test_the_cookie_is_closed_to_scripts_and_other_sites(desk_config: Config, as_role: Callable[[str], Person]) -> None:
    (plain,) = as_role("anonymous").get("/desk/login").headers.getlist("Set-Cookie")
    assert plain.startswith("sidenote-desk=")
    assert plain.endswith("; HttpOnly; Path=/; SameSite=Lax")
    secure = create_app(Config(editions=desk_config.editions, database_url=desk_config.database_url, public_url="https://desk.example"))
    (cookie,) = secure.test_client().get("/desk/login").headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-sidenote-desk=")
    assert cookie.endswith("; Secure; HttpOnly; Path=/; SameSite=Lax")


def test_no_page_but_the_desks_sets_a_cookie(desk: Flask) -> None:
    client = desk.test_client()
    for address in ("/", "/docs", "/v1/edition", "/ui/theme.css", "/healthz"):
        with client.get(address) as response:
            assert "Set-Cookie" not in response.headers
