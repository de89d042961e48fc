"""Records into rows, and batches of rows into the database. The one place that inserts and updates entities and statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert

from credibility_db.models import Base, Citation, Contradiction, Entity, Host, Identifier, Name, Statement, StatementCitation
from credibility_db.names import fold_name
from credibility_db.queries import citation_ids
from credibility_db.records import EntityRecord, StatementRecord

_CHUNK = 2_000
_STATEMENT_COLUMNS: tuple[str, ...] = (
    "id",
    "subject",
    "predicate",
    "object_id",
    "object_text",
    "object_unknown",
    "role",
    "valid_from",
    "valid_to",
    "rank",
    "status",
)
_STATEMENT_COLUMNS += ("layer", "note", "share", "amount", "amount_max", "currency", "period")
_ENTITY_COLUMNS = ("id", "kind", "category", "name", "description", "country", "alone", "layer", "status", "merged_into")
_CITATION_COLUMNS = ("id", "url", "title", "publisher", "accessed", "kind", "published", "asserted_by", "archive_url", "licence")

Rows = list[dict[str, Any]]


def insert_rows(connection: Connection, table: type[Base], rows: Rows) -> None:
    """Insert rows in chunks."""
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert(table.__table__), rows[start : start + _CHUNK])  # type: ignore[arg-type]


def insert_heads(connection: Connection, records: Sequence[EntityRecord], *, origin: str) -> None:
    """Insert entities with names, hosts and identifiers."""
    insert_rows(connection, Entity, [_head(record) | {"origin": origin} for record in records])
    _insert_parts(connection, records)


def replace_heads(connection: Connection, records: Sequence[EntityRecord], *, origin: str) -> None:
    """Bring entities that are there, with their names, hosts and identifiers, to the state of the records, which `origin` keeps from now on."""
    for record in records:
        table = Entity.__table__
        connection.execute(table.update().where(Entity.id == record.id).values(_head(record) | {"origin": origin}))  # type: ignore[attr-defined]
    for part in (Name, Host, Identifier):
        for ids in _chunks([record.id for record in records]):
            connection.execute(delete(part).where(part.entity_id.in_(ids)))
    _insert_parts(connection, records)


def insert_statements(connection: Connection, statements: Sequence[StatementRecord], *, origin: str) -> None:
    """Insert statements with the links to their citations; contradictions follow by `insert_contradictions` when all statements are there."""
    insert_citations(connection, statements)
    insert_rows(connection, Statement, [_statement(statement) | {"origin": origin} for statement in statements])
    insert_rows(connection, StatementCitation, list(_links(statements)))


def replace_statements(connection: Connection, statements: Sequence[StatementRecord], *, origin: str | None = None) -> None:
    """Bring statements that are there to the state of the records, kept by `origin` from now on (by whom they were, where none is given).

    Their contradictions are taken out, to be inserted again at the end.
    """
    insert_citations(connection, statements)
    keeper = {} if origin is None else {"origin": origin}
    for statement in statements:
        table = Statement.__table__
        connection.execute(table.update().where(Statement.id == statement.id).values(_statement(statement) | keeper))  # type: ignore[attr-defined]
    for ids in _chunks([statement.id for statement in statements]):
        connection.execute(delete(StatementCitation).where(StatementCitation.statement_id.in_(ids)))
        connection.execute(delete(Contradiction).where(Contradiction.statement_id.in_(ids)))
    insert_rows(connection, StatementCitation, list(_links(statements)))


def insert_contradictions(connection: Connection, statements: Iterable[StatementRecord]) -> None:
    """Insert which statements these contradict. All of them must be in the database."""
    rows = [
        {"statement_id": statement.id, "other_id": other, "position": position}
        for statement in statements
        for position, other in enumerate(statement.contradicts)
    ]
    insert_rows(connection, Contradiction, rows)


def insert_citations(connection: Connection, statements: Iterable[StatementRecord]) -> None:
    """Insert the citations that are not there yet."""
    wanted = {citation: citation.id for statement in statements for citation in statement.citations}
    there = citation_ids(connection, wanted.values())
    rows = {key: citation for citation, key in wanted.items() if key not in there}
    insert_rows(connection, Citation, [{name: getattr(citation, name) for name in _CITATION_COLUMNS} for citation in rows.values()])


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))


def _head(record: EntityRecord) -> dict[str, Any]:
    return {column: getattr(record, column) for column in _ENTITY_COLUMNS}


def _statement(statement: StatementRecord) -> dict[str, Any]:
    return {column: getattr(statement, column) for column in _STATEMENT_COLUMNS}


def _links(statements: Iterable[StatementRecord]) -> Iterator[dict[str, Any]]:
    for statement in statements:
        for position, citation in enumerate(statement.citations):
            yield {"statement_id": statement.id, "position": position, "citation_id": citation.id}


def _insert_parts(connection: Connection, records: Iterable[EntityRecord]) -> None:
    names: Rows = []
    hosts: Rows = []
    identifiers: Rows = []
    for record in records:
        for position, name in enumerate(record.names):
            members = {key: getattr(name, key) for key in ("text", "kind", "language", "script", "alone", "valid_from", "valid_to")}
            names.append({"entity_id": record.id, "position": position, "folded": fold_name(name.text)} | members)
        for position, host in enumerate(record.hosts):
            members = {key: getattr(host, key) for key in ("host", "path", "valid_from", "valid_to")}
            hosts.append({"entity_id": record.id, "position": position} | members)
        identifiers += [{"entity_id": record.id, "scheme": scheme, "value": value} for scheme, value in record.identifiers.items()]
    insert_rows(connection, Name, names)
    insert_rows(connection, Host, hosts)
    insert_rows(connection, Identifier, identifiers)
