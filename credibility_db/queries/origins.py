"""Who keeps which row (`bundled` ones are replaced by a load, others are not), and which citations are there."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from credibility_db.models import Citation, Entity, Statement
from credibility_db.queries.identities import chunks

_MANY = 20_000


def entity_origins(connection: Connection) -> dict[str, str]:
    """The origin of each entity."""
    return {row.id: row.origin for row in connection.execute(select(Entity.id, Entity.origin))}


def statement_origins(connection: Connection) -> dict[str, str]:
    """The origin of each statement."""
    return {row.id: row.origin for row in connection.execute(select(Statement.id, Statement.origin))}


def origins_of(connection: Connection, ids: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The origins of these entities, and of the statements on them."""
    entities: dict[str, str] = {}
    statements: dict[str, str] = {}
    for some in chunks(ids):
        entities |= {row.id: row.origin for row in connection.execute(select(Entity.id, Entity.origin).where(Entity.id.in_(some)))}
        statements |= {row.id: row.origin for row in connection.execute(select(Statement.id, Statement.origin).where(Statement.subject.in_(some)))}
    return entities, statements


def citation_ids(connection: Connection, among: Collection[str]) -> set[str]:
    """Which of these citations are there; a large question reads them all."""
    if len(among) > _MANY:
        return set(connection.scalars(select(Citation.id))).intersection(among)
    return {found for some in chunks(among) for found in connection.scalars(select(Citation.id).where(Citation.id.in_(some)))}
