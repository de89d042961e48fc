"""`/healthz`, `/readyz`, `/metrics`: for those who keep the service running."""

from __future__ import annotations

from flask import Blueprint, Response

from server.api.answers import json_response
from server.errors import AppError
from server.services import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return json_response({"status": "alive"})


@blueprint.get("/readyz")
def ready() -> Response:
    """Whether annotation requests can be answered, and which part is down. A lost cache slows answers and stops none."""
    parts = services()
    try:
        edition: dict[str, object] = {"status": "up", "id": parts.knowledge.current().edition}
    except AppError as error:
        edition = {"status": "down", "problem": error.type}
    cache = {"status": "up" if parts.pipeline.cache.available() else "down"}
    up = edition["status"] == "up"
    return json_response({"status": "ready" if up else "not ready", "parts": {"edition": edition, "cache": cache}}, status=200 if up else 503)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counters and latencies in the Prometheus text format."""
    text, content_type = services().metrics.exposition()
    return Response(text, content_type=content_type)
