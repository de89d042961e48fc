"""What schemathesis is told of this API: how NDJSON is sent, and which ids there are, so that not every request ends in a 404.

Loaded by SCHEMATHESIS_HOOKS.
"""

from __future__ import annotations

import zlib
from typing import Any

import schemathesis

KNOWN = {
    "entity_id": ("mara-ellison", "harbor-television", "the-beacon-courier", "institute-for-strait-studies"),
    "edition_id": ("current",),
}


@schemathesis.serializer("application/x-ndjson")
def ndjson(_context: Any, value: Any) -> bytes:
    """A body of lines."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook
def map_path_parameters(_context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Every other id is one that exists."""
    for name, known in KNOWN.items():
        if path_parameters and name in path_parameters:
            number = zlib.crc32(repr(path_parameters[name]).encode())
            if number % 2:
                path_parameters[name] = known[number // 2 % len(known)]
    return path_parameters


@schemathesis.hook
def map_query(_context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Every other search finds something, every other host is known; nothing else about the query is changed."""
    for name, value in (("q", "mara ellison"), ("host", "www.beaconcourier.example")):
        if query and isinstance(query.get(name), str) and zlib.crc32(query[name].encode("utf-8", "replace")) % 2:
            query[name] = value
    return query
