"""Around every request: its id, its log line, its figures, and the headers every answer carries."""

from __future__ import annotations

import logging
import re
import time
import uuid

from flask import Flask, Response, g, request

from server.config import Config
from server.observability.metrics import Metrics

log = logging.getLogger("server.access")
REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
EXTENSION_SCHEMES = ("chrome-extension://", "moz-extension://", "safari-web-extension://")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}


def observe_requests(app: Flask, config: Config, metrics: Metrics) -> None:
    """Register the hooks on the app."""

    @app.before_request
    def begin() -> Response | None:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if REQUEST_ID.match(given) else uuid.uuid4().hex
        g.began = time.perf_counter()
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return Response(status=204)
        return None

    @app.after_request
    def end(response: Response) -> Response:
        _set_headers(response, config)
        route = request.url_rule.rule if request.url_rule else "(none)"
        seconds = time.perf_counter() - g.began
        metrics.requests.labels(route, request.method, str(response.status_code)).inc()
        metrics.request_seconds.labels(route).observe(seconds)
        if log.isEnabledFor(logging.INFO):
            facts = {"route": route, "method": request.method, "status": response.status_code, "milliseconds": round(seconds * 1000, 2)}
            log.info("request", extra={"request_id": g.request_id, **facts})
        return response


def _set_headers(response: Response, config: Config) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-ID"] = g.request_id
    origin = request.headers.get("Origin")
    if origin is None:
        return
    response.vary.add("Origin")
    if origin in config.allowed_origins or origin.startswith(EXTENSION_SCHEMES):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match, X-Request-ID"
        response.headers["Access-Control-Expose-Headers"] = "ETag, X-Request-ID, Retry-After"
        response.headers["Access-Control-Max-Age"] = "600"
