"""Writing and checking revisions: every change to the database goes through a Chronicle, in the same transaction as the change itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, insert, text

from credibility_db.errors import HistoryBroken
from credibility_db.models import Revision
from credibility_db.queries import last_revision, revisions

GENESIS = "0" * 64
_LOCK = 0x51DE_0073  # any fixed number: writers on PostgreSQL queue for it
_CHUNK = 5_000


def canonical(members: Any) -> str:
    """Members as canonical JSON, the form in which revisions keep and compare them."""
    return orjson.dumps(members, option=orjson.OPT_SORT_KEYS).decode()


def lock_writing(connection: Connection) -> None:
    """Make the transaction the only writer until it ends. SQLite has done so by BEGIN IMMEDIATE."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


@dataclass(slots=True)
class Chronicle:
    """Collects the revisions of one change of the database; `write` puts them behind the last one in the chain.

    Open it after `lock_writing`. `who` and `why` belong to all of them.
    """

    connection: Connection
    who: str
    why: str
    _rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, target: str, *, subject: str, action: str, before: str | None, after: str | None, why: str | None = None) -> None:
        """Note that `target` (an entity's or statement's id) went from `before` to `after`, both canonical JSON; `why` where it has its own."""
        self._rows.append({"target": target, "subject": subject, "action": action, "before": before, "after": after, "why": why or self.why})

    def write(self) -> int:
        """Chain, hash and insert what was noted; returns how many revisions there were."""
        seq, prev = last_revision(self.connection) or (0, GENESIS)
        at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        for seq, row in enumerate(self._rows, seq + 1):  # noqa: B020 - the count goes on from the last revision
            row |= {"seq": seq, "who": self.who, "at": at, "prev_hash": prev}
            prev = row["hash"] = _digest(row)
        for start in range(0, len(self._rows), _CHUNK):
            self.connection.execute(insert(Revision), self._rows[start : start + _CHUNK])
        written = len(self._rows)
        self._rows.clear()
        return written


def _digest(row: dict[str, Any]) -> str:
    members = [row[name] for name in ("seq", "target", "subject", "action", "who", "at", "why", "before", "after", "prev_hash")]
    return hashlib.sha256(orjson.dumps(members)).hexdigest()


def verify_history(connection: Connection, rows: Iterable[Row[Any]] | None = None) -> int:
    """Walk the whole chain and return its length. Raises HistoryBroken at the first revision that does not fit."""
    expected, prev = 0, GENESIS
    for expected, row in enumerate(revisions(connection) if rows is None else rows, 1):
        if row.seq != expected:
            raise HistoryBroken(f"revision {expected} is missing", seq=expected)
        if row.prev_hash != prev:
            raise HistoryBroken(f"revision {row.seq} does not follow the one before it", seq=row.seq)
        if _digest(dict(row._mapping)) != row.hash:
            raise HistoryBroken(f"revision {row.seq} was changed after it was written", seq=row.seq)
        prev = row.hash
    return expected
