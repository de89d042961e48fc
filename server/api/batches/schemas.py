"""The form of a batch's answers."""

from __future__ import annotations

from typing import get_args

from marshmallow import Schema, fields, validate

from server.records.batch import BatchState


class BatchSchema(Schema):
    """How far a batch is."""

    id = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(get_args(BatchState)))
    items = fields.Integer(required=True, metadata={"description": "Lines taken, blank ones left out."})
    succeeded = fields.Integer(required=True)
    failed = fields.Integer(required=True, metadata={"description": "Items whose result is an error; `retry` does them again."})
    pending = fields.Integer(required=True)
    created = fields.DateTime(required=True)
    expires = fields.DateTime(required=True, metadata={"description": "When the batch is deleted with its texts and results."})
    results = fields.String(required=True, metadata={"description": "Where the results there are can be read."})
