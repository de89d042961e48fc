"""What changed between two editions, told by the digests of their entities; only those that differ are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from credibility_db.edition.reader import Edition


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: `target` is an entity's or statement's id, `change` is added, removed, changed or merged, `members` those that differ, in words."""

    change: str
    target: str
    members: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.change:8} {self.target}" + (f": {', '.join(self.members)}" if self.members else "")


def compare_editions(old: Edition, new: Edition) -> Iterator[Difference]:
    """The entities and statements that were added, removed or changed, by entity."""
    before, after = dict(old.digests()), dict(new.digests())
    for entity_id in sorted(before.keys() | after.keys()):
        if before.get(entity_id) == after.get(entity_id):
            continue
        if entity_id not in after and entity_id in new.merged:
            yield Difference("merged", entity_id, (f"into {new.merged[entity_id]}",))
            continue
        had, has = (edition.entity(entity_id) if entity_id in there else None for edition, there in ((old, before), (new, after)))
        yield from _compare_entities(had, has, entity_id)


def _compare_entities(old: dict[str, Any] | None, new: dict[str, Any] | None, entity_id: str) -> Iterator[Difference]:
    if old is None or new is None:
        yield Difference("added" if old is None else "removed", entity_id)
        return
    changed = _members(old, new, without="statements")
    if changed:
        yield Difference("changed", entity_id, changed)
    before = {statement["id"]: statement for statement in old["statements"]}
    after = {statement["id"]: statement for statement in new["statements"]}
    for statement_id in sorted(before.keys() | after.keys()):
        if statement_id not in before:
            yield Difference("added", statement_id)
        elif statement_id not in after:
            yield Difference("removed", statement_id)
        elif members := _members(before[statement_id], after[statement_id]):
            yield Difference("changed", statement_id, members)


def _members(old: dict[str, Any], new: dict[str, Any], *, without: str = "") -> tuple[str, ...]:
    """What differs, in words: plain values as they were and are, of lists and tables the name alone."""
    names = sorted(name for name in old.keys() | new.keys() if name != without and old.get(name) != new.get(name))
    return tuple(f"{name} {_shown(old.get(name))} → {_shown(new.get(name))}" if _plain(old.get(name), new.get(name)) else name for name in names)


def _plain(*values: object) -> bool:
    return not any(isinstance(value, (list, dict)) for value in values)


def _shown(value: object) -> str:
    return "(none)" if value in (None, "") else f'"{value}"'
