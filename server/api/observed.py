"""Around every request: its id, its log line and its figures."""

from __future__ import annotations

import logging
import os
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

from server.observability.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = logging.getLogger("server.access")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""What a client may invent goes neither into a label nor into a log."""


def request_id(environ: WSGIEnvironment) -> str:
    """The id that came with a request, where it has the form of one, or a new one."""
    given: str = environ.get("HTTP_X_REQUEST_ID", "")
    return given if given and REQUEST_ID.fullmatch(given) else os.urandom(16).hex()


@dataclass(frozen=True, slots=True)
class Observed:
    """What is told of a request that was answered. `route` is its pattern, never its path."""

    request_id: str
    route: str
    method: str
    status: int
    seconds: float


def note_request(metrics: Metrics, seen: Observed) -> None:
    """Count a request and log its line."""
    metrics.count_request(seen.route, seen.method, seen.status, seen.seconds)
    if log.isEnabledFor(logging.INFO):
        facts = {"route": seen.route, "method": seen.method, "status": seen.status, "milliseconds": round(seen.seconds * 1000, 2)}
        log.info("request", extra={"request_id": seen.request_id, **facts})


def observe_requests(app: Flask, metrics: Metrics) -> None:
    """Register the hooks on the app, before all others: every request begins here and ends here."""

    @app.before_request
    def begin() -> None:
        g.request_id = request_id(request.environ)
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        route = request.url_rule.rule if request.url_rule else "(none)"
        method = request.method if request.method in METHODS else "other"
        note_request(metrics, Observed(g.request_id, route, method, response.status_code, time.perf_counter() - g.began))
        return response
