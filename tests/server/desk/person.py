"""A person with a browser at the desk, for tests: keeps cookies, sends the form's token, reads pages."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from credibility_db.curation.people import start_session
from server.desk.tokens import digest, new_token

COOKIE = "sidenote-desk"


class Person:
    """A browser without scripts."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def signed_in_as(self, name: str) -> Person:
        """Give the browser a session, without going through the form."""
        token = new_token()
        with self.app.extensions["sidenote"].curators.writing() as connection:
            start_session(connection, name, digest(token), stage="full", seconds=3600)
        self.client.set_cookie(COOKIE, token)
        return self

    @property
    def cookie(self) -> str | None:
        """The browser's id."""
        found = self.client.get_cookie(COOKIE)
        return found.value if found else None

    def get(self, address: str, **options: Any) -> TestResponse:
        """Load a page."""
        return self.client.get(address, **options)

    def form_token(self) -> str:
        """The token of a form that this browser was shown."""
        found = re.search(r'name="form_token" value="([^"]+)"', self.get("/desk/login" if self.cookie is None else "/desk/account").text)
        found = found or re.search(r'name="form_token" value="([^"]+)"', self.get("/desk/login").text)
        assert found, "no form was shown"
        return found[1]

    def post(self, address: str, values: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form as the browser would."""
        return self.client.post(address, data={"form_token": self.form_token(), **(values or {})}, **options)


def page_text(response: TestResponse) -> str:
    """What a page says, without markup, blanks folded."""
    body = LexborHTMLParser(response.text).body
    return " ".join((body.text(separator=" ") if body else "").split())
