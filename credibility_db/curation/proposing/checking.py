"""The rules on changes to records that are there: only what a change brings is held against it, and only what it touches is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from credibility_db.curation.rules import check_records
from credibility_db.predicates import OWNERSHIP
from credibility_db.queries import namesakes, read_neighbourhood, statement_ids
from credibility_db.records import EntityRecord, Finding, StatementRecord

_TOGETHER = ("share-sum", "ownership-cycle")


@dataclass(frozen=True, slots=True)
class Step:
    """A change to the record of `subject`: its `head` (without statements), or one `statement`."""

    subject: str
    head: EntityRecord | None = None
    statement: StatementRecord | None = None

    @property
    def target(self) -> str:
        """The id of what changes."""
        return self.statement.id if self.statement is not None else self.subject


def applied(record: EntityRecord | None, step: Step) -> EntityRecord | None:
    """The record after a step; None where a statement has no record to stand in."""
    if step.head is not None:
        return replace(step.head, statements=record.statements if record else ())
    if record is None or step.statement is None:
        return None
    others = [statement for statement in record.statements if statement.id != step.statement.id]
    return replace(record, statements=tuple(sorted([*others, step.statement], key=lambda statement: statement.id)))


def findings_of(connection: Connection, before: Mapping[str, EntityRecord], after: Sequence[EntityRecord]) -> list[Finding]:
    """What the rules find in the records after a change and did not find before it."""
    texts = {name.text for record in after for name in record.all_names()}
    old = [before[record.id] for record in after if record.id in before]
    around = [*namesakes(connection, texts), *read_neighbourhood(connection, [*after, *old])]
    own = {record.id for record in after}
    around = [record for record in around if record.id not in own]
    known = set(check_records(old, around=around))
    found = [finding for finding in check_records(after, around=around) if finding not in known]
    return list(_without_statements_elsewhere(connection, found, after))


def _without_statements_elsewhere(connection: Connection, found: Iterable[Finding], after: Sequence[EntityRecord]) -> Iterable[Finding]:
    """The findings without those on contradicted statements of other entities: those are not read, only looked up."""
    named = {other for record in after for statement in record.statements for other in statement.contradicts}
    there = statement_ids(connection, named) if named else set()
    missing = {statement.id for record in after for statement in record.statements if set(statement.contradicts) - there}
    own = {statement.id for record in after for statement in record.statements}
    for finding in found:
        if finding.code != "contradicts-unknown" or finding.statement in missing or finding.statement not in own or "itself" in finding.message:
            yield finding


def belongs_to(finding: Finding, step: Step) -> bool:
    """Whether a finding may come from a step: it is on the same statement or the head, or on what several statements come to together."""
    if finding.entity != step.subject:
        return False
    if step.statement is None:
        return finding.statement is None or finding.code not in _TOGETHER
    if finding.code == "share-sum":
        return step.statement.predicate == "owned_by" and step.statement.share is not None
    return finding.statement == step.target or (finding.code == "ownership-cycle" and step.statement.predicate in OWNERSHIP)
