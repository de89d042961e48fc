"""The JSON Schemas of the Reconciliation Service API 0.2, written anew from the specification (section "JSON Schemas"); same constraints, less prose.

To hold the answers to the published files as well, set SIDENOTE_RECONCILIATION_SCHEMAS to a folder with them (`0.2/schemas` of
https://github.com/reconciliation-api/specs).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource

Schema = dict[str, Any]
STRING: Schema = {"type": "string"}
BOOLEAN: Schema = {"type": "boolean"}


def thing(*required: str, closed: bool = False, **properties: Schema) -> Schema:
    """The schema of an object."""
    schema: Schema = {"type": "object", "properties": properties, "required": list(required)}
    return schema | {"additionalProperties": False} if closed else schema


def each(items: Schema, **more: Any) -> Schema:
    """The schema of an array."""
    return {"type": "array", "items": items, **more}


NAMED = thing("id", id=STRING, name=STRING)
TYPE = thing("id", "name", id=STRING, name=STRING, description=STRING, broader=each({"$ref": "#/definitions/type"}))
DEFINITIONS: Schema = {"definitions": {"type": TYPE}}
TYPES = each({"oneOf": [NAMED, STRING]})
PLACE = thing(service_url=STRING, service_path=STRING)
TEMPLATE: Schema = {"type": "string", "pattern": r".*\{\{id\}\}.*"}
FLYOUT: Schema = {"type": "string", "pattern": r".*\$\{id\}.*"}
SUGGEST = thing(service_url=STRING, service_path=STRING, flyout_service_url=STRING, flyout_service_path=FLYOUT)
_DAY = r"(-?(?:[1-9][0-9]*)?[0-9]{4})-(1[0-2]|0[1-9])-(3[01]|0[1-9]|[12][0-9])"
_TIME = r"(2[0-3]|[01][0-9]):([0-5][0-9]):([0-5][0-9])(\.[0-9]+)?(Z|[+-](?:2[0-3]|[01][0-9]):[0-5][0-9])?"


def setting(kind: str, default: Schema, *required: str, **more: Schema) -> Schema:
    """The schema of a setting of a property."""
    common = {"label": STRING, "name": STRING, "help_text": STRING}
    return thing("type", "label", "name", *required, type={"type": "string", "enum": [kind]}, default=default, **common, **more)


SETTING: Schema = {
    "oneOf": [
        setting("number", {"type": "number"}),
        setting("text", STRING),
        setting("checkbox", BOOLEAN),
        setting("select", STRING, "choices", choices=each(thing("value", "name", value=STRING, name=STRING))),
    ]
}
MANIFEST = DEFINITIONS | thing(
    "versions",
    "name",
    "identifierSpace",
    "schemaSpace",
    versions=each(STRING, contains={"enum": ["0.2"]}),
    name=STRING,
    identifierSpace=STRING,
    schemaSpace=STRING,
    documentation=STRING,
    serviceVersion=STRING,
    logo=STRING,
    view=thing("url", url=TEMPLATE),
    feature_view=thing("url", url=TEMPLATE),
    defaultTypes=each({"$ref": "#/definitions/type"}, uniqueItems=True),
    suggest=thing(entity=SUGGEST, property=SUGGEST, type=SUGGEST),
    preview=thing("url", "width", "height", url=TEMPLATE, width={"type": "integer"}, height={"type": "integer"}),
    extend=thing(propose_properties=PLACE, property_settings=each(SETTING)),
)
FEATURE = thing(id=STRING, value={"oneOf": [BOOLEAN, {"type": "number"}]})
CANDIDATE = thing(
    "id", "name", "score", id=STRING, name=STRING, description=STRING, score={"type": "number"}, features=each(FEATURE), match=BOOLEAN, type=TYPES
)
RESULTS: Schema = {"type": "object", "patternProperties": {"^.*$": thing("result", result=each(CANDIDATE))}}
CELL: Schema = {
    "oneOf": [
        thing(closed=True),
        thing("id", "name", closed=True, id=STRING, name=STRING, description=STRING),
        thing("str", closed=True, str=STRING),
        thing("float", closed=True, float={"type": "number"}),
        thing("int", closed=True, int={"type": "integer"}),
        thing("date", closed=True, date={"type": "string", "pattern": f"^{_DAY}T{_TIME}$"}),
    ]
}
META = thing("id", "name", id=STRING, name=STRING, type=NAMED, service={"type": "string", "format": "uri", "pattern": "^https?://"})
ROWS: Schema = {"type": "object", "patternProperties": {".*": {"type": "object", "patternProperties": {".*": each(CELL)}}}}
SCHEMAS: dict[str, Schema] = {
    "manifest": MANIFEST,
    "reconciliation-result-batch": RESULTS,
    "data-extension-response": thing("rows", "meta", rows=ROWS, meta=each(META)),
    "data-extension-property-proposal": thing(
        "type", "properties", type=STRING, limit={"type": "number"}, properties=each(thing("id", "name", id=STRING, name=STRING))
    ),
    "suggest-entities-response": thing("result", result=each(thing("id", "name", id=STRING, name=STRING, description=STRING, notable=TYPES))),
    "suggest-properties-response": thing("result", result=each(thing("id", "name", id=STRING, name=STRING, description=STRING))),
    "suggest-types-response": DEFINITIONS | thing("result", result=each({"$ref": "#/definitions/type"})),
}


def faults(name: str, answer: Any) -> list[str]:
    """What is wrong with an answer by the schema of this name; nothing, or the test fails."""
    found = [error.message for error in Draft7Validator(SCHEMAS[name]).iter_errors(answer)]
    folder = os.environ.get("SIDENOTE_RECONCILIATION_SCHEMAS")
    return found + (_published_faults(Path(folder), name, answer) if folder else [])


def _published_faults(folder: Path, name: str, answer: Any) -> list[str]:
    files = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
    if f"{name}.json" not in files:
        return []
    draft = {"$schema": "http://json-schema.org/draft-07/schema#"}
    registry: Any = Registry().with_resources((schema.get("$id", file), Resource.from_contents(schema | draft)) for file, schema in files.items())
    return [error.message for error in Draft7Validator(files[f"{name}.json"], registry=registry).iter_errors(answer)]
