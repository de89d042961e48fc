"""`/desk/queue`: what waits for review, and the review of an import's proposals by the group."""

from __future__ import annotations

from typing import Any

import orjson
from flask import redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from credibility_db.clock import moment
from credibility_db.curation.proposing import Decision, Outcome, members_of, review_many
from credibility_db.queries import QueueFilter, count_queue, heads, proposals_by_id, queue, queue_countries, queue_groups
from credibility_db.records import KINDS
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.differences import difference
from server.desk.forms import Form, read_form
from server.desk.queue.forms import AGES, MOST_AT_ONCE, DecideManyForm, GroupForm, QueueForm
from server.desk.visitor import signed_in
from server.desk.wording import PREDICATES, STATES, summary
from server.errors import InvalidRequest
from server.services import services

blueprint = desk_blueprint("queue")
PAGE = 50
Page = str | tuple[str, int] | Response


@blueprint.get("/queue")
@needs("contributor")
def listing() -> Page:
    """The proposals that a filter leaves, oldest first."""
    values, problems = _asked(QueueForm())
    wanted, after = _filter(values), values.get("after")
    with services().curators.reading() as connection:
        rows = queue(connection, wanted, limit=PAGE + 1, after=tuple(after.split("~")) if after else None)
        subjects = heads(connection, {row.subject for row in rows})
        page: dict[str, Any] = {"count": count_queue(connection, wanted), "groups": queue_groups(connection, values["status"])}
        page["countries"] = [(country, country) for country in queue_countries(connection, values["status"])]
    page["sources"] = [(source, source) for source in dict.fromkeys(row.source for row in page["groups"])]
    shown = [_shown(row, subjects) for row in rows[:PAGE]]
    onward = url_for(".listing", **values | {"after": f"{rows[PAGE - 1].created}~{rows[PAGE - 1].id}"}) if len(rows) > PAGE else None
    page |= {"proposals": shown, "filters": values, "problems": problems, "onward": onward}
    return render_template("desk/queue.html", states=STATES, kinds=KINDS, predicates=PREDICATES, **page)


def _asked(schema: QueueForm) -> tuple[dict[str, Any], list[str]]:
    """The filters asked for; those that make no sense are left out and named."""
    given = {name: text for name, text in request.args.items() if text}
    try:
        return schema.load(given), []
    except ValidationError as error:
        return schema.load({name: text for name, text in given.items() if name not in error.messages_dict}), sorted(error.messages_dict)


def _filter(values: dict[str, Any]) -> QueueFilter:
    side, _, word = values.get("age", "").partition("-")
    then = moment(after=-AGES[word]) if word else None
    members = {name: values.get(name) for name in ("status", "kind", "entity_kind", "predicate", "source", "country", "who")}
    return QueueFilter(**members, since=then if side == "newer" else None, until=then if side == "older" else None)


def _shown(row: Any, subjects: dict[str, Any]) -> dict[str, Any]:
    after, head = orjson.loads(row.after), subjects.get(row.subject)
    name = head.name if head is not None else after.get("name", row.subject)
    return {"row": row, "name": name, "new": head is None, "summary": summary(row.kind, after)}


@blueprint.get("/queue/group")
@needs("curator")
def group() -> Page:
    """The proposals of one source, kind and predicate, to be decided together."""
    return _group_page(_group(), Form())


def _group() -> dict[str, str]:
    try:
        values: dict[str, str] = GroupForm().load({name: text for name, text in request.args.items() if text})
    except ValidationError as error:
        raise InvalidRequest("There is no such group.", errors=error.messages_dict) from error
    return values


def _group_page(values: dict[str, str], form: Form, outcome: Outcome | None = None) -> str:
    wanted = GroupForm.wanted(values)
    with services().curators.reading() as connection:
        rows = proposals_by_id(connection, [row.id for row in queue(connection, wanted, limit=MOST_AT_ONCE)])
        subjects = heads(connection, {row.subject for row in rows})
        count = count_queue(connection, wanted)
    shown = [_shown(row, subjects) | {"changes": _changes(row)} for row in rows]
    return render_template("desk/group.html", proposals=shown, count=count, group=values, form=form, outcome=outcome, predicates=PREDICATES)


def _changes(row: Any) -> list[Any]:
    return [line for line in difference(members_of(row.before), members_of(row.after)) if line.changed]


@blueprint.post("/queue/group")
@needs("curator")
def decide_group() -> Page:
    """One decision on all that were ticked; each is a revision of its own."""
    values, form = _group(), read_form(DecideManyForm())
    ids = request.form.getlist("proposal")[:MOST_AT_ONCE]
    if not ids:
        form = form.refused("Tick at least one proposal.")
    if not form.sound:
        return _group_page(values, form), 422
    decision = Decision(signed_in(), form.values["decision"], form.values["reason"], own=services().config.review_own)
    with services().curators.writing() as connection:
        outcome = review_many(connection, ids, decision)
    if outcome.refused:
        return _group_page(values, Form(), outcome)
    return redirect(url_for(".listing", source=values["source"], said="decided-many"), 303)
