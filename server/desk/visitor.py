"""Who is asking: the browser's cookie and the session behind it.

The cookie holds a random id; the database knows its digest. A browser that has not signed in has an id too, which no table knows: forms are tied
to it (`forgery`). Signing in, and every change of rights, gives the browser a new id, so one that was planted is worth nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, g, request
from sqlalchemy import Connection

from credibility_db.clock import moment
from credibility_db.curation.people import end_session, start_session, touch_session
from credibility_db.models import ROLES
from credibility_db.queries import session
from server.desk.tokens import digest, new_token
from server.services import services

TOUCH_SECONDS = 60
"""A session's time of use is stored this exactly, so that not every page writes."""
PASSWORD_STAGE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser. `account` is None until it has signed in; `waiting` is the account whose second factor is awaited. `fresh`: it has no cookie yet."""

    token: str
    account: str | None = None
    role: str | None = None
    waiting: str | None = None
    has_totp: bool = False
    fresh: bool = False

    def may(self, role: str) -> bool:
        """Whether the visitor has a role, or one above it."""
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)


def visitor() -> Visitor:
    """The visitor of this request: nobody known, where it failed before anybody could be told."""
    if "visitor" not in g:
        g.visitor = Visitor(request.cookies.get(cookie_name(), ""))
    found: Visitor = g.visitor
    return found


def signed_in() -> str:
    """The account of this request's visitor, on pages that need one."""
    name = visitor().account
    assert name is not None  # noqa: S101 - `access` has let nobody else in
    return name


def load_visitor() -> None:
    """Find out who is asking, before the view runs."""
    token = request.cookies.get(cookie_name(), "")
    g.visitor = (_of_session(token) or Visitor(token)) if len(token) >= 40 else Visitor(new_token(), fresh=True)


def _of_session(token: str) -> Visitor | None:
    key = digest(token)
    config = services().config
    with services().curators.reading() as connection:
        row = session(connection, key)
    if row is None or row.status != "active":
        return None
    if row.expires < moment() or row.seen < moment(after=-config.session_idle_seconds):
        return None
    if row.seen < moment(after=-TOUCH_SECONDS):
        with services().curators.writing() as connection:
            touch_session(connection, key)
    if row.stage == "password":
        return Visitor(token, waiting=row.account, has_totp=True)
    return Visitor(token, account=row.account, role=row.role, has_totp=bool(row.has_totp))


def sign_in(connection: Connection, name: str, *, stage: str) -> None:
    """Give the browser a new id, known to the database from now on; the one it had is worth nothing."""
    config = services().config
    old, token = visitor(), new_token()
    end_session(connection, digest(old.token))
    seconds = PASSWORD_STAGE_SECONDS if stage == "password" else config.session_seconds
    start_session(connection, name, digest(token), stage=stage, seconds=seconds)
    g.visitor = Visitor(token, account=name if stage == "full" else None, waiting=name if stage == "password" else None, fresh=True)


def sign_out(connection: Connection) -> None:
    """End the session; the browser goes on with a new id that no table knows."""
    end_session(connection, digest(visitor().token))
    g.visitor = Visitor(new_token(), fresh=True)


def cookie_name() -> str:
    """`__Host-` binds the cookie to this host and to https; without https (`make run`) browsers would refuse it."""
    return "__Host-sidenote-desk" if _https() else "sidenote-desk"


def keep_cookie(response: Response) -> Response:
    """Send the browser its id where it has a new one."""
    if "visitor" in g and visitor().fresh:
        response.set_cookie(cookie_name(), visitor().token, secure=_https(), httponly=True, samesite="Lax", path="/")
    return response


def _https() -> bool:
    return services().config.public_url.startswith("https://")
