"""The form of a host: `www.` and letter case are taken off, an international name becomes its ASCII form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load

from credibility_db.hosts import HostInvalid, normal_host, normal_path
from credibility_db.records import HostRecord
from credibility_db.schemas.form import PartialDate, RecordSchema


class _Normal(fields.String):
    """A text brought into its stored form by `rule`, which raises HostInvalid."""

    def __init__(self, rule: Callable[[str], str], **options: Any) -> None:
        super().__init__(**options)
        self._rule = rule

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return self._rule(str(text))
        except HostInvalid as error:
            raise ValidationError(str(error)) from error


class HostSchema(RecordSchema):
    """A host, or a host with a path prefix, where an outlet publishes."""

    host = _Normal(normal_host, required=True)
    path = _Normal(normal_path)
    valid_from = PartialDate()
    valid_to = PartialDate()

    @post_load
    def _record(self, members: dict[str, Any], **_: Any) -> HostRecord:
        return HostRecord(**members)
