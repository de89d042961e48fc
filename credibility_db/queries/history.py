"""Revisions out of the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.orm import InstrumentedAttribute

from credibility_db.models import Revision

_COLUMNS: list[InstrumentedAttribute[Any]] = [
    Revision.seq,
    Revision.target,
    Revision.subject,
    Revision.action,
    Revision.who,
    Revision.at,
    Revision.why,
]
_COLUMNS += [Revision.before, Revision.after, Revision.prev_hash, Revision.hash]


def last_revision(connection: Connection) -> tuple[int, str] | None:
    """The number and hash of the newest revision."""
    row = connection.execute(select(Revision.seq, Revision.hash).order_by(Revision.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else None


def revisions(connection: Connection, *, batch: int = 5000) -> Iterator[Row[Any]]:
    """Every revision from the first, read in batches."""
    last = 0
    while rows := connection.execute(select(*_COLUMNS).where(Revision.seq > last).order_by(Revision.seq).limit(batch)).all():
        yield from rows
        last = rows[-1].seq


def entity_history(connection: Connection, entity_id: str, *, limit: int = 100, before: int | None = None) -> list[Row[Any]]:
    """The newest revisions of an entity and its statements, newest first; `before` pages on from a revision's number."""
    query = select(*_COLUMNS).where(Revision.subject == entity_id)
    if before is not None:
        query = query.where(Revision.seq < before)
    return list(connection.execute(query.order_by(Revision.seq.desc()).limit(limit)))


def changed_since(connection: Connection, seq: int) -> set[str]:
    """The ids of the entities that a later revision touched."""
    return set(connection.scalars(select(Revision.subject).where(Revision.seq > seq).distinct()))


def revision(connection: Connection, seq: int) -> Row[Any] | None:
    """One revision."""
    found: Row[Any] | None = connection.execute(select(*_COLUMNS).where(Revision.seq == seq)).first()
    return found


def was_recorded(connection: Connection, target: str) -> bool:
    """Whether the log knows an entity's or a statement's id: it is on record, or once was."""
    return connection.execute(select(Revision.seq).where(Revision.target == target).limit(1)).first() is not None


def newest_revisions(connection: Connection, *, limit: int, before: int | None = None, who: str | None = None) -> list[Row[Any]]:
    """Revisions of everything, newest first, without what they changed; `before` pages on from a revision's number."""
    query = select(*_COLUMNS[:7]).order_by(Revision.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(Revision.seq < before)
    return list(connection.execute(query if who is None else query.where(Revision.who == who)))


def state_as_of(connection: Connection, subject: str, seq: int) -> dict[str, str]:
    """What an entity's record said after a revision: the canonical JSON of its head and of each of its statements, by id."""
    newest = select(func.max(Revision.seq)).where(Revision.subject == subject, Revision.seq <= seq).group_by(Revision.target)
    query = select(Revision.target, Revision.after).where(Revision.seq.in_(newest), Revision.after.is_not(None))
    return {target: after for target, after in connection.execute(query.order_by(Revision.target)) if after is not None}
