"""The outlet bundle: what an edition says of every outlet that has a host, as lines of JSON that a browser keeps.

The same bytes for the same edition; docs/bundle.md has the format. Lines are sorted by key and say nothing of other lines, so that a small change
of the record changes few lines.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from credibility_db.edition.content import encode
from credibility_db.edition.reader import Edition
from credibility_db.edition.state_class import state_class
from credibility_db.predicates import OWNERSHIP

BUNDLE_FORMAT = 1
FOLLOWED = OWNERSHIP | {"funded_by"}
"""The objects of these statements come with statements of their own; of others the bundle has the name."""

_CITATION = ("url", "title", "publisher", "kind", "accessed", "published", "asserted_by", "archive_url")
_STATEMENT_DEFAULTS = {"status": "published", "layer": "compiled", "rank": "normal"}
Members = dict[str, Any]


def outlet_bundle(edition: Edition) -> bytes:
    """The bundle's text, UTF-8: a header line, then a line for each citation used twice, each entity above an outlet, each outlet."""
    places: dict[str, list[str]] = {}
    for host, path, outlet in edition.hosts():
        places.setdefault(outlet, []).append(host if path == "/" else host + path)
    records, named = _reached(edition, places)
    uses = Counter(_citation(citation) for record in records.values() for statement in record["statements"] for citation in statement["citations"])
    writing = _Writing({citation for citation, count in uses.items() if count > 1}, _contradicted(records.values()))
    lines = [writing.common(citation) for citation in writing.shared]
    lines += [writing.above(record) for entity_id, record in records.items() if entity_id not in places or entity_id in named]
    lines += [writing.name_of(record) for entity_id, record in named.items() if entity_id not in records]
    as_of = edition.manifest["created"][:10]
    lines += [writing.outlet(records[outlet], sorted(found), state_class(records[outlet], records, as_of)) for outlet, found in places.items()]
    lines.sort(key=lambda line: line[0])
    header = {"format": BUNDLE_FORMAT, "edition": edition.id, "created": edition.manifest["created"], "outlets": len(places), "lines": len(lines)}
    return b"".join(encode(line) + b"\n" for line in [header, *lines])


def _reached(edition: Edition, outlets: Iterable[str]) -> tuple[dict[str, Members], dict[str, Members]]:
    """The outlets' records and those above them; and the records of all that statements name."""
    records: dict[str, Members] = {}
    named: dict[str, Members] = {}
    waiting = deque(outlets)
    while waiting:
        entity_id = waiting.popleft()
        if entity_id in records:
            continue
        record = named.get(entity_id) or edition.entity(entity_id)
        if record is None:  # a host leads to nothing that is published
            continue
        records[entity_id] = record
        for statement in record["statements"]:
            target = statement["object"]["id"]
            if target is None:
                continue
            if target not in named and (other := edition.entity(target)):
                named[target] = other
            if statement["predicate"] in FOLLOWED:
                waiting.append(target)
    return records, named


def _contradicted(records: Iterable[Members]) -> set[str]:
    """The ids of all statements that take part in a contradiction: only these are written."""
    return {statement["id"] for record in records for statement in record["statements"] if statement["contradicts"]}


def _citation(members: Members) -> tuple[str | None, ...]:
    return tuple(members[name] for name in _CITATION)


def _short(values: Iterable[Any]) -> list[Any]:
    """Values with 0 for what is not said, and none of those at the end."""
    line = [value or 0 for value in values]
    while line and line[-1] == 0:
        line.pop()
    return line


def _key_of(citation: tuple[str | None, ...]) -> str:
    return "c:" + hashlib.sha256(encode(citation)).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class _Writing:
    """The lines; `shared` are the citations that have a line of their own, `contradicted` the statements that need their id."""

    shared: set[tuple[str | None, ...]]
    contradicted: set[str]

    def common(self, citation: tuple[str | None, ...]) -> list[Any]:
        return [_key_of(citation), *_short(citation)]

    def name_of(self, record: Members) -> list[Any]:
        return ["e:" + record["id"], record["name"], record["kind"], record["category"] or 0, record["country"] or 0]

    def above(self, record: Members) -> list[Any]:
        return [*self.name_of(record), list(self.statements(record))]

    def outlet(self, record: Members, places: list[str], state: str | None) -> list[Any]:
        head = ["o:" + places[0], record["name"], record["category"] or 0, record["country"] or 0]
        return [*head, places[1:] or 0, state or 0, list(self.statements(record))]

    def statements(self, record: Members) -> Iterator[list[Any]]:
        for statement in record["statements"]:
            marks = [0 if statement[name] == usual else statement[name] for name, usual in _STATEMENT_DEFAULTS.items()]
            known = statement["id"] if statement["id"] in self.contradicted else None
            citations = [_key_of(found) if (found := _citation(each)) in self.shared else _short(found) for each in statement["citations"]]
            said = (statement["valid_from"], statement["valid_to"], statement["role"], statement["note"])
            named = (statement["predicate"], _object(statement["object"]), citations)
            yield _short([*named, *said, *marks, statement["qualifiers"], known, statement["contradicts"]])


def _object(members: Members) -> str | list[str]:
    """An entity's id, or a literal's text in a list, followed by the reason where it is unknown."""
    if members["id"] is not None:
        return str(members["id"])
    return [members["name"], members["reason"]] if members.get("reason") else [members["name"]]
