"""The queue's filters, and the form by which many proposals are decided."""

from __future__ import annotations

from marshmallow import fields, validate

from credibility_db.models.proposal import STATES
from credibility_db.models.review import DECISIONS
from credibility_db.predicates import PREDICATES
from credibility_db.queries import QueueFilter
from credibility_db.records import KINDS
from server.desk.forms import FormSchema

AGES = {"day": 86_400, "week": 7 * 86_400, "month": 30 * 86_400}
MOST_AT_ONCE = 500


class QueueForm(FormSchema):
    """`?status=…&kind=…`: everything may be left out. `older` shows what has waited longer, `newer` what came lately."""

    status = fields.String(load_default="open", validate=validate.OneOf(STATES))
    kind = fields.String(validate=validate.OneOf(("entity", "statement")))
    entity_kind = fields.String(validate=validate.OneOf(KINDS))
    predicate = fields.String(validate=validate.OneOf(sorted(PREDICATES)))
    source = fields.String(validate=validate.Length(max=40))
    country = fields.String(validate=validate.Length(max=2))
    who = fields.String(validate=validate.Length(max=120))
    age = fields.String(validate=validate.OneOf([f"{side}-{word}" for side in ("newer", "older") for word in AGES]))
    after = fields.String(validate=validate.Regexp(r"[0-9TZ:.-]{20,27}~p[0-9a-f]{24}\Z"))


class GroupForm(FormSchema):
    """Which group of an import's proposals."""

    source = fields.String(required=True, validate=validate.Length(max=40))
    kind = fields.String(required=True, validate=validate.OneOf(("entity", "statement")))
    predicate = fields.String(validate=validate.OneOf(sorted(PREDICATES)))

    @staticmethod
    def wanted(values: dict[str, str]) -> QueueFilter:
        """The proposals of the group."""
        return QueueFilter(source=values["source"], kind=values["kind"], predicate=values.get("predicate"))


class DecideManyForm(FormSchema):
    """One decision and one reason for many proposals."""

    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))
    reason = fields.String(required=True, validate=validate.Length(max=2000), error_messages={"required": "Give a reason: it goes into the history."})
