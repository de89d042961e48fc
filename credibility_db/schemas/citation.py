"""The form of a citation."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from credibility_db.records import CITATION_KINDS, CitationRecord
from credibility_db.schemas.form import PartialDate, RecordSchema, Text


class CitationSchema(RecordSchema):
    """The document that supports a statement."""

    url = Text(required=True, max_length=2000)
    title = Text(required=True)
    publisher = Text(required=True)
    accessed = PartialDate(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(CITATION_KINDS))
    published = PartialDate()
    asserted_by = Text()
    archive_url = Text(max_length=2000)
    licence = Text()

    @post_load
    def _record(self, members: dict[str, Any], **_: Any) -> CitationRecord:
        return CitationRecord(**members)
