"""`/desk/missing`: what is met most and not known yet; a click makes a draft of it."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from credibility_db.curation.sightings import LEAST, MONTHS_KEPT, dismiss_sighting
from credibility_db.queries import most_met
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.forms import read_form
from server.desk.sightings import drafting
from server.desk.sightings.drafting import WikidataSilent, candidates, empty_draft, filled_draft, only_one
from server.desk.sightings.forms import DraftForm, MissingForm, SeenForm
from server.desk.visitor import signed_in
from server.errors import InvalidRequest
from server.services import services

blueprint = desk_blueprint("sightings")
PAGE = 50
KINDS = {"host": "hosts", "organization": "organizations", "person": "people"}
Page = str | tuple[str, int] | Response


@blueprint.get("/missing")
@needs("contributor")
def listing() -> Page:
    """What is met most and not known yet."""
    values = _asked()
    with services().curators.reading() as connection:
        rows = most_met(connection, least=LEAST, kind=values.get("kind"), limit=PAGE + 1, offset=(values["page"] - 1) * PAGE)
    onward = url_for(".listing", **values | {"page": values["page"] + 1}) if len(rows) > PAGE else None
    about = {"least": LEAST, "months": MONTHS_KEPT, "counted": services().config.sightings}
    return render_template("desk/missing.html", sightings=rows[:PAGE], filters=values, kinds=KINDS, onward=onward, **about)


def _asked() -> dict[str, Any]:
    given = {name: text for name, text in request.args.items() if text}
    try:
        values: dict[str, Any] = MissingForm().load(given)
    except ValidationError:
        values = MissingForm().load({})
    return values


@blueprint.post("/missing/draft")
@needs("contributor")
def draft() -> Page:
    """A proposal begun from a sighting: with what Wikidata says where it knows exactly one of that name, or the one chosen."""
    form = read_form(DraftForm())
    if not form.sound:
        raise InvalidRequest("There is no such sighting.", errors=form.errors)
    kind, name, qid = form.values["kind"], form.values["name"], form.values["qid"]
    empty, found, problem = empty_draft(kind, name), [], None
    api = drafting.wikidata(services().pipeline.fetcher)
    try:
        if qid is None:
            found = candidates(api, kind, name)
            chosen = only_one(found, name)
            qid = chosen.qid if chosen else None
        if qid is not None:
            return redirect(_begun(filled_draft(api, kind, name, qid)), 303)
    except WikidataSilent as silent:
        problem = str(silent)
    by_hand = _begun(empty)
    return render_template("desk/missing_draft.html", kind=kind, name=name, candidates=found, problem=problem, by_hand=by_hand)


def _begun(given: dict[str, Any]) -> str:
    """The address of a proposal's form with these fields filled in."""
    return url_for("desk_propose.entity_form", **given)


@blueprint.post("/missing/dismiss")
@needs("curator")
def dismiss() -> Page:
    """Take a name off the list for good."""
    form = read_form(SeenForm())
    if not form.sound:
        raise InvalidRequest("There is no such sighting.", errors=form.errors)
    with services().curators.writing() as connection:
        dismiss_sighting(connection, form.values["kind"], form.values["name"], who=signed_in())
    return redirect(url_for(".listing", said="dismissed"), 303)
