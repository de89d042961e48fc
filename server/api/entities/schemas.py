"""The forms of entity requests."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class SearchSchema(Schema):
    """`GET /v1/entities`."""

    q = fields.String(required=True, validate=validate.Length(min=1, max=200), metadata={"description": "Words of a name."})
    limit = fields.Integer(load_default=20, validate=validate.Range(1, 100), metadata={"description": "Most results."})
    offset = fields.Integer(load_default=0, validate=validate.Range(0, 10_000), metadata={"description": "Results to skip."})


class HistorySchema(Schema):
    """`GET /v1/entities/{id}/history`."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200), metadata={"description": "Most revisions."})
    before = fields.Integer(validate=validate.Range(1, 2**53), load_default=None, metadata={"description": "Only revisions before this one."})


class OwnershipSchema(Schema):
    """`GET /v1/entities/{id}/ownership`."""

    as_of = fields.Date(metadata={"description": "The day as of which the graph is drawn; today's where left out."})
