"""The forms of reconciliation requests, as the specification has them: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"""

from __future__ import annotations

from typing import Any

import orjson
from marshmallow import INCLUDE, Schema, ValidationError, fields, post_load, pre_load, validate

from server.errors import NotJson
from server.reconciliation import Extension, Query

MOST_QUERIES = 50
MOST_IDS = 500
MOST_CANDIDATES = 50
NAME_CHARACTERS = 300


class HintSchema(Schema):
    """A property with what the row says of it."""

    class Meta:
        unknown = INCLUDE

    pid = fields.String(required=True, validate=validate.Length(max=100))
    v = fields.Raw(required=True, allow_none=True)


class QuerySchema(Schema):
    """One row."""

    class Meta:
        unknown = INCLUDE

    query = fields.String(load_default="", validate=validate.Length(max=NAME_CHARACTERS))
    type = fields.List(fields.String(), load_default=list)
    type_strict = fields.String(load_default="any", validate=validate.OneOf(["any", "should", "all"]))
    limit = fields.Integer(load_default=10, validate=validate.Range(min=1))
    properties = fields.List(fields.Nested(HintSchema), load_default=list, validate=validate.Length(max=50))

    @pre_load
    def _one_type(self, members: Any, **_: Any) -> Any:
        """A type may be given alone; older clients send null for what they leave out."""
        if not isinstance(members, dict):
            return members
        given = {name: value for name, value in members.items() if value is not None}
        return given | {"type": [given["type"]]} if isinstance(given.get("type"), str) else given

    @post_load
    def _make(self, members: dict[str, Any], **_: Any) -> Query:
        if not members["query"].strip() and not members["properties"]:
            raise ValidationError("Give a query, or properties.", "query")
        hints: dict[str, tuple[str, ...]] = {}
        for each in members["properties"]:
            hints[each["pid"]] = (*hints.get(each["pid"], ()), *_texts(each["v"]))
        kept = {name: values for name, values in hints.items() if values}
        return Query(members["query"], tuple(members["type"]), members["type_strict"], min(members["limit"], MOST_CANDIDATES), kept)


def _texts(value: Any) -> tuple[str, ...]:
    """A property's values as texts: plain ones, or records that were reconciled before, by id and name."""
    if isinstance(value, list):
        return tuple(text for element in value for text in _texts(element))
    if isinstance(value, dict):
        return tuple(str(value[name])[:NAME_CHARACTERS] for name in ("id", "name") if value.get(name))
    return () if value is None or value == "" else (str(value)[:NAME_CHARACTERS],)


class WantedPropertySchema(Schema):
    """A column to be added."""

    class Meta:
        unknown = INCLUDE

    id = fields.String(required=True)
    settings = fields.Dict(load_default=dict)


class ExtensionSchema(Schema):
    """A data extension query."""

    class Meta:
        unknown = INCLUDE

    ids = fields.List(fields.String(), required=True, validate=validate.Length(max=MOST_IDS))
    properties = fields.List(fields.Nested(WantedPropertySchema), required=True, validate=validate.Length(max=50))

    @post_load
    def _make(self, members: dict[str, Any], **_: Any) -> Extension:
        return Extension(tuple(members["ids"]), tuple((each["id"], each["settings"]) for each in members["properties"]))


class SuggestSchema(Schema):
    """`?prefix=`; `cursor` skips so many."""

    class Meta:
        unknown = INCLUDE

    prefix = fields.String(required=True, validate=validate.Length(max=NAME_CHARACTERS), metadata={"description": "What was typed so far."})
    cursor = fields.Integer(load_default=0, validate=validate.Range(0, 10_000), metadata={"description": "Suggestions to skip."})


class ProposeSchema(Schema):
    """`?type=`: the type of the records that a table is to be extended for."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(load_default="", metadata={"description": "A type's id."})
    limit = fields.Integer(load_default=None, validate=validate.Range(1, 100), metadata={"description": "Most properties."})


class PreviewSchema(Schema):
    """`?id=`."""

    class Meta:
        unknown = INCLUDE

    id = fields.String(required=True, metadata={"description": "An entity's id."})


def json_of(text: str) -> Any:
    """The JSON in a form's field. Raises NotJson."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise NotJson(f"The field is not JSON: {error}.") from error
