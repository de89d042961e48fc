"""`/v1/outlets`: the outlet of a host."""

from __future__ import annotations

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from server.api.answers import cacheable, json_response
from server.api.forms import query
from server.errors import NotFound
from server.services import services

blueprint = Blueprint("outlets", __name__)
CLIENT_SECONDS = 300


class HostSchema(Schema):
    """`GET /v1/outlets`."""

    host = fields.String(
        required=True,
        validate=[validate.Length(max=253), validate.Regexp(r"^[^\s/:@?#]+$", error="Not a valid host name.")],
        metadata={"description": "A host name, such as www.example.com.", "example": "www.bbc.co.uk"},
    )
    path = fields.String(
        load_default="/", validate=validate.Length(max=2048), metadata={"description": "The page's path: some hosts carry several outlets."}
    )


@blueprint.get("/v1/outlets")
def outlet_of_host() -> Response:
    """The record of the outlet that publishes at a host: longest host, then longest path, wins."""
    wanted = query(HostSchema())
    knowledge = services().knowledge.current()
    found = knowledge.outlet_of(wanted["host"].lower().rstrip("."), wanted["path"])
    record = knowledge.record(found) if found else None
    if record is None:
        raise NotFound("No outlet of this host is known yet.")
    return cacheable(json_response(record), seconds=CLIENT_SECONDS)
