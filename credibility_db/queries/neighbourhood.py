"""What the rules must know around a batch of records: like `surroundings`, but only what these records touch, in bounded memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from credibility_db.models import Entity, Host, Statement
from credibility_db.predicates import OWNERSHIP
from credibility_db.queries.identities import chunks
from credibility_db.records import EntityRecord, HostRecord, StatementRecord


def read_neighbourhood(connection: Connection, records: Sequence[EntityRecord]) -> list[EntityRecord]:
    """Thin records of the entities that records point to, of all owners above those, and of the outlets at the records' hosts.

    A query a level of ownership; the records themselves are left out.
    """
    owners = _owners_above(connection, {statement.object_id for record in records for statement in record.statements if statement.object_id})
    hosts = _hosts(connection, {host.host for record in records for host in record.hosts})
    wanted = {*owners, *hosts} - {record.id for record in records}
    thin = []
    for some in chunks(wanted):
        columns = (Entity.id, Entity.kind, Entity.category, Entity.name, Entity.status)
        for row in connection.execute(select(*columns).where(Entity.id.in_(some))):
            thin.append(EntityRecord(**row._mapping, hosts=tuple(hosts.get(row.id, ())), statements=tuple(owners.get(row.id, ()))))
    return thin


def _owners_above(connection: Connection, entities: Collection[str]) -> dict[str, list[StatementRecord]]:
    """Each entity with its ownership statements, and the same of all owners that following these reaches."""
    columns = (Statement.id, Statement.subject, Statement.predicate, Statement.object_id, Statement.valid_from, Statement.valid_to)
    query = select(*columns, Statement.rank, Statement.status, Statement.share)
    query = query.where(Statement.predicate.in_(sorted(OWNERSHIP)), Statement.object_id.is_not(None))
    reached: dict[str, list[StatementRecord]] = {entity: [] for entity in entities}
    level = set(entities)
    while level:
        above: set[str] = set()
        for some in chunks(level):
            for row in connection.execute(query.where(Statement.subject.in_(some))):
                reached[row.subject].append(StatementRecord(**row._mapping))
                above.add(row.object_id)
        level = above - reached.keys()
        reached |= {entity: [] for entity in level}
    return reached


def _hosts(connection: Connection, hosts: Collection[str]) -> dict[str, list[HostRecord]]:
    found: defaultdict[str, list[HostRecord]] = defaultdict(list)
    for some in chunks(hosts):
        query = select(Host.entity_id, Host.host, Host.path, Host.valid_from, Host.valid_to).where(Host.host.in_(some))
        for entity_id, host, path, start, end in connection.execute(query):
            found[entity_id].append(HostRecord(host, path, start, end))
    return found
