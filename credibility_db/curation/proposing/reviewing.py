"""Deciding on proposals, one or many at once. An acceptance is one revision, written in the transaction that marks the proposal accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, insert, update

from credibility_db.clock import moment
from credibility_db.curation.history import Chronicle, lock_writing
from credibility_db.curation.loading import DESK, statement_json
from credibility_db.curation.proposing.checking import Step, applied, belongs_to, findings_of
from credibility_db.curation.proposing.form import head_from, head_json, members_of, statement_from, target_json
from credibility_db.curation.proposing.submitting import WAITING
from credibility_db.curation.rows import insert_contradictions, insert_heads, insert_statements, replace_heads, replace_statements
from credibility_db.curation.rules import errors_only
from credibility_db.errors import FormRefused, ProposalRefused, RulesViolated
from credibility_db.models import Proposal, ProposalComment, Review
from credibility_db.models.proposal import ACCEPTED, CHANGES, DECLINED
from credibility_db.queries import last_revision, proposals_by_id, read_records
from credibility_db.records import EntityRecord, Finding

STATUS_AFTER = {"accept": ACCEPTED, "changes": CHANGES, "decline": DECLINED}


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides what, and why. `own`: whether one's own proposals may be accepted (installations of one person)."""

    who: str
    decision: str
    reason: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """The state that a reviewer settled on where the record had changed since: its members, and the canonical JSON that it was merged with."""

    members: Mapping[str, Any]
    seen: str | None


@dataclass(slots=True)
class Outcome:
    """What came of a decision: revisions by proposal, and why others could not be decided."""

    decided: dict[str, int | None] = field(default_factory=dict)
    refused: dict[str, ProposalRefused | RulesViolated | FormRefused] = field(default_factory=dict)


class ChangedSince(ProposalRefused):
    """The record says something else than the proposal started from: the two have to be merged by field."""


def review(connection: Connection, proposal_id: str, decision: Decision, resolution: Resolution | None = None) -> int | None:
    """Decide on one proposal; returns the number of the revision of an acceptance. Raises ProposalRefused, ChangedSince, RulesViolated."""
    outcome = review_many(connection, [proposal_id], decision, {proposal_id: resolution} if resolution else {})
    for refusal in outcome.refused.values():
        raise refusal
    return outcome.decided[proposal_id]


def review_many(connection: Connection, ids: Sequence[str], decision: Decision, resolutions: Mapping[str, Resolution] | None = None) -> Outcome:
    """Decide on proposals, each for itself: those that cannot be decided are told in `refused`, the others stand. Entities go before statements."""
    if not decision.reason.strip():
        raise FormRefused({"reason": ["Give a reason: it goes into the history."]})
    lock_writing(connection)
    outcome = Outcome()
    rows = {row.id: row for row in proposals_by_id(connection, ids)}
    for proposal_id in ids:
        if refusal := _refusal(rows.get(proposal_id), decision):
            outcome.refused[proposal_id] = refusal
            rows.pop(proposal_id, None)
    if decision.decision == "accept":
        _accept(connection, list(rows.values()), decision, resolutions or {}, outcome)
    else:
        outcome.decided |= dict.fromkeys(rows)
    _record(connection, decision, outcome)
    return outcome


def comment(connection: Connection, proposal_id: str, who: str, text: str) -> None:
    """Remark on a proposal. Raises FormRefused, ProposalRefused."""
    if not text.strip():
        raise FormRefused({"text": ["Write something."]})
    if not proposals_by_id(connection, [proposal_id]):
        raise ProposalRefused("There is no such proposal.")
    connection.execute(insert(ProposalComment), [{"proposal": proposal_id, "who": who, "text": text.strip()[:4000], "at": moment()}])


def _refusal(row: Row[Any] | None, decision: Decision) -> ProposalRefused | None:
    if row is None:
        return ProposalRefused("There is no such proposal.")
    if row.status not in WAITING:
        return ProposalRefused(f"This proposal is {row.status} already.")
    if row.who == decision.who and not decision.own:
        return ProposalRefused("Somebody else has to review your own proposal.")
    return None


def _record(connection: Connection, decision: Decision, outcome: Outcome) -> None:
    if not outcome.decided:
        return
    at, reason = moment(), " ".join(decision.reason.split())
    about: dict[str, Any] = {"who": decision.who, "decision": decision.decision, "reason": reason, "at": at}
    connection.execute(insert(Review), [about | {"proposal": key, "revision": seq} for key, seq in outcome.decided.items()])
    ids = list(outcome.decided)
    for start in range(0, len(ids), 500):
        some = update(Proposal).where(Proposal.id.in_(ids[start : start + 500]))
        connection.execute(some.values(status=STATUS_AFTER[decision.decision]))


@dataclass(frozen=True, slots=True)
class _Planned:
    """A proposal that is about to be accepted."""

    row: Row[Any]
    step: Step
    before: str | None
    after: str


