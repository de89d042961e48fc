"""Which entity is meant: by identifier, by a dataset's own reference, by host, by country and name. Used by imports, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, func, select

from credibility_db.models import Entity, Host, Identifier, KnownLabel, KnownReference

_CHUNK = 500
Pair = tuple[str, str]
Bearer = tuple[str, str, str]
"""Kind, country and canonical name."""


def chunks(values: Collection[str]) -> Iterator[Sequence[str]]:
    """Sorted values in groups small enough for one query."""
    ordered = sorted(values)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))


def holders_of(connection: Connection, pairs: Iterable[Pair]) -> dict[Pair, set[str]]:
    """The entities known by each scheme and value: through their identifiers or a reference kept from an import. A merged one gives its heir."""
    by_scheme: defaultdict[str, set[str]] = defaultdict(set)
    for scheme, value in pairs:
        by_scheme[scheme].add(value)
    found: defaultdict[Pair, set[str]] = defaultdict(set)
    heir = func.coalesce(Entity.merged_into, Entity.id)
    for table in (Identifier, KnownReference):
        for scheme, values in by_scheme.items():
            for some in chunks(values):
                query = select(table.value, heir).join(Entity, Entity.id == table.entity_id).where(table.scheme == scheme, table.value.in_(some))
                for value, entity_id in connection.execute(query):
                    found[scheme, value].add(entity_id)
    return found


def outlets_at(connection: Connection, hosts: Collection[str]) -> dict[Pair, set[str]]:
    """The published outlets of each host and path, for all paths of the hosts."""
    found: defaultdict[Pair, set[str]] = defaultdict(set)
    for some in chunks(set(hosts)):
        query = select(Host.host, Host.path, Entity.id).join(Entity, Entity.id == Host.entity_id)
        for host, path, entity_id in connection.execute(query.where(Host.host.in_(some), Entity.status == "published")):
            found[host, path].add(entity_id)
    return found


def bearers_of(connection: Connection, wanted: Collection[Bearer]) -> dict[Bearer, set[str]]:
    """The published entities of a kind and country whose canonical name is exactly the one given."""
    by_country: defaultdict[str, set[str]] = defaultdict(set)
    for _, country, name in wanted:
        by_country[country].add(name)
    found: defaultdict[Bearer, set[str]] = defaultdict(set)
    for country, names in by_country.items():
        for some in chunks(names):
            query = select(Entity.kind, Entity.country, Entity.name, Entity.id)
            for kind, of, name, entity_id in connection.execute(
                query.where(Entity.country == country, Entity.name.in_(some), Entity.status == "published")
            ):
                found[kind, of or "", name].add(entity_id)
    return found


def identifiers_of(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, str]]:
    """The identifiers of entities, by scheme."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for some in chunks(ids):
        for entity_id, scheme, value in connection.execute(
            select(Identifier.entity_id, Identifier.scheme, Identifier.value).where(Identifier.entity_id.in_(some))
        ):
            found[entity_id][scheme] = value
    return found


def taken_ids(connection: Connection, ids: Collection[str]) -> set[str]:
    """Which of these entity ids are in use, merged and withdrawn ones included."""
    return {found for some in chunks(ids) for found in connection.scalars(select(Entity.id).where(Entity.id.in_(some)))}


def labels_of(connection: Connection, pairs: Iterable[Pair]) -> dict[Pair, str]:
    """What datasets call things that are no entities here, by scheme and value."""
    by_scheme: defaultdict[str, set[str]] = defaultdict(set)
    for scheme, value in pairs:
        by_scheme[scheme].add(value)
    found: dict[Pair, str] = {}
    for scheme, values in by_scheme.items():
        for some in chunks(values):
            query = select(KnownLabel.value, KnownLabel.text).where(KnownLabel.scheme == scheme, KnownLabel.value.in_(some))
            found |= {(scheme, value): text for value, text in connection.execute(query)}
    return found
