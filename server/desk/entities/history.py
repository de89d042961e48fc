"""`/desk/entities/…/history`: each revision of a record, any two compared, an earlier version proposed again."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from credibility_db.curation.proposing import Draft, members_of, submit
from credibility_db.errors import CredibilityError
from credibility_db.queries import entity_history, heads, newest_revision_of, proposals_behind, revision, state_as_of
from server.desk.access import needs
from server.desk.differences import difference
from server.desk.entities.forms import RestoreForm
from server.desk.entities.views import blueprint
from server.desk.forms import Form, read_form
from server.desk.visitor import signed_in
from server.desk.wording import ACTIONS, summary
from server.errors import NotFound
from server.services import services

PAGE = 50
Page = str | tuple[str, int] | Response


@blueprint.get("/entities/<entity_id>/history")
@needs("contributor")
def history(entity_id: str) -> Page:
    """The revisions of a record, newest first."""
    before = request.args.get("before", type=int)
    with services().curators.reading() as connection:
        rows = entity_history(connection, entity_id, limit=PAGE + 1, before=before)
        head = heads(connection, [entity_id]).get(entity_id)
        if head is None:
            raise NotFound("There is no such entity.")
        behind = proposals_behind(connection, [row.seq for row in rows])
    shown = [{"row": row, "summary": _summary(row), "proposal": behind.get(row.seq), "rows": _changes(row)} for row in rows[:PAGE]]
    onward = rows[PAGE - 1].seq if len(rows) > PAGE else None
    return render_template("desk/history.html", head=head, revisions=shown, onward=onward, actions=ACTIONS)


def _kind(row: Any) -> str:
    return "entity" if row.target == row.subject else "statement"


def _summary(row: Any) -> str:
    return "the entity itself" if _kind(row) == "entity" else summary("statement", members_of(row.after or row.before))


def _changes(row: Any) -> list[Any]:
    return [line for line in difference(members_of(row.before), members_of(row.after)) if line.changed]


@blueprint.get("/entities/<entity_id>/compare")
@needs("contributor")
def compare(entity_id: str) -> Page:
    """What a record said after one revision, beside what it said after another."""
    first, second = sorted((request.args.get("from", 0, type=int), request.args.get("to", 0, type=int)))
    with services().curators.reading() as connection:
        head = heads(connection, [entity_id]).get(entity_id)
        if head is None:
            raise NotFound("There is no such entity.")
        older, newer = state_as_of(connection, entity_id, first), state_as_of(connection, entity_id, second)
        targets = [target for target in dict.fromkeys([entity_id, *older, *newer]) if older.get(target) != newer.get(target)]
    parts = [(_part_name(entity_id, target, newer.get(target) or older[target]), _between(older, newer, target)) for target in targets]
    return render_template("desk/compare.html", head=head, first=first, second=second, parts=parts)


def _part_name(entity_id: str, target: str, text: str) -> str:
    return "The entity itself" if target == entity_id else summary("statement", members_of(text))


def _between(older: dict[str, str], newer: dict[str, str], target: str) -> list[Any]:
    return difference(members_of(older.get(target)), members_of(newer.get(target)))


@blueprint.get("/entities/<entity_id>/history/<int:seq>")
@needs("contributor")
def one_revision(entity_id: str, seq: int) -> Page:
    """One revision, and the form to propose its version again."""
    return _revision_page(entity_id, seq, Form())


def _revision_page(entity_id: str, seq: int, form: Form) -> str:
    with services().curators.reading() as connection:
        row = revision(connection, seq)
        if row is None or row.subject != entity_id:
            raise NotFound("This record has no such revision.")
        head = heads(connection, [entity_id])[entity_id]
        newest = newest_revision_of(connection, row.target)
        behind = proposals_behind(connection, [seq]).get(seq)
    rows = difference(members_of(row.before), members_of(row.after))
    shown = {"head": head, "row": row, "rows": rows, "newest": newest == seq, "proposal": behind, "summary": _summary(row)}
    return render_template("desk/revision.html", form=form, actions=ACTIONS, **shown)


@blueprint.post("/entities/<entity_id>/history/<int:seq>/restore")
@needs("contributor")
def restore(entity_id: str, seq: int) -> Page:
    """Propose that what a revision made should hold again."""
    form = read_form(RestoreForm())
    if form.sound:
        try:
            with services().curators.writing() as connection:
                row = revision(connection, seq)
                if row is None or row.subject != entity_id or row.after is None:
                    raise NotFound("This record has no such revision.")
                why = f"Restores revision {seq}: {form.values['reason']}"
                target = None if _kind(row) == "entity" else row.target
                draft = Draft(_kind(row), members_of(row.after), signed_in(), why, subject=entity_id, target=target)
                made = submit(connection, draft)
            return redirect(url_for("desk_proposals.page", proposal_id=made, said="proposed"), 303)
        except CredibilityError as refused:
            form = form.refused(str(refused))
    return _revision_page(entity_id, seq, form), 422
