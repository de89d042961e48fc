"""Properties of chosen records for a table's further columns. A statement's value says when it held, whether it is disputed, and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from server.reconciliation.properties import PROPERTIES, values_of

Members = dict[str, Any]
EXTENSION_SETTINGS: list[Members] = [
    {
        "name": "ended",
        "label": "Ended ones too",
        "type": "checkbox",
        "default": False,
        "help_text": "Statements that held once and do no more.",
    },
    {
        "name": "as",
        "label": "Give",
        "type": "select",
        "default": "values",
        "choices": [{"value": "values", "name": "the values"}, {"value": "sources", "name": "the addresses of their sources"}],
    },
]


class Records(Protocol):
    """The edition, as far as it is asked here."""

    def record(self, entity_id: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class Extension:
    """Which records, and which properties with their settings."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, Mapping[str, Any]], ...]


def extend(edition: Records, wanted: Extension, *, day: str) -> Members:
    """The answer to a data extension query; `day` tells what holds still. An unknown id has no values; an unknown property is left out."""
    known = [(name, settings) for name, settings in wanted.properties if name in PROPERTIES]
    rows = {}
    for entity_id in wanted.ids:
        raw = edition.record(entity_id)
        record = orjson.loads(raw) if raw is not None else None
        rows[entity_id] = {name: _cells(record, name, settings, day) if record else [] for name, settings in known}
    return {"meta": [{"id": name, "name": PROPERTIES[name].name} for name, _ in known], "rows": rows}


def _cells(record: Members, name: str, settings: Mapping[str, Any], day: str) -> list[Members]:
    if not PROPERTIES[name].is_statement:
        return [{"str": value} for value in values_of(record, name)]
    statements = [each for each in record["statements"] if each["predicate"] == name]
    if settings.get("ended") not in (True, "true", "on"):
        statements = [each for each in statements if not each["valid_to"] or each["valid_to"] >= day[: len(each["valid_to"])]]
    if settings.get("as") == "sources":
        return [{"str": url} for url in dict.fromkeys(citation["url"] for each in statements for citation in each["citations"])]
    return [_cell(each) for each in statements]


def _cell(statement: Members) -> Members:
    target = statement["object"]
    if target["id"] is not None:
        return {"id": target["id"], "name": target["name"], "description": _circumstances(statement)}
    words = f"unknown: {target['reason']}" if "reason" in target else target["name"]
    return {"str": f"{words} (disputed)" if statement["status"] == "disputed" else words}


def _circumstances(statement: Members) -> str:
    since, until = statement["valid_from"], statement["valid_to"]
    parts = [
        "disputed" if statement["status"] == "disputed" else "",
        statement["role"] or "",
        f"from {since}" if since else "",
        f"until {until}" if until else "",
        f"source: {statement['citations'][0]['title']}, {statement['citations'][0]['publisher']}",
    ]
    return "; ".join(part for part in parts if part)
