"""Around every request: its id, its log line and its figures."""

from __future__ import annotations

import logging
import re
import time
import uuid

from flask import Flask, Response, g, request

from server.observability.metrics import Metrics

log = logging.getLogger("server.access")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""What a client may invent goes neither into a label nor into a log."""


def observe_requests(app: Flask, metrics: Metrics) -> None:
    """Register the hooks on the app, before all others: every request begins here and ends here."""

    @app.before_request
    def begin() -> None:
        given = request.environ.get("HTTP_X_REQUEST_ID", "")
        g.request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        route = request.url_rule.rule if request.url_rule else "(none)"
        seconds = time.perf_counter() - g.began
        method = request.method if request.method in METHODS else "other"
        metrics.requests.labels(route, method, str(response.status_code)).inc()
        metrics.request_seconds.labels(route).observe(seconds)
        if log.isEnabledFor(logging.INFO):
            facts = {"route": route, "method": method, "status": response.status_code, "milliseconds": round(seconds * 1000, 2)}
            log.info("request", extra={"request_id": g.request_id, **facts})
        return response
