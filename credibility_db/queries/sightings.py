"""Sightings out of the database: what is met most and not known yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from credibility_db.models import Entity, Host, Name, Sighting, SightingDismissed
from credibility_db.queries.identities import chunks


def sighting_counts(connection: Connection, month: str, names: Sequence[str]) -> dict[tuple[str, str], int]:
    """The counts of a month that are there for these names, by kind and name."""
    query = select(Sighting.kind, Sighting.name, Sighting.count.label("number")).where(Sighting.month == month)
    rows = (row for some in chunks(names) for row in connection.execute(query.where(Sighting.name.in_(some))))
    return {(row.kind, row.name): row.number for row in rows}


def is_dismissed(connection: Connection, kind: str, name: str) -> bool:
    """Whether a curator took a name off the list."""
    query = select(SightingDismissed.name).where(SightingDismissed.kind == kind, SightingDismissed.name == name)
    return connection.execute(query).first() is not None


def most_met(connection: Connection, *, least: int, kind: str | None = None, limit: int, offset: int = 0) -> list[Row[Any]]:
    """What was met at least so often in the months kept, most first: not what was put aside, nor what the record has got since."""
    total = func.sum(Sighting.count)
    aside = select(SightingDismissed.name).where(SightingDismissed.kind == Sighting.kind, SightingDismissed.name == Sighting.name)
    query = select(Sighting.kind, Sighting.name, total.label("times"), func.max(Sighting.month).label("last"))
    hosts, heads = select(Host.host).where(Host.host == Sighting.name), select(Entity.id).where(Entity.name == Sighting.name)
    names = select(Name.text).where(Name.text == Sighting.name)
    query = query.where(~aside.exists(), ~hosts.exists(), ~heads.exists(), ~names.exists())
    if kind is not None:
        query = query.where(Sighting.kind == kind)
    query = query.group_by(Sighting.kind, Sighting.name).having(total >= least)
    return list(connection.execute(query.order_by(total.desc(), Sighting.name).limit(limit).offset(offset)))
