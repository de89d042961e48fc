"""What publishing a small change must know of the whole database: little columns of all entities, and who depends on those that changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from credibility_db.models import Contradiction, Entity, Host, Name, Revision, Statement
from credibility_db.queries.identities import chunks
from credibility_db.records import EntityRecord, HostRecord, NameRecord


def read_bearers(connection: Connection) -> list[EntityRecord]:
    """Thin records of all published entities, sorted by id: kind, country and names with what lets them stand alone."""
    names: defaultdict[str, list[NameRecord]] = defaultdict(list)
    query = select(Name.entity_id, Name.text, Name.kind, Name.alone).order_by(Name.entity_id, Name.position)
    for entity_id, text, kind, alone in connection.execute(query):
        names[entity_id].append(NameRecord(text, kind, alone=alone))
    columns = (Entity.id, Entity.kind, Entity.category, Entity.name, Entity.country, Entity.alone)
    heads = connection.execute(select(*columns).where(Entity.status == "published"))
    return sorted((EntityRecord(**row._mapping, names=tuple(names[row.id])) for row in heads), key=lambda record: record.id)


def shown_contradictions(connection: Connection) -> Iterator[tuple[str, str]]:
    """The pairs of contradicting statements both of which are shown: not withdrawn, of published entities."""
    other, of_statement, of_other = aliased(Statement), aliased(Entity), aliased(Entity)
    query = select(Contradiction.statement_id, Contradiction.other_id).join(Statement, Statement.id == Contradiction.statement_id)
    query = query.join(other, other.id == Contradiction.other_id).join(of_statement, of_statement.id == Statement.subject)
    query = query.join(of_other, of_other.id == other.subject).where(Statement.status != "withdrawn", other.status != "withdrawn")
    rows = connection.execute(query.where(of_statement.status == "published", of_other.status == "published"))
    return ((first, second) for first, second in rows)


def subjects_naming(connection: Connection, objects: Collection[str]) -> set[str]:
    """The entities with a statement whose object is one of these."""
    return {subject for some in chunks(objects) for subject in connection.scalars(select(Statement.subject).where(Statement.object_id.in_(some)))}


def outlets_with(connection: Connection, hosts: Collection[str]) -> list[EntityRecord]:
    """Thin records of the published entities at any of these hosts, with those of their places that are at them."""
    places: defaultdict[tuple[str, str, str, str], list[HostRecord]] = defaultdict(list)
    columns = (Entity.id, Entity.kind, Entity.category, Entity.name, Host.host, Host.path, Host.valid_from, Host.valid_to)
    query = select(*columns).join(Host, Host.entity_id == Entity.id).where(Entity.status == "published")
    for some in chunks(hosts):
        for *head, host, path, start, end in connection.execute(query.where(Host.host.in_(some))):
            entity_id, kind, category, name = head
            places[entity_id, kind, category, name].append(HostRecord(host, path, start, end))
    return [EntityRecord(*head, hosts=tuple(found)) for head, found in sorted(places.items())]


def revision_hash(connection: Connection, seq: int) -> str | None:
    """The hash of a revision, None when there is no such revision."""
    return connection.scalar(select(Revision.hash).where(Revision.seq == seq))
