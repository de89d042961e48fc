"""Every error as RFC 9457 problem+json: the one place where an AppError meets HTTP."""

from __future__ import annotations

import logging
from typing import Any

import orjson
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from server.errors import AppError, Forbidden, InvalidRequest, MethodNotAllowed, NotFound, RequestTooLarge, Unauthorized, UnsupportedMediaType

PROBLEM_TYPE = "/problems/"
"""`type` is this path plus the error's own; the service answers there with a description."""

HTTP_ERRORS: dict[int, type[AppError]] = {
    404: NotFound,
    405: MethodNotAllowed,
    413: RequestTooLarge,
    415: UnsupportedMediaType,
}
log = logging.getLogger(__name__)


def problem_of(error: AppError) -> dict[str, Any]:
    """The problem's members: type, title, status, detail, the request's id, and what the error adds."""
    return {
        "type": PROBLEM_TYPE + error.type,
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "request_id": g.get("request_id"),
        **error.extra,
    }


def problem_response(error: AppError) -> Response:
    """The answer to a failed request. `Retry-After` is set where the error carries `retry_after` (seconds)."""
    response = Response(orjson.dumps(problem_of(error)), status=error.status, content_type="application/problem+json")
    if "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    if isinstance(error, Unauthorized | Forbidden):
        response.headers["WWW-Authenticate"] = _challenge(error)
    return response


def _challenge(error: AppError) -> str:
    """What a client must send, in the words of RFC 6750: no error where no key was sent at all."""
    parts = ['Bearer realm="sidenote"']
    if isinstance(error, Forbidden):
        parts.append('error="insufficient_scope"')
    elif "Authorization" in request.headers:
        parts.append('error="invalid_token"')
    if "scope" in error.extra:
        parts.append(f'scope="{error.extra["scope"]}"')
    return ", ".join(parts)


def of_http(error: HTTPException) -> AppError:
    """One of our errors for one of the framework's."""
    if error.code in HTTP_ERRORS:
        return HTTP_ERRORS[error.code]()
    if error.code is not None and 400 <= error.code < 500:
        return InvalidRequest(error.name)
    return AppError()


def register_problems(app: Flask) -> None:
    """Handlers for our errors, the framework's and the unforeseen (logged with its traceback, told without)."""

    @app.errorhandler(AppError)
    def ours(error: AppError) -> Response:
        if error.status >= 500 and type(error) is AppError:
            log.error("unexpected failure", exc_info=error)
        return problem_response(error)

    @app.errorhandler(HTTPException)
    def frameworks(error: HTTPException) -> Response:
        response = problem_response(of_http(error))
        if error.code == 405:
            response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or ())
        return response

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        log.error("unexpected failure", exc_info=error)
        return problem_response(AppError())
