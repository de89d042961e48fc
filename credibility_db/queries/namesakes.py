"""Who bears a name, whether a statement is there, what an entity is: small questions of the desk."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

from credibility_db.models import Entity, Name, Statement
from credibility_db.names import fold_name
from credibility_db.queries.identities import chunks
from credibility_db.records import EntityRecord, NameRecord

_THIN = (Entity.id, Entity.kind, Entity.category, Entity.name, Entity.alone, Entity.status)


def namesakes(connection: Connection, texts: Collection[str]) -> list[EntityRecord]:
    """Thin records of the published entities that bear one of these names, each with the name by which it was found."""
    found: dict[str, EntityRecord] = {}
    folded = {fold_name(text) for text in texts}
    for some in chunks(folded | set(texts)):
        query = select(*_THIN).where(Entity.name.in_(some), Entity.status == "published")
        found |= {row.id: EntityRecord(**row._mapping) for row in connection.execute(query)}
    for some in chunks(folded):
        named = select(*_THIN, Name.text, Name.kind.label("name_kind")).join(Name, Name.entity_id == Entity.id)
        for row in connection.execute(named.where(Name.folded.in_(some), Entity.status == "published")):
            names = (NameRecord(row.text, row.name_kind),)
            thin = EntityRecord(row.id, row.kind, row.category, row.name, alone=row.alone, status=row.status, names=names)
            found.setdefault(row.id, thin)
    return list(found.values())


def statement_ids(connection: Connection, among: Collection[str]) -> set[str]:
    """Which of these statements are there."""
    return {found for some in chunks(among) for found in connection.scalars(select(Statement.id).where(Statement.id.in_(some)))}


def heads(connection: Connection, ids: Collection[str]) -> dict[str, Row[Any]]:
    """Name, kind, category, country, status and heir of entities, by id."""
    columns = (Entity.id, Entity.name, Entity.kind, Entity.category, Entity.country, Entity.status, Entity.merged_into)
    found: dict[str, Row[Any]] = {}
    for some in chunks(set(ids)):
        query: Any = select(*columns).where(Entity.id.in_(some))
        found |= {row.id: row for row in connection.execute(query)}
    return found
