"""Records of ROR's schema 1, which was given up in 2025, as records of schema 2. Used by `reader`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def as_schema_2(told: Mapping[str, Any]) -> dict[str, Any]:
    """The members that the reader takes. Raises KeyError, TypeError or AttributeError where the record is not of schema 1."""
    names = [{"value": told["name"], "types": ["ror_display", "label"], "lang": None}]
    names += [{"value": text, "types": [kind], "lang": None} for kind, member in _NAMES.items() for text in told.get(member, ())]
    names += [{"value": each["label"], "types": ["label"], "lang": each.get("iso639")} for each in told.get("labels", ())]
    identifiers = [
        {"type": kind.lower(), "all": [each["all"]] if isinstance(each["all"], str) else each["all"], "preferred": each.get("preferred")}
        for kind, each in told.get("external_ids", {}).items()
    ]
    return {
        "id": told["id"],
        "status": told.get("status", "active"),
        "types": [kind.lower() for kind in told.get("types", ())],
        "names": names,
        "locations": [{"geonames_details": {"country_code": told["country"]["country_code"]}}],
        "external_ids": identifiers,
        "relationships": [{"id": each["id"], "label": each["label"], "type": each["type"].lower()} for each in told.get("relationships", ())],
    }


_NAMES = {"acronym": "acronyms", "alias": "aliases"}
