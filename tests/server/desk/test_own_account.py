"""One's own account: password and second factor."""

from __future__ import annotations

import re

import pyotp
from flask import Flask

from tests.server.desk.person import Person, page_text
from tests.server.desk.test_signing_in import PASSWORD, enter, give_password

NEW = "another quiet word"


def test_a_new_password_needs_the_old_one_and_signs_other_browsers_out(desk: Flask) -> None:
    give_password(desk, "carol")
    here, elsewhere = Person(desk), Person(desk)
    enter(here)
    enter(elsewhere)
    wrong = here.post("/desk/account/password", {"current": "not the one I have", "password": NEW, "again": NEW})
    assert (wrong.status_code, "not your password" in page_text(wrong)) == (422, True)
    before = here.cookie
    assert here.post("/desk/account/password", {"current": PASSWORD, "password": NEW, "again": NEW}).status_code == 303
    assert here.cookie != before
    assert here.get("/desk").status_code == 200
    assert elsewhere.get("/desk").status_code == 303
    assert enter(elsewhere, password=NEW).status_code == 303


def test_the_second_factor_is_turned_on_by_a_code_and_off_by_the_password(desk: Flask) -> None:
    give_password(desk, "carol")
    person = Person(desk)
    enter(person)
    offer = person.get("/desk/account/second-factor")
    found = re.search(r'name="secret" value="([A-Z2-7]{32})"', offer.text)
    assert found
    assert "<svg" in offer.text
    assert person.post("/desk/account/second-factor", {"secret": found[1], "code": "000000"}).status_code == 422
    before = person.cookie
    turned_on = person.post("/desk/account/second-factor", {"secret": found[1], "code": pyotp.TOTP(found[1]).now()})
    assert len(re.findall(r"<li><code>[a-z0-9]{5}-[a-z0-9]{5}-[a-z0-9]{5}</code>", turned_on.text)) == 8
    assert person.cookie != before
    assert "on, 8 recovery codes left" in page_text(person.get("/desk/account"))
    assert person.post("/desk/account/second-factor/off", {"current": "not the one I have"}).status_code == 422
    assert person.post("/desk/account/second-factor/off", {"current": PASSWORD}).status_code == 303
    assert "Second factor off" in page_text(person.get("/desk/account"))


def test_the_same_code_does_not_also_sign_in(desk: Flask) -> None:
    give_password(desk, "carol")
    person = Person(desk)
    enter(person)
    secret, code = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").now()
    person.post("/desk/account/second-factor", {"secret": secret, "code": code})
    other = Person(desk)
    enter(other)
    assert other.post("/desk/login/code", {"code": code}).status_code == 422
