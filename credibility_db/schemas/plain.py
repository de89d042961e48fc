"""Records back to the plain members of their schemas: the inverse of loading, for files, JSONL, revisions and the API."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord

Plain = dict[str, Any]
_SPECIAL = frozenset({"id", "subject", "object_id", "object_text", "object_unknown", "citations", "contradicts", "names", "hosts", "statements"})
_PLAIN_FIELDS = {
    kind: [
        (field.name, None if field.default is MISSING else field.default)
        for field in fields(kind)
        if field.name not in _SPECIAL and field.name != "identifiers"
    ]
    for kind in (CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord)
}


def _members(record: CitationRecord | EntityRecord | HostRecord | NameRecord | StatementRecord) -> Plain:
    """The members that differ from their defaults, in the order of the record's definition."""
    return {name: value for name, default in _PLAIN_FIELDS[type(record)] if (value := getattr(record, name)) is not None and value != default}


def plain_citation(citation: CitationRecord) -> Plain:
    """A citation's members."""
    return _members(citation)


def plain_object(statement: StatementRecord) -> str | dict[str, str]:
    """A statement's object as its file form: an id, `{text: …}` or `{unknown: …}`."""
    if statement.object_id is not None:
        return statement.object_id
    if statement.object_text is not None:
        return {"text": statement.object_text}
    return {"unknown": statement.object_unknown or ""}


def plain_statement(statement: StatementRecord, *, citations: list[Any]) -> Plain:
    """A statement's members; `citations` are the keys (or whatever stands for its citations) in its place."""
    members = _members(statement)
    plain: Plain = {
        "predicate": members.pop("predicate"),
        "object": plain_object(statement),
        "key": statement.id.removeprefix(statement.subject + "."),
    }
    plain |= members
    if statement.contradicts:
        plain["contradicts"] = list(statement.contradicts)
    return plain | {"citations": citations}


def plain_head(record: EntityRecord) -> Plain:
    """An entity's members without its citations and statements: what a revision of the entity itself holds."""
    plain: Plain = {"id": record.id} | _members(record) | {"layer": record.layer}
    if record.identifiers:
        plain["identifiers"] = dict(sorted(record.identifiers.items()))
    if record.names:
        plain["names"] = [_members(name) for name in record.names]
    if record.hosts:
        plain["hosts"] = [_members(host) for host in sorted(record.hosts, key=lambda host: (host.host, host.path, host.valid_from or ""))]
    return plain


def plain_entity(record: EntityRecord) -> Plain:
    """An entity's record as EntitySchema reads it. Statements come by id, citations are keyed `c1`, `c2` … in the order they are first met."""
    plain = plain_head(record)
    keys: dict[CitationRecord, str] = {}
    statements = []
    for statement in sorted(record.statements, key=lambda statement: statement.id):
        cited = [keys.setdefault(citation, f"c{len(keys) + 1}") for citation in statement.citations]
        statements.append(plain_statement(statement, citations=cited))
    if keys:
        plain["citations"] = {key: plain_citation(citation) for citation, key in keys.items()}
    if statements:
        plain["statements"] = statements
    return plain
