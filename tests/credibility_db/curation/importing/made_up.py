"""A reader of made-up lines, and the records in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from credibility_db.incoming import Incoming, Item
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, StatementRecord

CITED = (CitationRecord("https://dataset.example/x", "A dataset", "Dataset", "2026-11-01", "dataset", licence="CC0-1.0"),)


class Lines:
    """Yields the items given; with `breaks_after` it fails behind that line, as a process that is killed does."""

    def __init__(self, *items: Item, source: str = "dataset", fingerprint: str = "one", breaks_after: int | None = None) -> None:
        self.source, self.fingerprint = source, fingerprint
        self._items: Sequence[Item] = items
        self._breaks_after = breaks_after

    def read(self, after: int = 0) -> Iterator[Item]:
        for item in self._items:
            if self._breaks_after is not None and item.line > self._breaks_after:
                raise RuntimeError("killed")
            if item.line > after:
                yield item


def says(predicate: str, target: str | None = None, **members: Any) -> StatementRecord:
    """A statement as a reader yields it."""
    return replace(StatementRecord("", "", predicate, object_id=target, layer="compiled", citations=CITED), **members)


def outlet(line: int, number: str, name: str, *statements: StatementRecord, host: str | None = None, **members: Any) -> Incoming:
    """An outlet known in its dataset by a number."""
    record = EntityRecord(f"dataset:{number}", "outlet", "newspaper", name, layer="compiled", identifiers={"dataset": number}, statements=statements)
    return Incoming(line, replace(record, **({"hosts": (HostRecord(host),)} if host else {}) | members))


def organization(line: int, number: str, name: str, *statements: StatementRecord, **members: Any) -> Incoming:
    """An organization known in its dataset by a number."""
    made = outlet(line, number, name, *statements)
    return replace(made, record=replace(made.record, kind="organization", category="company", **members))


def person(line: int, number: str, name: str, *statements: StatementRecord, **members: Any) -> Incoming:
    """A person known in its dataset by a number."""
    made = outlet(line, number, name, *statements)
    return replace(made, record=replace(made.record, kind="person", category="journalist", **members))
