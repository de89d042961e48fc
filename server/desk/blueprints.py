"""How every part of the desk is set up: its guard, its cookie, its headers, its errors as pages."""

from __future__ import annotations

import logging
from typing import Any

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import HTTPException

from credibility_db.curation.rules import is_web_address
from server.desk.access import guard
from server.desk.forgery import form_token
from server.desk.navigation import entries
from server.desk.notices import notice
from server.desk.visitor import keep_cookie, visitor
from server.desk.wording import FINDINGS, PREDICATES
from server.errors import AppError
from server.problems import of_http, problem_of

log = logging.getLogger(__name__)


def desk_blueprint(name: str) -> Blueprint:
    """A blueprint of the desk: its addresses begin with /desk, its views say whom they are for (`access.needs`)."""
    blueprint = Blueprint(f"desk_{name}", __name__, url_prefix="/desk", template_folder="templates")
    blueprint.before_request(guard)
    blueprint.after_request(_finish)
    blueprint.context_processor(_in_every_template)
    blueprint.register_error_handler(AppError, _problem_page)
    blueprint.register_error_handler(HTTPException, lambda error: _problem_page(of_http(error)))
    blueprint.register_error_handler(Exception, _unforeseen)
    return blueprint


def _in_every_template() -> dict[str, Any]:
    said = notice(request.args.get("said"))
    words = {"notice": said, "predicates": PREDICATES, "meanings": FINDINGS, "is_web_address": is_web_address}
    return {"visitor": visitor(), "form_token": form_token, "navigation": entries(), **words}


def _finish(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    response.vary.add("HX-Request")
    return keep_cookie(response)


def _problem_page(error: AppError) -> tuple[str, int, dict[str, str]]:
    headers = {"Retry-After": str(error.extra["retry_after"])} if "retry_after" in error.extra else {}
    if error.status >= 500 and type(error) is AppError:
        log.error("unexpected failure at the desk", exc_info=error)
    return render_template("desk/problem.html", problem=problem_of(error)), error.status, headers


def _unforeseen(error: Exception) -> tuple[str, int, dict[str, str]]:
    log.error("unexpected failure at the desk", exc_info=error)
    return _problem_page(AppError("This did not work. Nothing was half done; please try again."))
