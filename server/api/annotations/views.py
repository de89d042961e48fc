"""The two ways to ask for a page's annotations."""

from __future__ import annotations

from flask import Blueprint, Response, request

from server.api.annotations.schemas import AnnotationBodySchema, AnnotationQuerySchema
from server.api.answers import cacheable, json_response
from server.api.forms import json_body, query
from server.api.shortcut import CLIENT_SECONDS
from server.records.request import AnnotationRequest
from server.services import services

blueprint = Blueprint("annotations", __name__)


@blueprint.post("/v1/annotations")
def annotate() -> Response:
    """Annotate a page, sent or named by its address."""
    return json_response(annotated(json_body(AnnotationBodySchema())))


@blueprint.get("/v1/annotations")
def annotate_url() -> Response:
    """Annotate the page at an address; the answer may be cached."""
    return cacheable(json_response(annotated(query(AnnotationQuerySchema()))), seconds=CLIENT_SECONDS)


def annotated(wanted: AnnotationRequest) -> bytes:
    """The answer's bytes, in the current edition. Raises what the pipeline raises."""
    parts = services()
    place = parts.pipeline.place(wanted)
    answer = parts.pipeline.annotate(wanted, parts.knowledge.current(), place)
    parts.answered.note(request.environ, place)
    return answer
