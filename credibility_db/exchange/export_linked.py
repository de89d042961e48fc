"""Records out as one JSON-LD document and back: what schema.org can say for everybody, and every statement whole for those who want it all.

Each entity is a node of schema.org (https://schema.org/) with its names, sites and identifiers and, for statements that hold without an end, the
plain properties of `vocabulary/schema_org.yaml`. Each statement is a node of its own, an rdf:Statement (RDF Schema 1.1, section 5.3) with
subject, predicate and object, its dates and its citations as prov:hadPrimarySource (W3C PROV-O). `record` holds the remaining members as JSON
(JSON-LD 1.1, section 4.2.2, @json), so that the document reads back to the very records. One node a line; streamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import orjson
from marshmallow import ValidationError

from credibility_db.errors import RecordError
from credibility_db.exchange.linked_data import TERMS
from credibility_db.records import CitationRecord, EntityRecord, StatementRecord
from credibility_db.schemas import EntitySchema, plain_entity

CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "prov": "http://www.w3.org/ns/prov#",
    "entity": "urn:sidenote:entity:",
    "statement": "urn:sidenote:statement:",
    "says": "urn:sidenote:predicate:",
    "citation": "urn:sidenote:citation:",
    "record": {"@id": "urn:sidenote:record", "@type": "@json"},
    "sameAs": {"@type": "@id"},
    "url": {"@type": "@id"},
}
_TYPES = {"outlet": "NewsMediaOrganization", "organization": "Organization", "person": "Person"}
_SAME_AS = {"wikidata": "http://www.wikidata.org/entity/", "ror": "https://ror.org/"}
_HEAD = b'{"@context":' + orjson.dumps(CONTEXT, option=orjson.OPT_SORT_KEYS) + b',"@graph":[\n'
_TAIL = b"\n]}\n"
_SCHEMA = EntitySchema()
Node = dict[str, Any]


def write_jsonld(records: Iterable[EntityRecord], stream: BinaryIO) -> int:
    """Write records, which come sorted by id, as one document and return how many records there were."""
    stream.write(_HEAD)
    count = lines = 0
    for record in records:
        for node in nodes(record):
            stream.write((b",\n" if lines else b"") + orjson.dumps(node, option=orjson.OPT_SORT_KEYS))
            lines += 1
        count += 1
    stream.write(_TAIL)
    return count


def read_jsonld(content: bytes, *, source: str) -> list[EntityRecord]:
    """The records of a document that `write_jsonld` wrote. Raises RecordError for any other."""
    try:
        graph = orjson.loads(content)["@graph"]
        plain = [node["record"] for node in graph if "record" in node]
        return [_SCHEMA.load(members) for members in plain]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValidationError) as error:
        raise RecordError(f"is not an export of this database: {error}", source=source) from error


def nodes(record: EntityRecord) -> Iterator[Node]:
    """The entity's node, then one a statement, by id. What is withdrawn or deprecated stands in `record` alone, where its status is with it."""
    if record.status != "published":
        yield {"@id": f"entity:{record.id}", "record": plain_entity(record)}
        return
    standing = [statement for statement in record.statements if statement.status != "withdrawn" and statement.rank != "deprecated"]
    standing.sort(key=lambda statement: statement.id)
    yield _entity(record, standing)
    for statement in standing:
        yield _statement(statement)


def _entity(record: EntityRecord, statements: Iterable[StatementRecord]) -> Node:
    node: Node = {"@id": f"entity:{record.id}", "@type": _TYPES[record.kind], "name": record.name, "record": plain_entity(record)}
    if record.description:
        node["description"] = record.description
    if record.names:
        node["alternateName"] = [{"@value": name.text, "@language": name.language} if name.language else name.text for name in record.names]
    if record.hosts:
        node["url"] = sorted({f"https://{host.host}{host.path}" for host in record.hosts})
    if same := [_SAME_AS[system] + value for system, value in sorted(record.identifiers.items()) if system in _SAME_AS]:
        node["sameAs"] = same
    if others := {system: value for system, value in sorted(record.identifiers.items()) if system not in _SAME_AS}:
        node["identifier"] = [{"@type": "PropertyValue", "propertyID": system, "value": value} for system, value in others.items()]
    for statement in statements:
        if (name := _property(statement, record.kind)) is not None:
            node.setdefault(name, []).append(_object(statement))
    return node


def _property(statement: StatementRecord, kind: str) -> str | None:
    """The schema.org property of a statement; none where an end, a dispute, a weak source or an unknown object would be lost with it."""
    plain = statement.valid_to is None and statement.status == "published" and statement.layer != "reported"
    if not plain or statement.object_unknown is not None:
        return None
    terms: Mapping[str, str] = TERMS["export"][statement.predicate]
    return terms.get("person" if kind == "person" else "organization")


def _object(statement: StatementRecord) -> Any:
    return {"@id": f"entity:{statement.object_id}"} if statement.object_id else {"name": statement.object_text}


def _statement(statement: StatementRecord) -> Node:
    node: Node = {
        "@id": f"statement:{statement.id}",
        "@type": "rdf:Statement",
        "rdf:subject": {"@id": f"entity:{statement.subject}"},
        "rdf:predicate": {"@id": f"says:{statement.predicate}"},
    }
    if statement.object_unknown is None:
        node["rdf:object"] = _object(statement) if statement.object_id else statement.object_text
    else:
        node["description"] = f"Unknown: {statement.object_unknown}"
    for name, value in (("startDate", statement.valid_from), ("endDate", statement.valid_to), ("roleName", statement.role)):
        if value is not None:
            node[name] = value
    if statement.citations:
        node["prov:hadPrimarySource"] = [_citation(citation) for citation in statement.citations]
    return node


def _citation(citation: CitationRecord) -> Node:
    node: Node = {"@id": f"citation:{citation.id}", "@type": "CreativeWork", "name": citation.title, "url": citation.url}
    node["publisher"] = {"@type": "Organization", "name": citation.publisher}
    return node | ({"datePublished": citation.published} if citation.published else {})
