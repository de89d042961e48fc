"""The form of a statement inside an entity's record. Its id, subject and citations are filled in by the entity's schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate

from credibility_db.predicates import PREDICATES
from credibility_db.records import LAYERS, RANKS, STATUSES
from credibility_db.schemas.form import SLUG, PartialDate, RecordSchema, Text, statement_id


class StatementObject(fields.Field[dict[str, str]]):
    """An entity id, `{text: …}` for a literal, or `{unknown: reason}`; loads as the one object member of a statement record that it sets."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> dict[str, str]:
        if isinstance(value, str):
            if not SLUG.match(value):
                raise ValidationError("Must be an entity id, or {text: …} for a literal.")
            return {"object_id": value}
        if isinstance(value, Mapping) and len(value) == 1:
            (member, text), *_ = value.items()
            if member in ("text", "unknown") and isinstance(text, str) and 0 < len(text.strip()) <= 500:
                return {f"object_{member}": " ".join(text.split())}
        raise ValidationError("Must be an entity id, {text: …} or {unknown: reason}.")


class StatementSchema(RecordSchema):
    """One fact about the entity whose record it stands in. `citations` are keys of the record's citations."""

    predicate = fields.String(required=True, validate=validate.OneOf(sorted(PREDICATES)))
    object = StatementObject(required=True)
    key = fields.String(validate=validate.And(validate.Length(max=250), validate.Regexp(r"[a-z0-9][a-z0-9._-]*\Z")))
    role = Text(max_length=300)
    valid_from = PartialDate()
    valid_to = PartialDate()
    rank = fields.String(validate=validate.OneOf(RANKS))
    status = fields.String(validate=validate.OneOf(STATUSES))
    layer = fields.String(validate=validate.OneOf(LAYERS))
    note = Text(max_length=600)
    share = fields.Float(validate=validate.Range(min=0, max=100, min_inclusive=False))
    amount = fields.Float(validate=validate.Range(min=0))
    amount_max = fields.Float(validate=validate.Range(min=0))
    currency = fields.String(validate=validate.Regexp(r"[A-Z]{3}\Z"))
    period = PartialDate()
    contradicts = fields.List(fields.String(validate=statement_id))
    citations = fields.List(fields.String())
