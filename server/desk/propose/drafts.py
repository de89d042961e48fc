"""From a form as sent to a draft, and from what is there to a form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from flask import request
from sqlalchemy import Connection

from credibility_db.curation.proposing import Checked, Draft, check_draft, head_json, members_of, target_json
from credibility_db.dates import today
from credibility_db.errors import FormRefused, ProposalRefused
from credibility_db.queries import heads, newest_revision_of, proposal, read_record, revision
from credibility_db.records import EntityRecord
from server.desk.forms import Form
from server.desk.propose.fields import closed_up, field_errors, given_of_head, given_of_statement, head_members, statement_members
from server.desk.propose.resolving import meant
from server.desk.visitor import signed_in
from server.errors import NotFound

HIDDEN = ("subject", "target", "supersedes", "base")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on its way: its fields, what is wrong with it, and the draft and its check where it has come so far."""

    kind: str
    form: Form
    contradicts: tuple[str, ...] = ()
    draft: Draft | None = None
    checked: Checked | None = None
    record: EntityRecord | None = None
    name: str | None = None
    notes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def errors(self) -> bool:
        """Whether the form or a rule speaks against it."""
        return not self.form.sound or self.checked is None or any(finding.severity == "error" for finding in self.checked.findings)

    def refused(self, message: str) -> Sheet:
        """The sheet with something more to say of it."""
        return replace(self, form=self.form.refused(message))


def sent_sheet(connection: Connection, kind: str) -> Sheet:
    """The sheet of the request's form, checked as far as it goes."""
    given = closed_up({name: text.strip() for name, text in request.form.items()})
    sheet = Sheet(kind, Form(given=given), tuple(request.form.getlist("contradicts")))
    for member in ("subject", "object_id") if kind == "statement" else ():
        if text := given.get(member):
            found, trouble = meant(connection, text)
            sheet = replace(sheet, form=replace(sheet.form, given=sheet.form.given | {member: found})) if found else _wrong(sheet, member, trouble)
    return _checked(connection, _surrounded(connection, sheet))


def _wrong(sheet: Sheet, member: str, trouble: str) -> Sheet:
    return replace(sheet, form=sheet.form.refused(trouble, member))


def _surrounded(connection: Connection, sheet: Sheet) -> Sheet:
    """The sheet with the record it is about."""
    subject = sheet.form.given.get("subject")
    record = read_record(connection, subject) if subject else None
    head = heads(connection, [subject]).get(subject) if subject else None
    return replace(sheet, record=record, name=head.name if head is not None else None)


def _checked(connection: Connection, sheet: Sheet) -> Sheet:
    """The sheet with its draft, judged by the form and the rules; complaints are beside their fields."""
    if not sheet.form.sound:
        return sheet
    draft = _draft(connection, sheet)
    try:
        return replace(sheet, draft=draft, checked=check_draft(connection, draft))
    except FormRefused as refused:
        return replace(sheet, form=replace(sheet.form, errors=field_errors(refused.errors)))
    except ProposalRefused as refused:
        return sheet.refused(str(refused))


def _draft(connection: Connection, sheet: Sheet) -> Draft:
    given = sheet.form.given
    members = head_members(given) if sheet.kind == "entity" else statement_members(given, sheet.contradicts)
    seen = revision(connection, int(given["base"])) if given.get("base", "").isdecimal() else None
    target = given.get("target") or None
    of_this = seen is not None and seen.target == (target or given.get("subject"))
    return Draft(
        kind=sheet.kind,
        members=members,
        who=signed_in(),
        why=given.get("why", ""),
        subject=given.get("subject") or None,
        target=target,
        supersedes=given.get("supersedes") or None,
        base=seen.after if seen is not None and of_this else None,
    )


def new_sheet(connection: Connection, kind: str) -> Sheet:
    """A sheet to begin with: for what the address names (`?entity=`, `&statement=`, `?revise=`), or empty, with the fields that the address gives."""
    if revised := request.args.get("revise"):
        return _revising(connection, kind, revised)
    subject, target = request.args.get("entity"), request.args.get("statement")
    given = {name: text for name, text in request.args.items() if name not in ("entity", "statement", "target", "supersedes", "base")}
    if subject is None:
        return _with_day(Sheet(kind, Form(given=given)))
    record = read_record(connection, subject)
    if record is None or record.status == "merged":
        raise NotFound("There is no such entity.")
    return _with_day(_about(connection, kind, record, target, given))


def _about(connection: Connection, kind: str, record: EntityRecord, target: str | None, given: dict[str, str]) -> Sheet:
    """A sheet about a record: its head or a statement as they are, or a statement to be added."""
    hidden = {"subject": record.id} | ({"target": target} if target else {})
    if kind == "entity":
        members = members_of(head_json(record))
        given = given_of_head(members) | given
    elif target is not None:
        members = members_of(target_json(record, "statement", target))
        if not members:
            raise NotFound("There is no such statement.")
        given = given_of_statement(members) | given
    else:
        members = {}
    base = newest_revision_of(connection, target or record.id) if members else None
    hidden |= {"base": str(base)} if base is not None else {}
    return Sheet(kind, Form(given=given | hidden), tuple(members.get("contradicts", ())), record=record, name=record.name)


def _revising(connection: Connection, kind: str, proposal_id: str) -> Sheet:
    row = proposal(connection, proposal_id)
    if row is None or row.kind != kind or row.who != signed_in():
        raise NotFound("There is no such proposal of yours.")
    members: dict[str, Any] = members_of(row.after)
    hidden = {"subject": row.subject, "supersedes": row.id, "why": row.why}
    if kind == "statement" and row.before is not None:
        hidden["target"] = row.target
    given = given_of_head(members) if kind == "entity" else given_of_statement(members)
    sheet = Sheet(kind, Form(given=given | hidden), tuple(members.get("contradicts", ())))
    return _surrounded(connection, sheet)


def _with_day(sheet: Sheet) -> Sheet:
    """A first citation is read today, unless the form says otherwise."""
    if sheet.kind == "entity" or "citations-0-accessed" in sheet.form.given:
        return sheet
    return replace(sheet, form=replace(sheet.form, given=sheet.form.given | {"citations-0-accessed": today()}))
