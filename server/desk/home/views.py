"""`/desk`: what waits, at a glance. Also the desk's own files, and the page for addresses that lead nowhere."""

from __future__ import annotations

from pathlib import Path

from flask import Response, render_template, send_from_directory

from credibility_db.curation.sightings import LEAST
from credibility_db.queries import QueueFilter, ReportFilter, count_queue, count_report_queue, last_revision, most_met, newest_proposals
from credibility_db.queries.reports import WAITING
from server.desk.access import ANYONE, needs
from server.desk.blueprints import desk_blueprint
from server.desk.upkeep.wording import LISTS
from server.desk.visitor import signed_in, visitor
from server.desk.wording import STATES
from server.editions import publishing
from server.errors import NotFound
from server.services import services

blueprint = desk_blueprint("home")
STATIC = Path(__file__).parents[1] / "static"
STATIC_SECONDS = 300
MOST_MET = 5


@blueprint.get("")
@needs("contributor")
def overview() -> str:
    """What waits at the desk."""
    with services().curators.reading() as connection:
        waiting = count_queue(connection, QueueFilter())
        yours = newest_proposals(connection, QueueFilter(status=None, who=signed_in()), limit=10)
        asked = newest_proposals(connection, QueueFilter(status="changes", who=signed_in()), limit=10)
        met = most_met(connection, least=LEAST, limit=MOST_MET)
        reports = count_report_queue(connection, ReportFilter(WAITING)) if visitor().may("curator") else None
        newest = last_revision(connection)
    state = publishing(services().config.editions, newest[0] if newest else 0)
    page = {"waiting": waiting, "reports": reports, "met": met, "state": state, "lists": {name: title for name, (title, _) in LISTS.items()}}
    return render_template("desk/overview.html", yours=yours, asked=asked, states=STATES, **page)


@blueprint.get("/static/<path:name>")
@needs(ANYONE)
def static(name: str) -> Response:
    """A style, a script or a picture of the desk."""
    response = send_from_directory(STATIC, name, max_age=STATIC_SECONDS)
    response.cache_control.public = True
    return response


@blueprint.get("/<path:anything>")
@needs(ANYONE)
def nowhere(anything: str) -> str:  # noqa: ARG001 - the address is not looked at
    """An address of the desk that leads nowhere."""
    raise NotFound("There is no such page at the desk.")
