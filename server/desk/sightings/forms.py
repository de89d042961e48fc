"""The forms of what readers miss."""

from __future__ import annotations

from marshmallow import fields, validate

from credibility_db.models.sighting import SIGHTING_KINDS
from server.desk.forms import FormSchema


class MissingForm(FormSchema):
    """`?kind=…&page=…`."""

    kind = fields.String(validate=validate.OneOf(SIGHTING_KINDS))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 1000))


class SeenForm(FormSchema):
    """Which sighting."""

    kind = fields.String(required=True, validate=validate.OneOf(SIGHTING_KINDS))
    name = fields.String(required=True, validate=validate.Length(max=200))


class DraftForm(SeenForm):
    """Which sighting, and the item of Wikidata to begin with."""

    qid = fields.String(load_default=None, validate=validate.Regexp(r"Q[1-9][0-9]{0,14}\Z", error="A number of Wikidata is a Q and digits."))
