"""Entities, statements and relations as members of the response. The parts that no article changes are made once an entity."""

from __future__ import annotations

from server.records.context import Context, DatedStatement, EntityContext, Profile, Relation
from server.records.entity import Citation, Entity, Statement, StatementObject

_CACHE_SIZE = 2_000  # about 1 kB each
_OPTIONAL = frozenset(["note", "contradicts", "qualifiers", "published", "asserted_by", "archive_url", "licence"])  # left out where empty
_made: dict[str, tuple[Statement, dict[str, object]]] = {}


def entities_of(context: Context) -> dict[str, object]:
    """`entities`: every entity shown, by id."""
    return {entity_id: _entity(shown) for entity_id, shown in context.entities.items()}


def _entity(shown: EntityContext) -> dict[str, object]:
    entity: Entity = shown.entity
    return {
        "id": entity.id,
        "kind": entity.kind,
        "category": entity.category,
        "name": entity.name,
        "description": entity.description,
        "country": entity.country,
        "identifiers": entity.identifiers,
        "statements": [_dated(statement) for statement in shown.statements],
    }


def _dated(dated: DatedStatement) -> dict[str, object]:
    return {**_statement(dated.statement), "current_as_of": dated.current_as_of}


def _statement(statement: Statement) -> dict[str, object]:
    kept = _made.get(statement.id)
    if kept is not None and kept[0] is statement:
        return kept[1]
    if len(_made) >= _CACHE_SIZE:
        _made.clear()
    made: dict[str, object] = {
        "id": statement.id,
        "predicate": statement.predicate,
        "object": _object(statement.object),
        "role": statement.role,
        "valid_from": statement.valid_from,
        "valid_to": statement.valid_to,
        "rank": statement.rank,
        "status": statement.status,
        "layer": statement.layer,
        "note": statement.note,
        "contradicts": list(statement.contradicts),
        "qualifiers": statement.qualifiers,
        "citations": [_citation(citation) for citation in statement.citations],
    }
    made = {member: value for member, value in made.items() if value or member not in _OPTIONAL}
    _made[statement.id] = statement, made
    return made


def _object(said: StatementObject) -> dict[str, object]:
    told: dict[str, object] = {"id": said.id, "name": said.name}
    return told | {"reason": said.reason} if said.reason else told


def _citation(citation: Citation) -> dict[str, object]:
    made: dict[str, object] = {
        "url": citation.url,
        "title": citation.title,
        "publisher": citation.publisher,
        "accessed": citation.accessed,
        "published": citation.published,
        "kind": citation.kind,
        "asserted_by": citation.asserted_by,
        "archive_url": citation.archive_url,
        "licence": citation.licence,
    }
    return {member: value for member, value in made.items() if value or member not in _OPTIONAL}


def relation(found: Relation) -> dict[str, object]:
    """One member of `relations`."""
    return {
        "kind": found.kind,
        "between": list(found.between),
        "via": found.via,
        "statements": list(found.statements),
        "disputed_by": list(found.disputed_by),
    }


def profile(counted: Profile) -> dict[str, object]:
    """`profile`."""
    return {"attributions": counted.attributions, "by_source": counted.by_source, "by_channel": counted.by_channel}
