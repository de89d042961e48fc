"""The forms on an entity's pages."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from credibility_db.curation.merging import TAKEN
from server.desk.forms import FormSchema

_REASON: dict[str, Any] = {"required": "Give a reason: it goes into the history."}


class RestoreForm(FormSchema):
    """Why an earlier version should hold again."""

    reason = fields.String(required=True, validate=validate.Length(max=2000), error_messages=_REASON)


class MergeForm(FormSchema):
    """Which other entity goes into this one. `do` is `look` before it is `merge`."""

    other = fields.String(required=True, validate=validate.Length(max=300), error_messages={"required": "Say which entity is the same."})
    reason = fields.String(validate=validate.Length(max=2000), load_default="")
    different_identifiers = fields.Boolean(load_default=False)
    do = fields.String(load_default="look", validate=validate.OneOf(("look", "merge")))
    take = fields.List(fields.String(validate=validate.OneOf(TAKEN)), load_default=list)


class SplitForm(FormSchema):
    """What goes to another entity; the parts themselves are ticked boxes."""

    to = fields.String(required=True, validate=validate.Length(max=300), error_messages={"required": "Give the name of a new entity, or an id."})
    reason = fields.String(validate=validate.Length(max=2000), load_default="")
    do = fields.String(load_default="look", validate=validate.OneOf(("look", "split")))
