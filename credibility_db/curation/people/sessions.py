"""Writing sessions. A session's id is known to its browser alone; here is its digest."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, update

from credibility_db.clock import moment
from credibility_db.models import Session


def start_session(connection: Connection, name: str, digest: str, *, stage: str, seconds: float) -> None:
    """Add a session that lasts `seconds` at the most, and clear away those that are over."""
    now = moment()
    connection.execute(delete(Session).where(Session.expires < now))
    row = {"digest": digest, "account": name, "stage": stage, "created": now, "seen": now, "expires": moment(after=seconds)}
    connection.execute(insert(Session), [row])


def touch_session(connection: Connection, digest: str) -> None:
    """Note that a session is in use."""
    connection.execute(update(Session).where(Session.digest == digest).values(seen=moment()))


def end_session(connection: Connection, digest: str) -> None:
    """End one session."""
    connection.execute(delete(Session).where(Session.digest == digest))


def end_sessions_of(connection: Connection, name: str) -> None:
    """End every session of an account."""
    connection.execute(delete(Session).where(Session.account == name))
