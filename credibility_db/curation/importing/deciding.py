"""What becomes of one incoming statement: new, an update of the import's own, agreed, kept, or a proposal. Pure; used by `facts`.

A statement that a curator keeps is never overwritten. Where the dataset tells more of the same fact, or contradicts it, that is proposed; where
the record is only compiled from elsewhere, both stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from credibility_db.curation.loading import statement_json
from credibility_db.curation.rules.ownership import TOLERANCE
from credibility_db.dates import overlap
from credibility_db.names import fold_name
from credibility_db.records import StatementRecord

ONE_AT_A_TIME = frozenset({"owned_by", "part_of", "controlled_by", "legal_form"})
_MEMBERS = ("role", "valid_from", "valid_to", "share", "amount", "amount_max", "currency", "period")

Verdict = Literal["create", "update", "same", "agree", "kept", "propose"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on a statement; `before` is the statement it would change or speaks against."""

    verdict: Verdict
    statement: StatementRecord
    before: StatementRecord | None = None
    why: str = ""


def decide(statement: StatementRecord, held: Sequence[StatementRecord], origins: Mapping[str, str], source: str) -> Decision:
    """Judge one statement, whose id and object are this database's, against what its subject's record holds."""
    own = next((other for other in held if other.id == statement.id), None)
    if own is not None and origins.get(own.id) == source:
        return Decision("same" if _unchanged(own, statement) else "update", statement, own)
    if own is not None:
        settled = own.status == "withdrawn" or says_as_much(own, statement)
        return Decision("kept", statement, own) if settled else Decision("propose", statement, own, f"{source} says it otherwise")
    others = [other for other in held if other.predicate == statement.predicate and origins.get(other.id) != source and other.status != "withdrawn"]
    same = [other for other in others if same_object(other, statement)]
    if agreeing := next((other for other in same if says_as_much(other, statement)), None):
        return Decision("agree", statement, agreeing)
    curated = [other for other in others if other.layer == "curated" and _together(other, statement)]
    if changed := next((other for other in curated if same_object(other, statement)), None):
        return Decision("propose", statement, changed, f"{source} tells more of it, or something else")
    if denied := next((other for other in curated if _excludes(other, statement)), None):
        return Decision("propose", statement, denied, f"{source} contradicts it")
    return Decision("create", statement)


def same_object(first: StatementRecord, second: StatementRecord) -> bool:
    """Whether two statements have the same object; literals are compared folded."""
    if first.object_id or second.object_id:
        return first.object_id == second.object_id
    if first.object_text and second.object_text:
        return fold_name(first.object_text).casefold() == fold_name(second.object_text).casefold()
    return first.object_unknown == second.object_unknown and first.object_text == second.object_text


def says_as_much(held: StatementRecord, statement: StatementRecord) -> bool:
    """Whether what is held says all that the statement says: the same object, and each qualifier at least as exactly."""
    return same_object(held, statement) and all(_covers(getattr(held, name), getattr(statement, name)) for name in _MEMBERS)


def _covers(held: Any, told: Any) -> bool:
    if told is None or held == told:
        return True
    return isinstance(held, str) and isinstance(told, str) and held.casefold().startswith(told.casefold())


def _together(first: StatementRecord, second: StatementRecord) -> bool:
    """Whether two statements may hold on one day."""
    return overlap((first.valid_from, first.valid_to), (second.valid_from, second.valid_to))


def _excludes(held: StatementRecord, statement: StatementRecord) -> bool:
    """Whether a held statement leaves no room for this one: one owner, one legal form at a time, unless shares add up."""
    if statement.predicate not in ONE_AT_A_TIME or "deprecated" in (held.rank, statement.rank):
        return False
    if statement.predicate == "part_of" and held.role != statement.role:
        return False  # a publisher and an operator may well be two
    return held.share is None or statement.share is None or held.share + statement.share > 100 + TOLERANCE


def _unchanged(own: StatementRecord, statement: StatementRecord) -> bool:
    """Whether an import says again what it said, leaving aside on which day the dataset was read."""
    return statement_json(_undated(own)) == statement_json(_undated(statement))


def _undated(statement: StatementRecord) -> StatementRecord:
    return replace(statement, contradicts=(), citations=tuple(replace(citation, accessed="") for citation in statement.citations))
