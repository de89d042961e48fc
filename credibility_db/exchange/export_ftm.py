"""Records out as FollowTheMoney entities, one a line: for Aleph, OpenSanctions' tools and whatever else reads them. Streams, record by record.

Schemata and properties are those of followthemoney 4.11 (https://followthemoney.tech/explorer/); `vocabulary/follow_the_money.yaml` maps them.
A link's `recordId` is the statement's id, which names the predicate, so that nothing is guessed on the way back. What cannot be carried is listed
in docs/exchange.md; deprecated and withdrawn statements are left out, for the format cannot mark them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any, BinaryIO

import orjson
import yaml

from credibility_db.predicates import OWNERSHIP
from credibility_db.records import EntityRecord, StatementRecord

FOLLOW_THE_MONEY: Mapping[str, Any] = yaml.safe_load(
    files("credibility_db").joinpath("vocabulary", "follow_the_money.yaml").read_text("utf-8")
)
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
    yield _entity(record.id, schema_of(record), _head(record, told))
    for statement in told:
        if "schema" in _terms(statement.predicate) and statement.object_unknown is None:
            yield from _link(statement)


def schema_of(record: EntityRecord) -> str:
    """The schema of an entity. An organization that is owned is a Company, for Organization means what cannot be owned."""
    schemata = FOLLOW_THE_MONEY["schemata"]
    if record.kind == "organization":
        if any(statement.predicate in OWNERSHIP - {"part_of", "controlled_by"} for statement in record.statements):
            return "Company"
        return str(schemata["categories"].get(record.category, schemata["kinds"]["organization"]))
    return str(schemata["kinds"][record.kind])


def _terms(predicate: str) -> Mapping[str, str]:
    terms: Mapping[str, str] = FOLLOW_THE_MONEY["predicates"][predicate]
    return terms


def _head(record: EntityRecord, told: Iterable[StatementRecord]) -> Properties:
    properties: Properties = {"name": [record.name], "classification": [record.category]}
    for name in record.names:
        _add(properties, FOLLOW_THE_MONEY["names"][name.kind], name.text)
    _add(properties, "summary", record.description)
    _add(properties, "country", (record.country or "").lower())
    for system, value in record.identifiers.items():
        _add(properties, FOLLOW_THE_MONEY["identifiers"].get(system), value)
    for host in record.hosts:
        _add(properties, "website", f"https://{host.host}{host.path}")
    for statement in told:
        if ((name_ := _terms(statement.predicate).get("property")) and record.kind != "person") or name_ == "notes":
            _add(properties, name_, statement.object_text)
    return properties


def _link(statement: StatementRecord) -> Iterator[Entity]:
    """The link of a statement, behind the entities for an end that is only a name and for the post of an office."""
    terms = _terms(statement.predicate)
    end = statement.object_id
    if end is None:
        end = f"{statement.id}.object"
        yield _entity(end, terms["objects"], {"name": [statement.object_text or ""]})
    if terms["schema"] == "Occupancy":
        post = f"{statement.id}.post"
        yield _entity(post, "Position", {"name": [statement.role or "office"], "organization": [end]})
        end = post
    yield _entity(statement.id, terms["schema"], {terms["subject"]: [statement.subject], terms["object"]: [end]} | _qualifiers(statement, terms))


def _qualifiers(statement: StatementRecord, terms: Mapping[str, str]) -> Properties:
    properties: Properties = {"recordId": [statement.id]}
    payment = terms["schema"] == "Payment"
    _add(properties, "startDate", statement.valid_from)
    _add(properties, "endDate", statement.valid_to)
    _add(properties, "summary", statement.note)
    if terms["schema"] != "Occupancy":
        _add(properties, "purpose" if payment else "role", statement.role)
    if payment:
        _add(properties, "date", statement.period)
        _add(properties, "amount", _number(statement.amount))
        _add(properties, "currency", statement.currency)
    if terms["schema"] == "Ownership":
        _add(properties, "percentage", _number(statement.share))
    for citation in statement.citations:
        _add(properties, "sourceUrl", citation.url)
        _add(properties, "publisher", citation.publisher)
        _add(properties, "retrievedAt", citation.accessed)
    return properties


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.15g}"


def _add(properties: Properties, name: str | None, value: str | None) -> None:
    """Add a value once; nothing for an empty one or for what has no property."""
    if name and value and value not in properties.setdefault(name, []):
        properties[name].append(value)


def _entity(id_: str, schema: str, properties: Properties) -> Entity:
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in properties.items() if values}}
