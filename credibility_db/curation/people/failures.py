"""Counting attempts to sign in, so that guessing is slowed down. Nothing is kept longer than an hour."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, insert

from credibility_db.clock import moment
from credibility_db.curation.history import lock_writing
from credibility_db.models import LoginFailure
from credibility_db.queries import count_failures

KEPT_SECONDS = 3600


def note_attempt(connection: Connection, limits: Mapping[str, tuple[int, float]]) -> str | None:
    """Count an attempt under each key, and return its time; None, and nothing is counted, where a key has had its number within its seconds."""
    lock_writing(connection)
    connection.execute(delete(LoginFailure).where(LoginFailure.at < moment(after=-KEPT_SECONDS)))
    for key, (most, seconds) in limits.items():
        if count_failures(connection, key, moment(after=-seconds)) >= most:
            return None
    at = moment()
    connection.execute(insert(LoginFailure), [{"key": key, "at": at} for key in limits])
    return at


def drop_attempt(connection: Connection, keys: Collection[str], at: str, *, forget: str) -> None:
    """Take back an attempt that succeeded, and forget every failure under the key `forget`."""
    connection.execute(delete(LoginFailure).where(LoginFailure.key.in_(keys), LoginFailure.at == at))
    connection.execute(delete(LoginFailure).where(LoginFailure.key == forget))
