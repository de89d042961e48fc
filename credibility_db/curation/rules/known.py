"""What the rules look things up in: the records being checked together with the thin records of everything around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from credibility_db.names import fold_name
from credibility_db.predicates import OWNERSHIP
from credibility_db.records import EntityRecord, HostRecord, StatementRecord


@dataclass(frozen=True, slots=True)
class Known:
    """Indexes over all records; `owners` holds the ownership statements of each subject that count (not withdrawn, not deprecated)."""

    entities: dict[str, EntityRecord]
    statements: dict[str, str]
    hosts: dict[tuple[str, str], list[tuple[str, HostRecord]]]
    bearers: dict[str, set[str]]
    owners: dict[str, list[StatementRecord]]

    @classmethod
    def of(cls, records: Iterable[EntityRecord]) -> Known:
        """Index records."""
        known = cls({}, {}, defaultdict(list), defaultdict(set), defaultdict(list))
        for record in records:
            known._add(record)
        return known

    def _add(self, record: EntityRecord) -> None:
        self.entities[record.id] = record
        for statement in record.statements:
            self.statements[statement.id] = record.id
            if counts_as_ownership(statement):
                self.owners[record.id].append(statement)
        if record.status != "published":
            return
        for host in record.hosts:
            self.hosts[host.host, host.path].append((record.id, host))
        for name in record.all_names():
            self.bearers[fold_name(name.text)].add(record.id)


def counts_as_ownership(statement: StatementRecord) -> bool:
    """Whether a statement is a step of ownership between two entities that stands."""
    return bool(statement.predicate in OWNERSHIP and statement.object_id and statement.status != "withdrawn" and statement.rank != "deprecated")
