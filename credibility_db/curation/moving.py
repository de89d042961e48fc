"""Statements that change their subject or their object, without any statement being lost or said twice. Pure; used by merging and splitting.

A statement's id begins with its subject: one that moves gets a new id, and the old row is withdrawn. One whose object moves keeps its id. What the
new subject says already is not said again: the citations of both support the one that stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from credibility_db.curation.importing.deciding import same_object
from credibility_db.curation.revising import by_id, with_statements
from credibility_db.records import LAYERS, EntityRecord, StatementRecord

_MEMBERS = ("predicate", "role", "valid_from", "valid_to", "share", "amount", "amount_max", "currency", "period", "rank", "status")


@dataclass(slots=True)
class Moves:
    """All statements of some entities while they move.

    `renamed` tells which statement says now what an id said; `joined` what became one with another, `dropped` what would have been about itself.
    """

    statements: dict[str, StatementRecord]
    renamed: dict[str, str] = field(default_factory=dict)
    joined: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, records: Iterable[EntityRecord]) -> Moves:
        """The statements of records as they stand."""
        return cls(by_id(records))

    def to_subject(self, statement: StatementRecord, subject: str, *, same: frozenset[str] = frozenset()) -> None:
        """Make `subject` the subject. `same` are entities that are now one: a statement between them is withdrawn."""
        if statement.object_id in same:
            self._drop(statement)
            return
        moved = replace(statement, id=f"{subject}{statement.id.removeprefix(statement.subject)}", subject=subject)
        if twin := self._twin(moved, statement.id):
            self._join(twin, statement)
            return
        there = self.statements.get(moved.id)
        if there and there.status != "withdrawn":
            moved = replace(moved, id=f"{moved.id}.{statement.subject}")
        self.statements[moved.id] = moved
        self._end(statement, says_now=moved.id)

    def to_object(self, statement: StatementRecord, target: str) -> None:
        """Make `target` the object; a statement that would be about itself is withdrawn."""
        if statement.subject == target:
            self._drop(statement)
            return
        moved = replace(statement, object_id=target)
        if twin := self._twin(moved, statement.id):
            self._join(twin, statement)
        else:
            self.statements[moved.id] = moved

    def records(self, heads: Iterable[EntityRecord]) -> dict[str, EntityRecord]:
        """The heads with their statements after all moves; contradictions name the statements that say now what those said that they named."""
        of: dict[str, list[StatementRecord]] = {}
        for statement in self.statements.values():
            of.setdefault(statement.subject, []).append(self._following(statement))
        return {head.id: with_statements(head, of.get(head.id, ())) for head in heads}

    def _following(self, statement: StatementRecord) -> StatementRecord:
        if statement.status == "withdrawn":
            return statement
        others = dict.fromkeys(self.renamed.get(other, other) for other in statement.contradicts)
        kept = tuple(other for other in others if other != statement.id)
        return statement if kept == statement.contradicts else replace(statement, contradicts=kept)

    def _twin(self, moved: StatementRecord, moving: str) -> StatementRecord | None:
        """Another standing statement that says the very same."""
        return next((other for other in self.statements.values() if other.id != moving and _same(other, moved)), None)

    def _join(self, twin: StatementRecord, statement: StatementRecord) -> None:
        self.statements[twin.id] = replace(
            twin,
            layer=min(twin.layer, statement.layer, key=LAYERS.index),
            note=twin.note or statement.note,
            contradicts=tuple(dict.fromkeys((*twin.contradicts, *statement.contradicts))),
            citations=tuple(dict.fromkeys((*twin.citations, *statement.citations))),
        )
        self.joined.append((statement.id, twin.id))
        self._end(statement, says_now=twin.id)

    def _drop(self, statement: StatementRecord) -> None:
        self.dropped.append(statement.id)
        self.statements[statement.id] = replace(statement, status="withdrawn", contradicts=())

    def _end(self, statement: StatementRecord, *, says_now: str) -> None:
        self.renamed[statement.id] = says_now
        self.statements[statement.id] = replace(statement, status="withdrawn", contradicts=())


def _same(first: StatementRecord, second: StatementRecord) -> bool:
    """Whether two statements of one subject stand and say the same, leaving aside who supports it."""
    if first.subject != second.subject or first.status == "withdrawn" or not same_object(first, second):
        return False
    return all(getattr(first, member) == getattr(second, member) for member in _MEMBERS)
