"""What the rules must know of the database around the records they check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, select

from credibility_db.models import Entity, Host, Name, Statement
from credibility_db.predicates import OWNERSHIP
from credibility_db.records import EntityRecord, HostRecord, NameRecord, StatementRecord

QUERIES = 5


def read_surroundings(connection: Connection, *, without: Collection[str] = ()) -> list[EntityRecord]:
    """Thin records of all entities but those named: kind, names, hosts and ownership statements, without texts and citations."""
    left_out = frozenset(without)
    names: defaultdict[str, list[NameRecord]] = defaultdict(list)
    for entity_id, text, alone in connection.execute(select(Name.entity_id, Name.text, Name.alone)):
        names[entity_id].append(NameRecord(text, alone=alone))
    hosts: defaultdict[str, list[HostRecord]] = defaultdict(list)
    for entity_id, host, path, start, end in connection.execute(select(Host.entity_id, Host.host, Host.path, Host.valid_from, Host.valid_to)):
        hosts[entity_id].append(HostRecord(host, path, start, end))
    statements = _statements(connection)
    heads = connection.execute(select(Entity.id, Entity.kind, Entity.category, Entity.name, Entity.alone, Entity.status))
    return [
        EntityRecord(
            id=row.id,
            kind=row.kind,
            category=row.category,
            name=row.name,
            alone=row.alone,
            status=row.status,
            names=tuple(names[row.id]),
            hosts=tuple(hosts[row.id]),
            statements=tuple(statements[row.id]),
        )
        for row in heads
        if row.id not in left_out
    ]


def _statements(connection: Connection) -> defaultdict[str, list[StatementRecord]]:
    columns = (Statement.id, Statement.subject, Statement.predicate, Statement.object_id, Statement.valid_from, Statement.valid_to)
    query = select(*columns, Statement.rank, Statement.status, Statement.share)
    groups: defaultdict[str, list[StatementRecord]] = defaultdict(list)
    for row in connection.execute(query):
        if row.predicate in OWNERSHIP and row.object_id:
            groups[row.subject].append(StatementRecord(**row._mapping))
        else:
            groups[row.subject].append(StatementRecord(id=row.id, subject=row.subject, predicate=row.predicate))
    return groups