def _accept(connection: Connection, rows: list[Row[Any]], decision: Decision, resolutions: Mapping[str, Resolution], outcome: Outcome) -> None:
    there = {record.id: record for record in read_records(connection, {row.subject for row in rows})}
    planned: list[_Planned] = []
    records = dict(there)
    for row in sorted(rows, key=lambda row: row.kind != "entity"):
        try:
            plan = _plan(row, records.get(row.subject), resolutions.get(row.id))
        except (ProposalRefused, FormRefused) as refusal:
            outcome.refused[row.id] = refusal
            continue
        planned.append(plan)
        records[row.subject] = _after(records.get(row.subject), plan.step)
    planned = _keep_to_the_rules(connection, there, planned, outcome)
    _write(connection, there, planned, decision, outcome)


def _after(record: EntityRecord | None, step: Step) -> EntityRecord:
    after = applied(record, step)
    if after is None:
        raise ProposalRefused(f"The entity {step.subject} is not in the record yet: accept its own proposal first.")
    return after


def _plan(row: Row[Any], record: EntityRecord | None, resolution: Resolution | None) -> _Planned:
    """The step that a proposal comes to. Raises ChangedSince where the record is not what the proposal, or its resolution, started from."""
    if record is not None and record.status == "merged":
        raise ProposalRefused(f"{row.subject} was merged into {record.merged_into}: propose it there.")
    now = target_json(record, row.kind, row.target)
    if now != (resolution.seen if resolution else row.before):
        raise ChangedSince("The record has changed since: look at both and choose.")
    members = dict(resolution.members) if resolution else members_of(row.after)
    if row.kind == "entity":
        head = replace(head_from(members | {"id": row.subject}), statements=())
        step, after = Step(row.subject, head=head), head_json(head)
    else:
        statement = statement_from(row.subject, members | {"key": row.target.removeprefix(row.subject + ".")})
        step, after = Step(row.subject, statement=statement), statement_json(statement)
    _after(record, step)
    if after == now:
        raise ProposalRefused("Nothing would change: the record says this already. Decline it.")
    return _Planned(row, step, now, after)


def _keep_to_the_rules(connection: Connection, there: Mapping[str, EntityRecord], planned: list[_Planned], outcome: Outcome) -> list[_Planned]:
    """The plans whose records keep to the rules. A plan that breaks one is refused, and the others are judged again without it."""
    while planned:
        after: dict[str, EntityRecord] = {}
        for plan in planned:
            subject = plan.step.subject
            after[subject] = _after(after.get(subject, there.get(subject)), plan.step)
        errors = errors_only(findings_of(connection, there, list(after.values())))
        if not errors:
            return planned
        broken = _broken(planned, errors)
        for plan in planned:
            if plan.row.id in broken:
                outcome.refused[plan.row.id] = RulesViolated(broken[plan.row.id])
        planned = [plan for plan in planned if plan.row.id not in broken]
        planned = [plan for plan in planned if _stands(plan, planned, there, outcome)]
    return planned


def _broken(planned: Iterable[_Planned], errors: Sequence[Finding]) -> dict[str, list[Finding]]:
    """The errors of each plan; where one fits no plan, it is held against all."""
    planned = list(planned)
    broken: dict[str, list[Finding]] = {}
    for error in errors:
        culprits = [plan for plan in planned if belongs_to(error, plan.step)] or planned
        for plan in culprits:
            broken.setdefault(plan.row.id, []).append(error)
    return broken


def _stands(plan: _Planned, planned: Sequence[_Planned], there: Mapping[str, EntityRecord], outcome: Outcome) -> bool:
    """Whether a statement's entity is there, or still about to be made."""
    subject = plan.step.subject
    if plan.step.head is not None or subject in there or any(other.step.subject == subject and other.step.head is not None for other in planned):
        return True
    outcome.refused[plan.row.id] = ProposalRefused(f"The entity {subject} is not in the record yet: accept its own proposal first.")
    return False


def _write(connection: Connection, there: Mapping[str, EntityRecord], planned: Sequence[_Planned], decision: Decision, outcome: Outcome) -> None:
    heads = [plan.step.head for plan in planned if plan.step.head is not None]
    statements = [(plan, plan.step.statement) for plan in planned if plan.step.statement is not None]
    insert_heads(connection, [head for head in heads if head.id not in there], origin=DESK)
    replace_heads(connection, [head for head in heads if head.id in there], origin=DESK)
    insert_statements(connection, [statement for plan, statement in statements if plan.before is None], origin=DESK)
    replace_statements(connection, [statement for plan, statement in statements if plan.before is not None], origin=DESK)
    insert_contradictions(connection, [statement for _, statement in statements])
    last, _ = last_revision(connection) or (0, "")
    chronicle = Chronicle(connection, decision.who, reason := " ".join(decision.reason.split()))
    for seq, plan in enumerate(planned, last + 1):
        why = f"Proposal {plan.row.id} by {plan.row.who}: {plan.row.why} Accepted: {reason}"
        chronicle.add(plan.step.target, subject=plan.step.subject, action=_action(plan), before=plan.before, after=plan.after, why=why)
        outcome.decided[plan.row.id] = seq
    chronicle.write()


def _action(plan: _Planned) -> str:
    if plan.before is None:
        return "create"
    was, becomes = members_of(plan.before).get("status", "published"), members_of(plan.after).get("status", "published")
    return "withdraw" if becomes == "withdrawn" != was else "update"
