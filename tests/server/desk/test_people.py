"""What an admin may do with accounts, and what even an admin may not."""

from __future__ import annotations

import pytest

from tests.server.desk.person import Person, page_text


def test_accounts_are_listed_with_their_state(admin: Person) -> None:
    text = page_text(admin.get("/desk/people"))
    assert all(name in text for name in ("ada", "carol", "kurt"))
    assert "invited" in text


@pytest.mark.parametrize(
    ("name", "said"), [("carol", "already"), ("two words", "lower-case"), ("-x", "lower-case"), ("", "Give a name"), ("<b>", "lower-case")]
)
def test_a_name_that_will_not_do_is_refused_with_the_reason(admin: Person, name: str, said: str) -> None:
    response = admin.post("/desk/people", {"name": name, "role": "curator"})
    assert response.status_code == 422
    assert said in page_text(response)


def test_another_role_holds_at_the_next_sign_in(admin: Person, contributor: Person) -> None:
    assert admin.post("/desk/people/carol/role", {"role": "admin"}).status_code == 303
    assert contributor.get("/desk").status_code == 303
    assert contributor.signed_in_as("carol").get("/desk/people").status_code == 200


def test_the_last_admin_stays(admin: Person) -> None:
    for response in (admin.post("/desk/people/ada/disable"), admin.post("/desk/people/ada/role", {"role": "curator"})):
        assert response.status_code == 409
        assert "last admin" in page_text(response)
    assert admin.get("/desk/people").status_code == 200


def test_a_reset_gives_a_link_and_not_for_the_disabled(admin: Person) -> None:
    assert "/desk/link/" in admin.post("/desk/people/carol/reset").text
    admin.post("/desk/people/carol/disable")
    assert admin.post("/desk/people/carol/reset").status_code == 404
    assert admin.post("/desk/people/carol/enable").status_code == 303
    assert admin.post("/desk/people/nobody/enable").status_code == 404
