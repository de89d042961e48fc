"""Handing a proposal in: its form and the rules are checked first, so that a reviewer's time goes to what is true, not to what is well formed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, insert, update

from credibility_db.clock import moment
from credibility_db.curation.history import lock_writing
from credibility_db.curation.loading import statement_json
from credibility_db.curation.proposing.checking import Step, applied, findings_of
from credibility_db.curation.proposing.form import head_from, head_json, members_of, statement_from, target_json
from credibility_db.curation.rules import errors_only
from credibility_db.errors import FormRefused, ProposalRefused, RulesViolated
from credibility_db.models import Proposal
from credibility_db.models.proposal import CHANGES, OPEN, SUPERSEDED, WITHDRAWN
from credibility_db.queries import newest_revision_of, open_proposal_of_entity, proposal, read_record, statement_ids, taken_ids
from credibility_db.records import EntityRecord, Finding, StatementRecord
from credibility_db.schemas import slugify

WAITING = (OPEN, CHANGES)


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to propose. `members` are plain members as in a record's file, a statement's citations in place.

    `subject` is the entity, None for one to be made. `target` is the statement to be changed, None for one to be added and for an entity.
    `base` is the canonical JSON that the author started from, where that is known.
    """

    kind: str
    members: Mapping[str, Any]
    who: str
    why: str
    subject: str | None = None
    target: str | None = None
    source: str = "desk"
    supersedes: str | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft that has form: what it would change, and what the rules say of that."""

    step: Step
    before: str | None
    after: str
    findings: list[Finding] = field(default_factory=list)
    record: EntityRecord | None = None
    """The whole record after the change."""


def check_draft(connection: Connection, draft: Draft) -> Checked:
    """What a draft comes to. Raises FormRefused, ProposalRefused; findings of the rules are returned, errors too."""
    step = _head_step(connection, draft) if draft.kind == "entity" else _statement_step(connection, draft)
    record = _record_of(connection, step.subject)
    before = target_json(record, draft.kind, step.target) if record is not None and _is_there(connection, step.subject) else None
    after = head_json(step.head) if step.head is not None else statement_json(_of(step))
    whole = applied(record, step)
    if whole is None:
        raise ProposalRefused(f"There is no entity {step.subject}, and nobody has proposed it.")
    findings = findings_of(connection, {} if record is None else {record.id: record}, [whole])
    return Checked(step, before, after, findings, whole)


def submit(connection: Connection, draft: Draft) -> str:
    """Store a proposal and return its id. Raises FormRefused, RulesViolated, ProposalRefused; then nothing is stored."""
    lock_writing(connection)
    checked = check_draft(connection, draft)
    if errors := errors_only(checked.findings):
        raise RulesViolated(errors)
    if checked.before == checked.after:
        raise ProposalRefused("Nothing would change: the record says this already.")
    if not draft.why.strip():
        raise FormRefused({"why": ["Say why, for the reviewer and for the history."]})
    if draft.supersedes:
        _set_aside(connection, draft.supersedes, draft.who)
    before = checked.before if draft.base is None else draft.base
    row = _row(connection, draft, checked, before)
    connection.execute(insert(Proposal), [row])
    return str(row["id"])


def withdraw(connection: Connection, proposal_id: str, who: str) -> None:
    """Take one's own proposal back. Raises ProposalRefused."""
    lock_writing(connection)
    _own(connection, proposal_id, who)
    connection.execute(update(Proposal).where(Proposal.id == proposal_id).values(status=WITHDRAWN))


def _row(connection: Connection, draft: Draft, checked: Checked, before: str | None) -> dict[str, Any]:
    step, whole = checked.step, checked.record
    return {
        "id": "p" + secrets.token_hex(12),
        "kind": draft.kind,
        "subject": step.subject,
        "target": step.target,
        "before": before,
        "after": checked.after,
        "source": draft.source,
        "status": OPEN,
        "who": draft.who,
        "why": " ".join(draft.why.split()),
        "created": moment(),
        "base": newest_revision_of(connection, step.target),
        "supersedes": draft.supersedes,
        "entity_kind": whole.kind if whole else None,
        "country": whole.country if whole else None,
        "predicate": step.statement.predicate if step.statement else None,
    }


def _set_aside(connection: Connection, proposal_id: str, who: str) -> None:
    _own(connection, proposal_id, who)
    connection.execute(update(Proposal).where(Proposal.id == proposal_id).values(status=SUPERSEDED))


def _own(connection: Connection, proposal_id: str, who: str) -> None:
    row = proposal(connection, proposal_id)
    if row is None or row.who != who:
        raise ProposalRefused("This is not a proposal of yours.")
    if row.status not in WAITING:
        raise ProposalRefused(f"This proposal is {row.status} already.")


def _head_step(connection: Connection, draft: Draft) -> Step:
    members = dict(draft.members)
    name = str(members.get("name") or "").strip()
    subject = draft.subject or _free_id(connection, name, str(members.get("country") or ""))
    head = head_from(members | {"id": subject})
    if draft.subject is not None and draft.supersedes is None and not _is_there(connection, draft.subject):
        raise ProposalRefused(f"There is no entity {draft.subject}.")
    return Step(subject, head=replace(head, statements=()))


def _free_id(connection: Connection, name: str, country: str) -> str:
    """An id made once from the usual English name; a country or a number tells namesakes apart."""
    if not name:
        raise FormRefused({"name": ["Give the name."]})
    plain = slugify(name)
    wanted = [plain, *([f"{plain}-{country.lower()}"] if country else []), *(f"{plain}-{number}" for number in range(2, 50))]
    taken = taken_ids(connection, wanted)
    return next((each for each in wanted if each not in taken), f"{plain}-{secrets.token_hex(3)}")


def _statement_step(connection: Connection, draft: Draft) -> Step:
    if not draft.subject:
        raise FormRefused({"subject": ["Say which entity it is about."]})
    members = dict(draft.members)
    if draft.target is not None:
        return Step(draft.subject, statement=statement_from(draft.subject, members | {"key": draft.target.removeprefix(draft.subject + ".")}))
    statement = statement_from(draft.subject, members)
    tails = ["", *([f".{statement.valid_from}"] if statement.valid_from else []), *(f".{number}" for number in range(2, 50))]
    taken = statement_ids(connection, [statement.id + tail for tail in tails])
    free = next((statement.id + tail for tail in tails if statement.id + tail not in taken), f"{statement.id}.{secrets.token_hex(3)}")
    return Step(draft.subject, statement=replace(statement, id=free))


def _record_of(connection: Connection, subject: str) -> EntityRecord | None:
    """The record of an entity, or what it would be by an open proposal."""
    found = read_record(connection, subject)
    if found is not None:
        if found.status == "merged":
            raise ProposalRefused(f"{subject} was merged into {found.merged_into}: propose there.")
        return found
    row = open_proposal_of_entity(connection, subject)
    return None if row is None else head_from(members_of(row.after))


def _is_there(connection: Connection, subject: str) -> bool:
    return bool(taken_ids(connection, [subject]))


def _of(step: Step) -> StatementRecord:
    if step.statement is None:
        raise ValueError("the step has no statement")
    return step.statement
