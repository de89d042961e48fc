"""What an edition says: records of the database become the members that readers get. Pure; the first step of publishing.

Withdrawn statements and entities are left out; a contradiction is named on both sides; a name that others bear too does not stand alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from credibility_db.edition.name_table import Bearer
from credibility_db.edition.spellings import spellings
from credibility_db.names import fold_name, standing_names
from credibility_db.records import RANKS, EntityRecord, NameRecord, StatementRecord
from credibility_db.schemas import plain_citation

Members = dict[str, Any]
_OPTIONAL_CITATION = ("published", "archive_url", "asserted_by", "licence")


@dataclass(frozen=True, slots=True)
class Content:
    """The published records and what joins them: names of entities, who bears which name, contradictions both ways,

    and where the ids of merged entities lead."""

    records: Sequence[EntityRecord]
    names: dict[str, str]
    bearers: dict[str, int]
    contradictions: dict[str, list[str]]
    merged: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[EntityRecord], merged: dict[str, str] | None = None) -> Content:
        """Keep what is published of the records, which come sorted by id; `merged` leads from merged ids to published ones."""
        published = [record for record in records if record.status == "published"]
        shown = {statement.id for record in published for statement in record.statements if statement.status != "withdrawn"}
        statements = (statement for record in published for statement in record.statements if statement.id in shown)
        pairs = ((statement.id, other) for statement in statements for other in shown.intersection(statement.contradicts))
        names = {record.id: record.name for record in published}
        return cls(published, names, count_bearers(published), both_ways(pairs), merged or {})

    def entity(self, record: EntityRecord) -> Members:
        """The members of an entity."""
        return {
            "id": record.id,
            "kind": record.kind,
            "category": record.category,
            "country": record.country,
            "name": record.name,
            "description": record.description,
            "layer": record.layer,
            "identifiers": dict(sorted(record.identifiers.items())),
            "names": [{"text": name.text, "kind": name.kind, "language": name.language, "alone": alone} for name, alone in self.standing(record)],
            "hosts": [{"host": host.host, "path": host.path} for host in sorted(record.hosts, key=lambda host: (host.host, host.path))],
            "statements": [self.statement(statement) for statement in self.statements_of(record)],
        }

    def standing(self, record: EntityRecord) -> list[tuple[NameRecord, bool]]:
        """Each name and whether it may be matched alone: not where another entity bears it too."""
        return [(name, alone and self.bearers[fold_name(name.text)] == 1) for name, alone in standing_names(record)]

    def statements_of(self, record: EntityRecord) -> list[StatementRecord]:
        """The statements that are shown, preferred ones first, newest first within a rank."""
        shown = [statement for statement in record.statements if statement.status != "withdrawn"]
        shown.sort(key=lambda statement: statement.id)
        shown.sort(key=lambda statement: statement.valid_from or "", reverse=True)
        return sorted(shown, key=lambda statement: RANKS.index(statement.rank))

    def statement(self, statement: StatementRecord) -> Members:
        """The members of a statement."""
        return {
            "id": statement.id,
            "subject": statement.subject,
            "predicate": statement.predicate,
            "object": self.object(statement),
            "role": statement.role,
            "valid_from": statement.valid_from,
            "valid_to": statement.valid_to,
            "rank": statement.rank,
            "status": statement.status,
            "layer": statement.layer,
            "note": statement.note,
            "qualifiers": qualifiers(statement),
            "contradicts": self.contradictions.get(statement.id, []),
            "citations": [dict.fromkeys(_OPTIONAL_CITATION) | plain_citation(citation) for citation in statement.citations],
        }

    def object(self, statement: StatementRecord) -> Members:
        """`id` and `name` of an entity, `name` alone of a literal; an unknown object has a `reason`."""
        if statement.object_id is not None:
            name = self.names.get(statement.object_id)
            return {"id": statement.object_id if name else None, "name": name or statement.object_id}
        if statement.object_unknown is not None:
            return {"id": None, "name": "unknown", "reason": statement.object_unknown}
        return {"id": None, "name": statement.object_text}


def name_bearers(content: Content) -> Iterator[Bearer]:
    """The entities with their names, as the name index takes them."""
    for record in content.records:
        names = [(name.text, alone) for name, alone in content.standing(record) if fold_name(name.text)]
        printed = [each for name, alone in names for each in spellings(name, kind=record.kind, alone=alone, country=record.country)]
        yield Bearer(record.id, record.kind, tuple(printed))


def count_bearers(records: Iterable[EntityRecord]) -> Counter[str]:
    """How many entities bear each folded name."""
    return Counter(folded for record in records for folded in {fold_name(name.text) for name in record.all_names()})


def both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Each statement with those that it contradicts or that contradict it, sorted."""
    others: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        others[first].add(second)
        others[second].add(first)
    return {statement: sorted(found) for statement, found in others.items()}


def qualifiers(statement: StatementRecord) -> Members:
    """The qualifiers that are given."""
    members = ("share", "amount", "amount_max", "currency", "period")
    return {member: value for member in members if (value := getattr(statement, member)) is not None}


def encode(members: Any) -> bytes:
    """Members as JSON bytes, the same for the same members."""
    return orjson.dumps(members)
