"""The forms on a proposal's page."""

from __future__ import annotations

from marshmallow import fields, validate

from credibility_db.models.review import DECISIONS
from server.desk.forms import FormSchema


class DecideForm(FormSchema):
    """A decision with its reason. `seen` is the digest of what the record said on the page; `take.…` fields choose where both changed."""

    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS), error_messages={"required": "Choose a decision."})
    reason = fields.String(required=True, validate=validate.Length(max=2000), error_messages={"required": "Give a reason: it goes into the history."})
    seen = fields.String(validate=validate.Length(max=64))


class CommentForm(FormSchema):
    """A remark."""

    text = fields.String(required=True, validate=validate.Length(max=4000), error_messages={"required": "Write something."})
