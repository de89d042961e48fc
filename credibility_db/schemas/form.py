"""Fields shared by the record schemas. Second stop of a record on its way in: `exchange` has parsed it, `curation.rules` checks its sense next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate

from credibility_db.dates import InvalidDate, day_range

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
STATEMENT_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z_]+[a-z0-9._-]*\Z")

slug = validate.And(validate.Length(max=120), validate.Regexp(SLUG, error="Must be lower-case words joined by hyphens."))
statement_id = validate.And(validate.Length(max=400), validate.Regexp(STATEMENT_ID, error="Must be a statement id: subject.predicate.object."))


class Text(fields.String):
    """One line of text without leading or trailing blanks, never empty."""

    def __init__(self, *, max_length: int = 500, **options: Any) -> None:
        super().__init__(validate=validate.Length(min=1, max=max_length), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not isinstance(text, str):
            raise self.make_error("invalid")
        return " ".join(text.split())


class PartialDate(fields.Field[str]):
    """A partial date. YAML reads a bare year as a number: it is taken as text."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> str:
        text = f"{value:04}" if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(text, str):
            raise ValidationError("Must be a date like 2013, 2013-05 or 2013-05-02.")
        try:
            day_range(text)
        except InvalidDate as error:
            raise ValidationError(str(error)) from error
        return text


class RecordSchema(Schema):
    """Base of the record schemas: an unknown member is an error, and null is the same as an absent member."""

    class Meta:
        unknown = "raise"

    @pre_load
    def _drop_nulls(self, members: Any, **_: Any) -> Any:
        return {key: value for key, value in members.items() if value is not None} if isinstance(members, Mapping) else members
