"""The form of a further name of an entity."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from credibility_db.records import NAME_KINDS, NameRecord
from credibility_db.schemas.form import PartialDate, RecordSchema, Text


class NameSchema(RecordSchema):
    """A name beside the canonical one. `language` is a BCP 47 tag, `script` an ISO 15924 code."""

    text = Text(required=True, max_length=300)
    kind = fields.String(validate=validate.OneOf([kind for kind in NAME_KINDS if kind != "canonical"]))
    language = fields.String(validate=validate.Regexp(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z"))
    script = fields.String(validate=validate.Regexp(r"[A-Z][a-z]{3}\Z"))
    alone = fields.Boolean(truthy={True}, falsy={False})
    valid_from = PartialDate()
    valid_to = PartialDate()

    @post_load
    def _record(self, members: dict[str, Any], **_: Any) -> NameRecord:
        return NameRecord(**members)
