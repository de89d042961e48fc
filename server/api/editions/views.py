"""`/v1/edition`: which edition answers, and what is in it."""

from __future__ import annotations

from flask import Blueprint, Response

from server.api.answers import cacheable, json_response
from server.services import services

blueprint = Blueprint("editions", __name__)
CLIENT_SECONDS = 5


@blueprint.get("/v1/edition")
def edition() -> Response:
    """The current edition's manifest: id, time, counts, checksums, licences."""
    return cacheable(json_response(services().knowledge.current().manifest), seconds=CLIENT_SECONDS)
