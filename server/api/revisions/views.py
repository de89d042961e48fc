"""`/v1/revisions`: the log of everything that was changed."""

from __future__ import annotations

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from server.api.answers import json_response
from server.api.clients import require_scope
from server.api.forms import query
from server.proposals import list_revisions
from server.services import services

blueprint = Blueprint("revisions", __name__)


class RevisionsSchema(Schema):
    """`GET /v1/revisions`."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 500))
    before = fields.Integer(validate=validate.Range(1, 2**62), metadata={"description": "`next` of the page before."})
    who = fields.String(validate=validate.Length(max=120))


@blueprint.get("/v1/revisions")
@require_scope("read")
def listing() -> Response:
    """Revisions of all records, newest first."""
    return json_response(list_revisions(services().curators, query(RevisionsSchema())))
