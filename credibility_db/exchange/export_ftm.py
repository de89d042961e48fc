"""Records out as FollowTheMoney entities, one a line: for Aleph, OpenSanctions' tools and whatever else reads them. Streams, record by record.

Schemata and properties are those of followthemoney 4.11 (https://followthemoney.tech/explorer/); `follow_the_money/vocabulary.yaml` maps them.
A link's `recordId` is the statement's id, which names the predicate; an UnknownLink's `role` is the predicate, then the role. What cannot be carried
is listed in docs/exchange.md; deprecated and withdrawn statements are left out, for the format cannot mark them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import orjson

from credibility_db.exchange.follow_the_money.vocabulary import (
    IDENTIFIERS,
    LINK_OF,
    LOST,
    OFFICES,
    PROPERTIES,
    UNKNOWN_LINK,
    UNKNOWN_PREDICATES,
    Link,
    schema_of,
)
from credibility_db.records import EntityRecord, StatementRecord

_NAMES = {"alias": "alias", "transliteration": "alias", "abbreviation": "abbreviation", "former": "previousName"}
_SYSTEMS = {scheme: name for name, scheme in IDENTIFIERS.items()}
_TEXTS = {predicate: name for name, (predicate, is_entity) in PROPERTIES.items() if not is_entity}
Properties = dict[str, list[str]]
Entity = dict[str, Any]


def write_ftm(records: Iterable[EntityRecord], stream: BinaryIO) -> int:
    """Write records, which come sorted by id, as lines of JSON and return how many lines there were."""
    count = 0
    for record in records:
        for entity in ftm_entities(record):
            stream.write(orjson.dumps(entity, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
            count += 1
    return count


def ftm_entities(record: EntityRecord) -> Iterator[Entity]:
    """An entity, then its links, each behind the entities that only it names."""
    if record.status != "published":
        return
    told = [statement for statement in record.statements if statement.rank != "deprecated" and statement.status != "withdrawn"]
    told.sort(key=lambda statement: statement.id)
    yield _entity(record.id, entity_schema(record), _head(record, told))
    for statement in told:
        if statement.predicate not in (*LOST, *_TEXTS) and statement.object_unknown is None:
            yield from _link(statement)


def entity_schema(record: EntityRecord) -> str:
    """The schema of an entity. What is owned is a Company, for an Ownership joins an owner to an Asset, which an Organization is not."""
    owned = any(statement.predicate == "owned_by" for statement in record.statements)
    return "Company" if owned and record.kind != "person" else schema_of(record.kind, record.category)


def link_of(predicate: str) -> Link:
    """The link as which a predicate is exported."""
    if predicate == OFFICES["predicate"]:
        return Link(OFFICES["schema"], OFFICES["subject"], OFFICES["object"], predicate, "")
    if predicate in UNKNOWN_PREDICATES:
        return Link(UNKNOWN_LINK["schema"], UNKNOWN_LINK["subject"], UNKNOWN_LINK["object"], predicate, UNKNOWN_LINK["role"])
    return LINK_OF[predicate]


def _head(record: EntityRecord, told: Iterable[StatementRecord]) -> Properties:
    properties: Properties = {"name": [record.name], "classification": [record.category]}
    for name in record.names:
        _add(properties, _NAMES[name.kind], name.text)
    _add(properties, "summary", record.description)
    _add(properties, "country", (record.country or "").lower())
    for system, value in record.identifiers.items():
        _add(properties, _SYSTEMS.get(system), value)
    for host in record.hosts:
        _add(properties, "website", f"https://{host.host}{host.path}")
    for statement in told:
        _add(properties, _TEXTS.get(statement.predicate), statement.object_text)
    return properties


def _link(statement: StatementRecord) -> Iterator[Entity]:
    """The link of a statement, behind the entities for an end that is only a name and for the post of an office."""
    link = link_of(statement.predicate)
    end = statement.object_id
    if end is None:
        end = f"{statement.id}.object"
        schema = "Organization" if link.object in ("employer", "organization", "post") else "LegalEntity"
        yield _entity(end, schema, {"name": [statement.object_text or ""]})
    if link.schema == OFFICES["schema"]:
        post = f"{statement.id}.post"
        yield _entity(post, OFFICES["position"], {"name": [statement.role or "office"], "organization": [end]})
        end = post
    yield _entity(statement.id, link.schema, {link.subject: [statement.subject], link.object: [end]} | _qualifiers(statement, link))


def _qualifiers(statement: StatementRecord, link: Link) -> Properties:
    properties: Properties = {"recordId": [statement.id]}
    _add(properties, link.role if link.schema == UNKNOWN_LINK["schema"] else None, statement.predicate)
    _add(properties, link.role, statement.role)
    _add(properties, "startDate", statement.valid_from)
    _add(properties, "endDate", statement.valid_to)
    _add(properties, "summary", statement.note)
    if link.schema == "Payment":
        _add(properties, "date", statement.period)
        _add(properties, "amount", _number(statement.amount))
        _add(properties, "currency", statement.currency)
    if link.schema == "Ownership":
        _add(properties, "percentage", _number(statement.share))
    for citation in statement.citations:
        _add(properties, "sourceUrl", citation.url)
        _add(properties, "publisher", citation.publisher)
        _add(properties, "retrievedAt", citation.accessed)
    return properties


def _number(value: float | None) -> str | None:
    return None if value is None else repr(float(value)).removesuffix(".0")


def _add(properties: Properties, name: str | None, value: str | None) -> None:
    """Add a value once; nothing for an empty one or for what has no property."""
    if name and value and value not in properties.setdefault(name, []):
        properties[name].append(value)


def _entity(id_: str, schema: str, properties: Properties) -> Entity:
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in properties.items() if values}}
