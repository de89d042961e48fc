"""Storing counts of what the record does not know, and putting names aside. In the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, update

from credibility_db.clock import moment
from credibility_db.curation.history import lock_writing
from credibility_db.models import Sighting, SightingDismissed
from credibility_db.queries import is_dismissed, sighting_counts

MONTHS_KEPT = 6
LEAST = 5
"""What was met less often is shown to nobody; people met less often in a month are forgotten after the next."""


def add_sightings(connection: Connection, counts: Mapping[tuple[str, str], int], *, month: str) -> None:
    """Add counts (by kind and name) to those of a month, and remove months that are too old."""
    lock_writing(connection)
    there = sighting_counts(connection, month, [name for _, name in counts])
    known = {key: number for key, number in counts.items() if key in there}
    new = [{"kind": kind, "name": name, "month": month, "count": number} for (kind, name), number in counts.items() if (kind, name) not in there]
    for (kind, name), number in known.items():
        row = update(Sighting).where(Sighting.kind == kind, Sighting.name == name, Sighting.month == month)
        connection.execute(row.values(count=Sighting.count + number))
    if new:
        connection.execute(insert(Sighting), new)
    connection.execute(delete(Sighting).where(Sighting.month < months_before(month, MONTHS_KEPT)))
    rare = delete(Sighting).where(Sighting.kind == "person", Sighting.month < months_before(month, 1), Sighting.count < LEAST)
    connection.execute(rare)


def dismiss_sighting(connection: Connection, kind: str, name: str, *, who: str) -> None:
    """Take a name off the list for good, and its counts with it."""
    lock_writing(connection)
    connection.execute(delete(Sighting).where(Sighting.kind == kind, Sighting.name == name))
    if not is_dismissed(connection, kind, name):
        connection.execute(insert(SightingDismissed), [{"kind": kind, "name": name, "who": who, "at": moment()}])


def months_before(month: str, number: int) -> str:
    """The month so many before another (`2026-11` → `2026-05`)."""
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 - number
    return f"{count // 12:04}-{count % 12 + 1:02}"
