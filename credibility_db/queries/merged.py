"""Who was merged into whom, and what hangs on an entity that is to be merged."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from credibility_db.models import Contradiction, Entity, Identifier, KnownReference, Statement
from credibility_db.queries.identities import Pair, chunks


def heirs(connection: Connection) -> dict[str, str]:
    """Every merged entity with the one it went into."""
    return {row.id: row.merged_into for row in connection.execute(select(Entity.id, Entity.merged_into).where(Entity.status == "merged"))}


def shown_heirs(connection: Connection) -> dict[str, str]:
    """Every merged entity with the one it went into, where that is published; sorted by id."""
    heir = aliased(Entity)
    query = (
        select(Entity.id, Entity.merged_into).join(heir, heir.id == Entity.merged_into).where(Entity.status == "merged", heir.status == "published")
    )
    return {row.id: row.merged_into for row in sorted(connection.execute(query), key=lambda row: row.id)}


def merged_before(connection: Connection, entity_id: str) -> list[str]:
    """The entities that were merged into this one."""
    return sorted(connection.scalars(select(Entity.id).where(Entity.merged_into == entity_id)))


def subjects_contradicting(connection: Connection, entity_id: str) -> set[str]:
    """The entities with a statement that names a statement of this entity as saying otherwise."""
    other = aliased(Statement)
    query = select(Statement.subject).join(Contradiction, Contradiction.statement_id == Statement.id).join(other, other.id == Contradiction.other_id)
    return set(connection.scalars(query.where(other.subject == entity_id)))


def held_by_merged(connection: Connection, pairs: Iterable[Pair]) -> set[Pair]:
    """Those identifiers and references that only a merged entity has: its heir has another one of the scheme."""
    wanted = set(pairs)
    found: set[Pair] = set()
    for table in (Identifier, KnownReference):
        for some in chunks({value for _, value in wanted}):
            query = select(table.scheme, table.value).join(Entity, Entity.id == table.entity_id)
            found.update((scheme, value) for scheme, value in connection.execute(query.where(table.value.in_(some), Entity.status == "merged")))
    return found & wanted


def references_of(connection: Connection, ids: Collection[str]) -> set[Pair]:
    """By which references datasets know any of these entities, beside their identifiers."""
    query = select(KnownReference.scheme, KnownReference.value)
    return {(scheme, value) for some in chunks(ids) for scheme, value in connection.execute(query.where(KnownReference.entity_id.in_(some)))}
