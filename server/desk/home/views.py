"""`/desk`: what waits, at a glance. Also the desk's own files, and the page for addresses that lead nowhere."""

from __future__ import annotations

from pathlib import Path

from flask import Response, render_template, send_from_directory

from server.desk.access import ANYONE, needs
from server.desk.blueprints import desk_blueprint
from server.errors import NotFound

blueprint = desk_blueprint("home")
STATIC = Path(__file__).parents[1] / "static"
STATIC_SECONDS = 300


@blueprint.get("")
@needs("contributor")
def overview() -> str:
    """What waits at the desk."""
    return render_template("desk/overview.html")


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
