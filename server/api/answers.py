"""Bytes and values into JSON responses, with the validators that let clients cache them."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, redirect, request

from server.cache.entry import digest_of


def json_response(value: Any, *, status: int = 200) -> Response:
    """A JSON response of a value or of ready JSON bytes."""
    body = value if isinstance(value, bytes) else orjson.dumps(value)
    return Response(body, status=status, content_type="application/json")


def cacheable(response: Response, *, seconds: int) -> Response:
    """`response` with an ETag of its bytes and a life of `seconds`; turned into a 304 where the client has it already."""
    response.set_etag(digest_of(response.get_data()).hex())
    response.cache_control.public = True
    response.cache_control.max_age = seconds
    response.make_conditional(request)
    return response


def moved(entity_id: str, heir: str) -> Response:
    """The same address with the id of the entity that this one was merged into. Kept a minute by clients: a merge may be taken back."""
    address = request.full_path.rstrip("?").replace(f"/{entity_id}", f"/{heir}", 1)
    answer = redirect(address, code=301, Response=Response)
    answer.cache_control.public = True
    answer.cache_control.max_age = 60
    return answer  # type: ignore[return-value]
