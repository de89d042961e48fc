"""Who keeps which row (`bundled` ones are replaced by a load, others are not), and which citations are there."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from credibility_db.models import Citation, Entity, Statement


def entity_origins(connection: Connection) -> dict[str, str]:
    """The origin of each entity."""
    return {row.id: row.origin for row in connection.execute(select(Entity.id, Entity.origin))}


def statement_origins(connection: Connection) -> dict[str, str]:
    """The origin of each statement."""
    return {row.id: row.origin for row in connection.execute(select(Statement.id, Statement.origin))}


def citation_ids(connection: Connection, among: Collection[str]) -> set[str]:
    """Which of these citations are there; a large question reads them all."""
    query = select(Citation.id)
    if len(among) <= 500:
        query = query.where(Citation.id.in_(among))
    return set(connection.scalars(query)).intersection(among)
