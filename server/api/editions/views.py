"""`/v1/edition`: which edition answers, and what is in it; `/v1/editions/{id}.jsonl`: all its records, the open data."""

from __future__ import annotations

from flask import Blueprint, Response, request

from server.api.answers import cacheable, json_response
from server.errors import NoEdition, NotFound
from server.services import services

blueprint = Blueprint("editions", __name__)
CLIENT_SECONDS, EDITION_SECONDS = 5, 86_400
"""An edition never changes; which one is current does."""


@blueprint.get("/v1/edition")
def edition() -> Response:
    """The current edition's manifest: id, time, counts, checksums, licences."""
    return cacheable(json_response(services().knowledge.current().manifest), seconds=CLIENT_SECONDS)


@blueprint.get("/v1/editions/<edition_id>.jsonl")
def records(edition_id: str) -> Response:
    """All records of an edition (its id, or `current`), a line of JSON each."""
    try:
        knowledge = services().knowledge.named(edition_id)
    except NoEdition as error:
        raise NotFound(error.detail) from error
    response = Response(knowledge.lines(), content_type="application/x-ndjson")
    response.set_etag(knowledge.manifest["content_sha256"])
    response.cache_control.public = True
    response.cache_control.max_age = CLIENT_SECONDS if edition_id == "current" else EDITION_SECONDS
    response.headers["Content-Disposition"] = f"attachment; filename=sidenote-{knowledge.edition}.jsonl"
    response.make_conditional(request)
    return response
