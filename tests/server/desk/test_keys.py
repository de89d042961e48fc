"""API keys on the account's page."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.server.desk.person import Person, page_text


def test_a_key_is_shown_once_works_and_is_revoked(desk: Flask, contributor: Person, curator: Person) -> None:
    page = contributor.post("/desk/account/keys", {"holder": "My script", "scope": ["propose"], "days": "30"})
    found = re.search(r"sn_([a-z0-9]{8})_[A-Za-z0-9]{43}", page.text)
    assert found, page_text(page)
    assert desk.test_client().get("/v1/proposals", headers={"Authorization": f"Bearer {found[0]}"}).status_code == 200
    listing = contributor.get("/desk/account/keys").text
    assert "My script" in listing
    assert found[0] not in listing
    assert "My script" not in curator.get("/desk/account/keys").text
    assert curator.post(f"/desk/account/keys/{found[1]}/revoke").status_code == 404
    assert contributor.post(f"/desk/account/keys/{found[1]}/revoke").status_code == 303
    assert contributor.post(f"/desk/account/keys/{found[1]}/revoke").status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scope": ["review"]}, "Your role does not allow"),
        ({"scope": ["everything"]}, "Your role does not allow"),
        ({"scope": []}, "give one at least"),
        ({"holder": ""}, "Say what the key is for"),
        ({"days": "0"}, "From 1 to 3650"),
    ],
)
def test_a_key_that_may_not_be_is_refused(contributor: Person, change: dict[str, object], said: str) -> None:
    response = contributor.post("/desk/account/keys", {"holder": "x", "scope": ["propose"], "days": "30"} | change)
    assert response.status_code == 422
    assert said in page_text(response)
