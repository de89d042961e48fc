"""Several records of one entity become one: a curated file and compiled lines, or lines of two datasets. Runs after reading, before the rules.

The first record has the entity's members; later ones add names, hosts, identifiers and statements that it lacks and replace none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from credibility_db.records import EntityRecord, HostRecord, NameRecord, StatementRecord


def merge_records(records: Iterable[EntityRecord]) -> list[EntityRecord]:
    """One record an id, sorted by id."""
    merged: dict[str, EntityRecord] = {}
    for record in records:
        first = merged.get(record.id)
        merged[record.id] = record if first is None else _join(first, record)
    return [merged[key] for key in sorted(merged)]


def _join(first: EntityRecord, later: EntityRecord) -> EntityRecord:
    return replace(
        first,
        country=first.country or later.country,
        description=first.description or later.description,
        identifiers={**later.identifiers, **first.identifiers},
        names=_names(first, later),
        hosts=_hosts(first.hosts, later.hosts),
        statements=_statements(first.statements, later.statements),
    )


def _names(first: EntityRecord, later: EntityRecord) -> tuple[NameRecord, ...]:
    known = {name.text for name in first.all_names()}
    return (*first.names, *(name for name in later.names if name.text not in known))


def _hosts(first: tuple[HostRecord, ...], later: tuple[HostRecord, ...]) -> tuple[HostRecord, ...]:
    known = {(host.host, host.path) for host in first}
    return (*first, *(host for host in later if (host.host, host.path) not in known))


def _statements(first: tuple[StatementRecord, ...], later: tuple[StatementRecord, ...]) -> tuple[StatementRecord, ...]:
    known = {statement.id for statement in first}
    return (*first, *(statement for statement in later if statement.id not in known))
