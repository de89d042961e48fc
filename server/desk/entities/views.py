"""`/desk/entities`: the records as curators see them."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from credibility_db.curation.proposing import head_json, members_of
from credibility_db.queries import QueueFilter, heads, newest_proposals, read_record
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.entities.statements import shown_statements
from server.desk.propose.resolving import suggestions
from server.desk.wording import STATES, label, lines, place
from server.errors import NotFound
from server.services import services

blueprint = desk_blueprint("entities")
Page = str | tuple[str, int] | Response
MOST_FOUND = 30


@blueprint.get("/entities")
@needs("contributor")
def search() -> Page:
    """Search the records by name or id."""
    words = request.args.get("q", "").strip()[:200]
    found = suggestions(words, limit=MOST_FOUND) if words else []
    with services().curators.reading() as connection:
        exact = heads(connection, [words]).get(words) if words else None
    if exact is not None and not found:
        return redirect(url_for(".page", entity_id=exact.id), 303)
    return render_template("desk/entities.html", words=words, found=found)


@blueprint.get("/entities/options")
@needs("contributor")
def options() -> Page:
    """Entities to choose from while a name is typed: the options of a list."""
    words = next((text for name, text in request.args.items() if text.strip()), "")[:200]
    found = suggestions(words) if len(words) > 1 else []
    return render_template("desk/options.html", options=[(each["id"], f"{each['name']} – {each['kind']}, {each['category']}") for each in found])


@blueprint.get("/entities/<entity_id>")
@needs("contributor")
def page(entity_id: str) -> Page:
    """One record, with what may be done with it."""
    with services().curators.reading() as connection:
        record = read_record(connection, entity_id)
        if record is None:
            raise NotFound("There is no such entity.")
        statements = shown_statements(connection, record)
        waiting = newest_proposals(connection, QueueFilter(subject=entity_id), limit=20)
    members = members_of(head_json(record))
    identifiers = {f"identifiers.{scheme}": value for scheme, value in members.pop("identifiers", {}).items()}
    named = sorted((members | identifiers).items(), key=lambda member: place(member[0]))
    facts = [(label(name), lines(name, value)) for name, value in named if name not in ("id", "name")]
    return render_template("desk/entity.html", record=record, facts=facts, statements=statements, waiting=waiting, states=STATES)
