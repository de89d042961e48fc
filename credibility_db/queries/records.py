"""Entities with their names, hosts, statements and citations out of the database, in batches of a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import InstrumentedAttribute

from credibility_db.models import Citation, Contradiction, Entity, Host, Identifier, Name, Statement, StatementCitation
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord

BATCH = 500
QUERIES_A_BATCH = 8

_Columns = list[InstrumentedAttribute[Any]]
_CITATION: _Columns = [Citation.url, Citation.title, Citation.publisher, Citation.accessed, Citation.kind, Citation.published]
_CITATION += [Citation.asserted_by, Citation.archive_url, Citation.licence]
_NAME: _Columns = [Name.text, Name.kind, Name.language, Name.script, Name.alone, Name.valid_from, Name.valid_to]
_HOST: _Columns = [Host.host, Host.path, Host.valid_from, Host.valid_to]
_ENTITY: _Columns = [Entity.id, Entity.kind, Entity.category, Entity.name, Entity.description]
_ENTITY += [Entity.country, Entity.alone, Entity.layer, Entity.status, Entity.merged_into]
_STATEMENT: _Columns = [Statement.id, Statement.subject, Statement.predicate, Statement.object_id, Statement.object_text, Statement.object_unknown]
_STATEMENT += [Statement.role, Statement.valid_from, Statement.valid_to, Statement.rank, Statement.status, Statement.layer, Statement.note]
_STATEMENT += [Statement.share, Statement.amount, Statement.amount_max, Statement.currency, Statement.period]


def entity_ids(connection: Connection) -> list[str]:
    """Every entity's id in code point order, whatever the database's collation; merged ones are left out."""
    return sorted(connection.scalars(select(Entity.id).where(Entity.status != "merged")))


def read_records(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[EntityRecord]:
    """Full records by id, in the order of the ids given (all, sorted, when none are); ids that are not there are passed over."""
    wanted = entity_ids(connection) if ids is None else list(ids)
    for start in range(0, len(wanted), BATCH):
        yield from _read_batch(connection, wanted[start : start + BATCH])


def read_record(connection: Connection, entity_id: str) -> EntityRecord | None:
    """The full record of one entity, None when there is none."""
    return next(read_records(connection, [entity_id]), None)


def _read_batch(connection: Connection, ids: Sequence[str]) -> Iterator[EntityRecord]:
    heads = {row.id: row for row in connection.execute(select(*_ENTITY).where(Entity.id.in_(ids)))}
    names = _grouped(connection, select(Name.entity_id, *_NAME).where(Name.entity_id.in_(ids)).order_by(Name.entity_id, Name.position))
    hosts = _grouped(connection, select(Host.entity_id, *_HOST).where(Host.entity_id.in_(ids)).order_by(Host.entity_id, Host.position))
    identifiers = _grouped(connection, select(Identifier.entity_id, Identifier.scheme, Identifier.value).where(Identifier.entity_id.in_(ids)))
    statements = _statements(connection, ids)
    for entity_id in ids:
        if (row := heads.get(entity_id)) is None:
            continue
        yield EntityRecord(
            **row._mapping,
            identifiers=dict(sorted(tuple(pair) for pair in identifiers[entity_id])),
            names=tuple(NameRecord(*values) for values in names[entity_id]),
            hosts=tuple(HostRecord(*values) for values in hosts[entity_id]),
            statements=tuple(sorted(statements[entity_id], key=lambda statement: statement.id)),
        )


def _grouped(connection: Connection, query: Any) -> defaultdict[str, list[Sequence[Any]]]:
    """Rows by their first column, without it."""
    groups: defaultdict[str, list[Sequence[Any]]] = defaultdict(list)
    for first, *rest in connection.execute(query):
        groups[first].append(rest)
    return groups


def _statements(connection: Connection, ids: Sequence[str]) -> defaultdict[str, list[StatementRecord]]:
    of_these = select(Statement.id).where(Statement.subject.in_(ids))
    cited = _grouped(
        connection,
        select(StatementCitation.statement_id, *_CITATION)
        .join(Citation, Citation.id == StatementCitation.citation_id)
        .where(StatementCitation.statement_id.in_(of_these))
        .order_by(StatementCitation.statement_id, StatementCitation.position),
    )
    contradicted = _grouped(
        connection,
        select(Contradiction.statement_id, Contradiction.other_id)
        .where(Contradiction.statement_id.in_(of_these))
        .order_by(Contradiction.statement_id, Contradiction.position),
    )
    shared: dict[CitationRecord, CitationRecord] = {}
    groups: defaultdict[str, list[StatementRecord]] = defaultdict(list)
    for row in connection.execute(select(*_STATEMENT).where(Statement.subject.in_(ids))):
        citations = tuple(shared.setdefault(citation, citation) for citation in (CitationRecord(*values) for values in cited[row.id]))
        others = tuple(other for (other,) in contradicted[row.id])
        groups[row.subject].append(StatementRecord(**row._mapping, citations=citations, contradicts=others))
    return groups
