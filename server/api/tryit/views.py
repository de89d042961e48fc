"""`/`: paste an address or a text and see it annotated. The page runs the extension's own interface modules, served at /ui/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from flask import Blueprint, Response, render_template, request, send_from_directory

from server.api.annotations.schemas import AnnotationBodySchema
from server.api.annotations.views import annotated
from server.api.forms import checked
from server.errors import AppError
from server.problems import problem_of
from server.services import services

blueprint = Blueprint("tryit", __name__)
INTERFACE = Path(__file__).parents[3] / "extension" / "ui"
FORM_MEMBERS = ("url", "text", "published")


@blueprint.get("/")
def empty() -> str:
    """The form, with nothing asked yet."""
    return _page(form={name: request.args.get(name, "") for name in FORM_MEMBERS})


@blueprint.post("/")
def answered() -> tuple[str, int]:
    """The form's answer, rendered here: for browsers without JavaScript."""
    form = {name: request.form.get(name, "").strip() for name in FORM_MEMBERS}
    asked = {name: value for name, value in form.items() if value} | {"include": "text"}
    try:
        result = orjson.loads(annotated(checked(AnnotationBodySchema(), asked)))
    except AppError as error:
        return _page(form=form, problem=problem_of(error)), error.status
    return _page(form=form, result=result), 200


@blueprint.get("/ui/<path:name>")
def interface(name: str) -> Response:
    """A module of the interface that the extension and this page share."""
    return send_from_directory(INTERFACE, name, max_age=300)


def _page(*, form: dict[str, str], result: dict[str, Any] | None = None, problem: dict[str, Any] | None = None) -> str:
    try:
        edition = services().knowledge.current().manifest
    except AppError as error:
        edition, problem = None, problem or problem_of(error)
    return render_template("tryit.html", form=form, result=result, problem=problem, edition=edition)
