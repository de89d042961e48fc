"""The forms by which reports are found, marked, answered and put aside."""

from __future__ import annotations

from marshmallow import fields, validate

from credibility_db.models.report import ABOUT, OUTCOMES, REPORT_STATES
from server.desk.forms import FormSchema

MOST_AT_ONCE = 200


class ReportsForm(FormSchema):
    """`?status=…&about=…&entity=…`: everything may be left out."""

    status = fields.String(load_default="waiting", validate=validate.OneOf(("waiting", *REPORT_STATES, "all")))
    about = fields.String(validate=validate.OneOf(ABOUT))
    entity = fields.String(validate=validate.Length(max=120))
    after = fields.String(validate=validate.Regexp(r"[0-9TZ:.-]{20,27}~r[0-9a-f]{24}\Z"))


class MarkForm(FormSchema):
    """What readers see beside a disputed statement."""

    words = fields.String(required=True, validate=validate.Length(max=600), error_messages={"required": "Give the words that readers are to see."})
    said_by = fields.String(load_default="a reader", validate=validate.Length(max=120))
    source = fields.Url(schemes={"http", "https"}, load_default=None, validate=validate.Length(max=2000))
    publisher = fields.String(load_default="", validate=validate.Length(max=200))


class AnswerForm(FormSchema):
    """What a report is answered with."""

    text = fields.String(required=True, validate=validate.Length(max=4000), error_messages={"required": "Give the reason: readers see it."})
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES), error_messages={"required": "Say what came of it."})
    public = fields.Boolean(load_default=False)
    keeps_contact = fields.Boolean(load_default=False)


class DeclineForm(FormSchema):
    """Why reports are put aside."""

    reason = fields.String(required=True, validate=validate.Length(max=500), error_messages={"required": "Give a reason."})
