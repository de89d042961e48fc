"""`/openapi.json`, `/docs`, `/problems/…`: what the service says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, render_template, send_from_directory

from server.api.answers import cacheable, json_response
from server.api.documentation.openapi import describe
from server.errors import AppError, NotFound

blueprint = Blueprint("documentation", __name__)
CLIENT_SECONDS = 300
VOCABULARY = Path(__file__).parents[2] / "annotations" / "sidenote.jsonld"


def _description() -> dict[str, Any]:
    """The description, made at the first request: it needs the app whole."""
    made: dict[str, Any] = current_app.extensions.setdefault("sidenote.openapi", None) or describe(current_app)
    current_app.extensions["sidenote.openapi"] = made
    return made


def problem_types() -> dict[str, type[AppError]]:
    """Every problem type with its class."""
    found: dict[str, type[AppError]] = {}
    waiting: list[type[AppError]] = [AppError]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        found.setdefault(kind.type, kind)
    return dict(sorted(found.items()))


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The API's description in OpenAPI 3.1."""
    return cacheable(json_response(_description()), seconds=CLIENT_SECONDS)


@blueprint.get("/ns/sidenote.jsonld")
def vocabulary() -> Response:
    """The JSON-LD context of the answers' own members."""
    response = send_from_directory(VOCABULARY.parent, VOCABULARY.name, mimetype="application/ld+json", max_age=CLIENT_SECONDS)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/docs")
def docs() -> str:
    """The description to read in a browser."""
    return render_template("docs.html", api=_description(), problems=problem_types())


@blueprint.get("/problems/<name>")
def problem(name: str) -> str:
    """What a problem type means."""
    kind = problem_types().get(name)
    if kind is None:
        raise NotFound("There is no problem type of this name.")
    return render_template("problem.html", kind=kind, about=(kind.__doc__ if "__doc__" in vars(kind) else None))
