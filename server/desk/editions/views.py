"""`/desk/editions`: what readers have, what changed in each edition, and going back to one."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from marshmallow import fields, validate
from werkzeug.wrappers import Response

from credibility_db.curation.rollbacks import note_rollback
from credibility_db.queries import last_revision, newest_revisions, rollbacks
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.forms import Form, FormSchema, read_form
from server.desk.visitor import signed_in
from server.desk.wording import ACTIONS
from server.editions import changes_between, edition_lines, go_back, publishing
from server.errors import NotFound
from server.services import services

blueprint = desk_blueprint("editions")
MOST_CHANGES = 300
REVISIONS = 30
Page = str | tuple[str, int] | Response


class BackForm(FormSchema):
    """Why an older edition is to be current."""

    reason = fields.String(required=True, validate=validate.Length(max=500), error_messages={"required": "Give a reason: it is recorded."})


@blueprint.get("/editions")
@needs("contributor")
def listing() -> str:
    """The editions that are kept, and how publishing is."""
    folder = services().config.editions
    with services().curators.reading() as connection:
        newest = last_revision(connection)
        back = rollbacks(connection)
    state = publishing(folder, newest[0] if newest else 0)
    return render_template("desk/editions.html", editions=edition_lines(folder), state=state, rollbacks=back)


@blueprint.get("/editions/<edition_id>")
@needs("contributor")
def page(edition_id: str) -> str:
    """What changed in an edition."""
    return _page(edition_id, Form())


def _page(edition_id: str, form: Form) -> str:
    folder = services().config.editions
    line = next((each for each in edition_lines(folder) if each.id == edition_id), None)
    if line is None:
        raise NotFound("There is no such edition, or it is kept no longer.")
    changes = changes_between(folder, line.before, line.id, most=MOST_CHANGES) if line.before and not line.damaged else None
    with services().curators.reading() as connection:
        revisions = newest_revisions(connection, limit=REVISIONS, before=line.revision + 1) if line.revision else []
    shown = [_change(each) for each in changes.shown] if changes else []
    words = {"actions": ACTIONS, "most": MOST_CHANGES, "more": changes.more if changes else False}
    return render_template("desk/edition.html", edition=line, changes=shown, revisions=revisions, form=form, **words)


def _change(each: Any) -> dict[str, Any]:
    """A difference with the entity whose page and history tell more."""
    return {"change": each.change, "target": each.target, "members": each.members, "entity": each.target.partition(".")[0]}


@blueprint.post("/editions/<edition_id>/current")
@needs("admin")
def make_current(edition_id: str) -> Page:
    """Make an edition the one that readers get, with a reason; recorded."""
    form = read_form(BackForm())
    if not form.sound:
        return _page(edition_id, form), 422
    with services().curators.writing() as connection:
        left = go_back(services().config.editions, edition_id)
        note_rollback(connection, edition_id, left=left, who=signed_in(), why=form.values["reason"])
    return redirect(url_for(".listing", said="rolled-back"), 303)
