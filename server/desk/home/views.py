"""`/desk`: what waits, at a glance. Also the desk's own files, and the page for addresses that lead nowhere."""

from __future__ import annotations

from pathlib import Path

from flask import Response, render_template, send_from_directory

from credibility_db.queries import QueueFilter, count_queue, newest_proposals
from server.desk.access import ANYONE, needs
from server.desk.blueprints import desk_blueprint
from server.desk.visitor import signed_in
from server.desk.wording import STATES
from server.errors import NotFound
from server.services import services

blueprint = desk_blueprint("home")
STATIC = Path(__file__).parents[1] / "static"
STATIC_SECONDS = 300


@blueprint.get("")
@needs("contributor")
def overview() -> str:
    """What waits at the desk."""
    with services().curators.reading() as connection:
        waiting = count_queue(connection, QueueFilter())
        yours = newest_proposals(connection, QueueFilter(status=None, who=signed_in()), limit=10)
        asked = newest_proposals(connection, QueueFilter(status="changes", who=signed_in()), limit=10)
    return render_template("desk/overview.html", waiting=waiting, yours=yours, asked=asked, states=STATES)


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
