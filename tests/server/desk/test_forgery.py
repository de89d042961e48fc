"""Forms that another site made the browser send are refused."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable

import pytest

from tests.server.desk.person import Person, page_text


@pytest.mark.parametrize("token", ["", "x", "é", urlsafe_b64encode(bytes(64)).decode(), "A" * 88])
def test_a_form_without_its_token_is_refused(contributor: Person, token: str) -> None:
    response = contributor.client.post("/desk/account/second-factor/off", data={"form_token": token, "current": "x"})
    assert response.status_code == 403
    assert "expired" in page_text(response)


def test_another_browsers_token_is_refused(contributor: Person, curator: Person) -> None:
    assert curator.client.post("/desk/logout", data={"form_token": contributor.form_token()}).status_code == 403


def test_a_token_from_before_signing_in_is_refused_after(as_role: Callable[[str], Person]) -> None:
    person = as_role("anonymous")
    token = person.form_token()
    person.signed_in_as("carol")
    assert person.client.post("/desk/logout", data={"form_token": token}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_the_browser_calls_foreign_is_refused_with_any_token(contributor: Person, site: str) -> None:
    assert contributor.post("/desk/logout", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_tokens_differ_from_page_to_page_and_all_are_good(contributor: Person) -> None:
    first, second = contributor.form_token(), contributor.form_token()
    assert first != second
    assert contributor.client.post("/desk/logout", data={"form_token": first}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_the_token_may_come_as_a_header(contributor: Person) -> None:
    assert contributor.client.post("/desk/logout", headers={"X-Form-Token": contributor.form_token()}).status_code == 303
