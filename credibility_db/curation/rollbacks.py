"""Noting who made another edition the current one. In the caller's transaction."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from credibility_db.clock import moment
from credibility_db.models import Rollback


def note_rollback(connection: Connection, edition: str, *, left: str, who: str, why: str) -> None:
    """Note that `edition` is current instead of `left`. It is no revision, and so nothing that a publisher would follow."""
    row = {"edition": edition, "left": left, "who": who, "why": " ".join(why.split()), "at": moment()}
    connection.execute(insert(Rollback), [row])
