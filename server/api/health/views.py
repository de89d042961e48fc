"""`/healthz`, `/readyz`, `/metrics`: for those who keep the service running."""

from __future__ import annotations

from flask import Blueprint, Response

from server.api.answers import json_response
from server.observability.parts import Part, PartsCollector, cache_part, curators_part, edition_part, worker_part
from server.services import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return json_response({"status": "alive"})


@blueprint.get("/readyz")
def ready() -> Response:
    """Whether annotation requests can be answered, and which part is down. Parts that only degrade the service leave it ready."""
    parts = _parts()
    up = all(part.up for part in parts if part.needed)
    told = {part.name: {"status": "up" if part.up else "down", **part.facts} for part in parts}
    degraded = [part.name for part in parts if not part.up and not part.needed]
    return json_response({"status": "ready" if up else "not ready", "degraded": degraded, "parts": told}, status=200 if up else 503)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counters and latencies in the Prometheus text format."""
    text, content_type = services().metrics.exposition(PartsCollector(_parts()))
    return Response(text, content_type=content_type)


def _parts() -> list[Part]:
    parts = services()
    return [
        edition_part(parts.knowledge),
        cache_part(parts.pipeline.cache),
        curators_part(parts.curators),
        worker_part(parts.knowledge),
    ]
