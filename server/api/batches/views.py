"""`/v1/batches`: many pages in one request, NDJSON in and out. A batch belongs to the key it came with; without one, to who knows its id."""

from __future__ import annotations

import io

from flask import Blueprint, Response, request

from server.api.answers import json_response
from server.api.clients import check_scope, client
from server.errors import UnsupportedMediaType
from server.records.batch import Batch
from server.services import services

blueprint = Blueprint("batches", __name__)
NDJSON = "application/x-ndjson"
SCOPE = "batches"
_READ_AT_ONCE = 1 << 16


@blueprint.post("/v1/batches")
def create() -> Response:
    """Hand in a batch: a line of JSON an item. 202 when all of it is stored."""
    parts = services()
    most = parts.config.batch_items if _owner() else parts.config.open_batch_items
    if request.mimetype not in (NDJSON, "application/jsonl", "application/octet-stream"):
        raise UnsupportedMediaType(f"Set Content-Type: {NDJSON}.")
    request.max_content_length = parts.config.batch_bytes
    body = io.BufferedReader(request.stream, _READ_AT_ONCE)  # type: ignore[type-var]
    batch = parts.batches.receive(body, owner=_owner(), most_items=most)
    return _told(batch, status=202)


@blueprint.get("/v1/batches/<batch>")
def progress(batch: str) -> Response:
    """How far a batch is."""
    return _told(services().batches.progress(batch, owner=_owner()))


@blueprint.get("/v1/batches/<batch>/results")
def results(batch: str) -> Response:
    """The results there are, a line an item in the order of the lines; complete once the state is `done`."""
    return Response(services().batches.results(batch, owner=_owner()), content_type=NDJSON)


@blueprint.post("/v1/batches/<batch>/cancel")
def cancel(batch: str) -> Response:
    """Begin no further item of a batch; the results there are stay."""
    return _told(services().batches.cancel(batch, owner=_owner()))


@blueprint.post("/v1/batches/<batch>/retry")
def retry(batch: str) -> Response:
    """Do a batch's failed items again, and go on with a cancelled one."""
    return _told(services().batches.retry(batch, owner=_owner()), status=202)


@blueprint.delete("/v1/batches/<batch>")
def delete(batch: str) -> Response:
    """Cancel a batch and remove its texts and results at once."""
    services().batches.delete(batch, owner=_owner())
    return Response(status=204)


def _owner() -> str | None:
    """The id of the key the request came with. Raises Unauthorized or Forbidden where one with the scope is needed."""
    if client().id is None and client().verified and services().config.open_batches:
        return None
    return check_scope(SCOPE).id


def _told(batch: Batch, *, status: int = 200) -> Response:
    members = {name: getattr(batch, name) for name in ("id", "state", "items", "succeeded", "failed", "pending", "created", "expires")}
    response = json_response({**members, "results": f"/v1/batches/{batch.id}/results"}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
