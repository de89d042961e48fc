"""`/desk/reports`: what readers and subjects dispute, marked, answered or put aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from marshmallow import ValidationError
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from credibility_db.curation.disputes import Answer, Mark, answer, decline_reports, forget_contact, mark_disputed
from credibility_db.errors import FormRefused, ReportRefused, RulesViolated
from credibility_db.queries import ReportFilter, count_report_queue, heads, read_record, report_by_id, report_queue, reports_on
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.entities.statements import ShownStatement, shown_statements
from server.desk.forms import Form, read_form
from server.desk.reports.forms import MOST_AT_ONCE, AnswerForm, DeclineForm, MarkForm, ReportsForm
from server.desk.reports.wording import ABOUT, OUTCOMES, STATES
from server.desk.visitor import signed_in
from server.errors import NotFound
from server.services import services

blueprint = desk_blueprint("reports")
PAGE = 50
Page = str | tuple[str, int] | Response


@blueprint.get("/reports")
@needs("curator")
def listing() -> Page:
    """The reports that a filter leaves, oldest first."""
    return _listing(Form())


def _listing(form: Form) -> str:
    values = _asked()
    status = None if values["status"] == "all" else values["status"]
    wanted = ReportFilter(status, values.get("about"), values.get("entity"))
    after = values.get("after")
    with services().curators.reading() as connection:
        rows = report_queue(connection, wanted, limit=PAGE + 1, after=tuple(after.split("~")) if after else None)
        page: dict[str, Any] = {"count": count_report_queue(connection, wanted)}
        page["subjects"] = heads(connection, {row.entity for row in rows if row.entity})
    onward = url_for(".listing", **values | {"after": f"{rows[PAGE - 1].created}~{rows[PAGE - 1].id}"}) if len(rows) > PAGE else None
    page |= {"reports": rows[:PAGE], "filters": values, "onward": onward, "form": form}
    return render_template("desk/reports.html", states=STATES, abouts=ABOUT, **page)


def _asked() -> dict[str, Any]:
    """The filters asked for, without those that make no sense."""
    given = {name: text for name, text in request.args.items() if text}
    try:
        values: dict[str, Any] = ReportsForm().load(given)
    except ValidationError as error:
        values = ReportsForm().load({name: text for name, text in given.items() if name not in error.messages_dict})
    return values


@blueprint.post("/reports/decline")
@needs("curator")
def decline() -> Page:
    """Put aside the reports that were ticked."""
    form = read_form(DeclineForm())
    ids = request.form.getlist("report")[:MOST_AT_ONCE]
    if not ids:
        form = form.refused("Tick at least one report.")
    if not form.sound:
        return _listing(form), 422
    with services().curators.writing() as connection:
        decline_reports(connection, ids, who=signed_in(), reason=form.values["reason"])
    return redirect(url_for(".listing", said="declined-reports"), 303)


@blueprint.get("/reports/<report_id>")
@needs("curator")
def page(report_id: str) -> Page:
    """One report beside what the record says."""
    return _page(report_id)


def _page(report_id: str, **forms: Form) -> str:
    with services().curators.reading() as connection:
        row = report_by_id(connection, report_id)
        if row is None:
            raise NotFound("There is no such report.")
        about = _about(connection, row)
        others = reports_on(connection, row) if row.statement or row.entity else []
    shown = {"mark_form": Form(), "answer_form": Form(), **forms}
    return render_template("desk/report.html", report=row, others=others, states=STATES, abouts=ABOUT, outcomes=OUTCOMES, **about, **shown)


def _about(connection: Connection, row: Any) -> dict[str, Any]:
    """The entity and the statement that a report speaks of, as far as the record has them."""
    entity = row.entity or (row.statement or "").partition(".")[0] or None
    record = read_record(connection, entity) if entity else None
    if record is not None and record.merged_into:
        record = read_record(connection, record.merged_into)
    said: ShownStatement | None = None
    if record is not None and row.statement:
        wanted = f"{record.id}.{row.statement.partition('.')[2]}"
        said = next((each for each in shown_statements(connection, record) if each.statement.id == wanted), None)
    return {"record": record, "said": said}


@blueprint.post("/reports/<report_id>/dispute")
@needs("curator")
def dispute(report_id: str) -> Page:
    """Mark the statement as disputed, at once."""
    form = read_form(MarkForm())
    if form.sound:
        form = _done(form, lambda connection: mark_disputed(connection, report_id, Mark(signed_in(), **form.values)))
    return redirect(url_for(".page", report_id=report_id, said="disputed"), 303) if form.sound else (_page(report_id, mark_form=form), 422)


@blueprint.post("/reports/<report_id>/answer")
@needs("curator")
def give_answer(report_id: str) -> Page:
    """Answer a report."""
    form = read_form(AnswerForm())
    if form.sound:
        form = _done(form, lambda connection: answer(connection, report_id, Answer(signed_in(), **form.values)))
    return redirect(url_for(".page", report_id=report_id, said="answered"), 303) if form.sound else (_page(report_id, answer_form=form), 422)


def _done(form: Form, act: Callable[[Connection], None]) -> Form:
    """The form after an act in one transaction, with what speaks against it."""
    try:
        with services().curators.writing() as connection:
            act(connection)
    except RulesViolated as broken:
        for finding in broken.findings:
            form = form.refused(f"A rule speaks against it: {finding.message}.")
    except FormRefused as refused:
        for member, texts in refused.errors.items():
            form = form.refused(" ".join(texts), member)
    except ReportRefused as refused:
        form = form.refused(str(refused))
    return form


@blueprint.post("/reports/<report_id>/forget")
@needs("curator")
def forget(report_id: str) -> Page:
    """Delete how the sender can be reached."""
    with services().curators.writing() as connection:
        forget_contact(connection, report_id)
    return redirect(url_for(".page", report_id=report_id, said="contact-deleted"), 303)
