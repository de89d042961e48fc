"""The two ways to ask for a page's annotations."""

from __future__ import annotations

from flask import Blueprint, Response

from server.api.annotations.schemas import AnnotationBodySchema, AnnotationQuerySchema
from server.api.answers import cacheable, json_response
from server.api.forms import json_body, query
from server.pipeline import refuse_long_text
from server.records.request import AnnotationRequest
from server.services import services

blueprint = Blueprint("annotations", __name__)
CLIENT_SECONDS = 300
"""How long a client may reuse a GET answer unasked: short, since an accepted change should be seen soon."""


@blueprint.post("/v1/annotations")
def annotate() -> Response:
    """Annotate a page, sent or named by its address."""
    return json_response(annotated(json_body(AnnotationBodySchema())))


@blueprint.get("/v1/annotations")
def annotate_url() -> Response:
    """Annotate the page at an address; the answer may be cached."""
    return cacheable(json_response(annotated(query(AnnotationQuerySchema()))), seconds=CLIENT_SECONDS)


def annotated(wanted: AnnotationRequest) -> bytes:
    """The answer's bytes, in the current edition. Raises TextTooLarge and what the pipeline raises."""
    parts = services()
    refuse_long_text(wanted, parts.config.text_characters)
    return parts.pipeline.annotate(wanted, parts.knowledge.current())
