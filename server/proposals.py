"""The API's way to proposals and revisions: what was sent becomes drafts and decisions of `credibility_db.curation.proposing`, through the door

of `curators.py`. The desk's pages call that package themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from sqlalchemy import Connection, Row

from credibility_db.curation.proposing import (
    ChangedSince,
    Decision,
    Draft,
    Resolution,
    members_of,
    merge_fields,
    review,
    submit,
    target_json,
)
from credibility_db.errors import FormRefused, ProposalRefused, RulesViolated
from credibility_db.models import ROLES
from credibility_db.queries import QueueFilter, account, comments_on, newest_revisions, proposal, queue, read_record, reviews_of
from server.curators import Curators
from server.errors import Forbidden, InvalidRequest, NotFound, ProposalConflict, RecordChanged, RulesBroken
from server.records.client import Client

Members = dict[str, Any]
_SHOWN = ("id", "kind", "subject", "target", "status", "source", "who", "why", "created", "base", "supersedes", "entity_kind", "country", "predicate")


def list_proposals(curators: Curators, wanted: Members) -> Members:
    """Proposals by age, oldest first; `next` is the `after` of the page that follows, None on the last. Raises DatabaseUnavailable."""
    _refuse_nul(wanted)
    limit, after = wanted["limit"], wanted.get("after")
    members = {name: value for name, value in wanted.items() if name not in ("limit", "after")}
    with curators.reading() as connection:
        rows = queue(connection, QueueFilter(**members), limit=limit + 1, after=tuple(after.split("~")) if after else None)
    shown = rows[:limit]
    onward = f"{shown[-1].created}~{shown[-1].id}" if len(rows) > limit else None
    return {"proposals": [_members(row, _SHOWN) | {"after": orjson.loads(row.after)} for row in shown], "next": onward}


def show_proposal(curators: Curators, proposal_id: str) -> Members:
    """A proposal with its decisions, its comments and what the record says now. Raises NotFound, DatabaseUnavailable."""
    _refuse_nul(proposal_id)
    with curators.reading() as connection:
        return _whole(connection, proposal_id)


def file_proposal(curators: Curators, client: Client, members: Members) -> Members:
    """Hand a proposal in. Raises InvalidRequest, RulesBroken, ProposalConflict, Forbidden, DatabaseUnavailable."""
    _refuse_nul(members)
    with _told(), curators.writing() as connection:
        who = _name_of(connection, client, "contributor")
        draft = Draft(
            kind=members["kind"],
            members=members["members"],
            who=who,
            why=members["why"],
            subject=members.get("entity"),
            target=members.get("statement"),
            source="api",
            supersedes=members.get("supersedes"),
        )
        return _whole(connection, submit(connection, draft))


def decide_proposal(curators: Curators, client: Client, proposal_id: str, members: Members, *, own: bool) -> Members:
    """Decide on a proposal. Raises NotFound, RecordChanged, ProposalConflict, RulesBroken, Forbidden, DatabaseUnavailable."""
    _refuse_nul([proposal_id, members])
    with _told(), curators.writing() as connection:
        who = _name_of(connection, client, "curator")
        before = _whole(connection, proposal_id)
        resolution = _resolution(members)
        decision = Decision(who, members["decision"], members["reason"], own=own)
        try:
            review(connection, proposal_id, decision, resolution)
        except ChangedSince as changed:
            fields = merge_fields(before["before"] or {}, before["now"] or {}, before["after"])
            conflicts = [field.member for field in fields if field.conflict]
            raise RecordChanged(str(changed), now=before["now"], conflicts=conflicts) from changed
        return _whole(connection, proposal_id)


def list_revisions(curators: Curators, wanted: Members) -> Members:
    """Revisions of everything, newest first, without what they changed. Raises DatabaseUnavailable."""
    _refuse_nul(wanted)
    limit = wanted["limit"]
    with curators.reading() as connection:
        rows = newest_revisions(connection, limit=limit + 1, before=wanted.get("before"), who=wanted.get("who"))
    shown = [{"revision": row.seq} | _members(row, ("target", "subject", "action", "at", "who", "why")) for row in rows[:limit]]
    return {"revisions": shown, "next": shown[-1]["revision"] if len(rows) > limit else None}


def _refuse_nul(value: Any) -> None:
    """Raise InvalidRequest for texts that PostgreSQL cannot hold."""
    if b"\\u0000" in orjson.dumps(value):
        raise InvalidRequest("A text holds a NUL character, which cannot be stored.")


def _resolution(members: Members) -> Resolution | None:
    if "members" not in members:
        return None
    seen = members.get("now")
    return Resolution(members["members"], orjson.dumps(seen, option=orjson.OPT_SORT_KEYS).decode() if seen is not None else None)


def _members(row: Row[Any], names: tuple[str, ...]) -> Members:
    return {name: getattr(row, name) for name in names}


def _whole(connection: Connection, proposal_id: str) -> Members:
    row = proposal(connection, proposal_id)
    if row is None:
        raise NotFound("There is no proposal of this id.")
    now = target_json(read_record(connection, row.subject), row.kind, row.target)
    reviews = [_members(each, ("who", "decision", "reason", "at", "revision")) for each in reviews_of(connection, proposal_id)]
    comments = [_members(each, ("who", "text", "at")) for each in comments_on(connection, proposal_id)]
    versions = {"before": members_of(row.before) or None, "after": members_of(row.after), "now": members_of(now) or None}
    return _members(row, _SHOWN) | versions | {"reviews": reviews, "comments": comments}


def _name_of(connection: Connection, client: Client, role: str) -> str:
    """In whose name a key acts: its desk account's, which must have the role still; a key without one proposes in its own name."""
    if client.account is None and role == "contributor":
        return f"key {client.prefix}"
    row = account(connection, client.account or "")
    if row is None or row.status != "active" or ROLES.index(row.role) < ROLES.index(role):
        raise Forbidden(f"The key acts for a desk account that is not an active {role}.")
    return str(row.name)


@contextmanager
def _told() -> Iterator[None]:
    """Turn what curation refuses into the API's errors."""
    try:
        yield
    except FormRefused as refused:
        raise InvalidRequest("The members do not have the form of a record.", errors=refused.errors) from refused
    except RulesViolated as broken:
        findings = [{"code": each.code, "message": each.message, "statement": each.statement} for each in broken.findings]
        raise RulesBroken("; ".join(each["message"] or "" for each in findings), findings=findings) from broken
    except ProposalRefused as refused:
        raise ProposalConflict(str(refused)) from refused
