"""The desk's way to the published editions: which there are, what changed in each, going back to one; and how the publisher is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from credibility_db.edition import Difference, compare_editions, current_edition_id, edition_ids, open_edition, roll_back
from credibility_db.edition.layout import followed_edition_id, read_manifest
from credibility_db.errors import EditionError
from server.errors import EditionDamaged, NotFound
from server.heartbeat import Heartbeat, read_heartbeat

COUNTED = ("entities", "statements", "hosts", "names")


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in a list. `changes` are how many more (or fewer) it counts than the one before, `revision` what it was made from."""

    id: str
    created: str
    revision: int | None
    counts: dict[str, int]
    changes: dict[str, int]
    before: str | None
    current: bool
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Publishing:
    """How publishing is. `behind` are the revisions that no edition has yet; `back` the edition gone back from, if there was a roll-back."""

    heartbeat: Heartbeat | None
    newest: int
    published: int | None
    back: str | None

    @property
    def alive(self) -> bool:
        """Whether the worker follows and works."""
        return self.heartbeat is not None and self.heartbeat.alive and self.heartbeat.state != "failing"

    @property
    def behind(self) -> int:
        """Revisions that readers do not have yet."""
        return max(0, self.newest - (self.published or 0))

    @property
    def silent(self) -> int | None:
        """Seconds since the worker's last sign of life."""
        return None if self.heartbeat is None else round(self.heartbeat.age)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from `old` to `new`: the first of the differences, and how many there are by kind of change."""

    old: str
    new: str
    shown: list[Difference] = field(default_factory=list)
    more: bool = False


def edition_lines(folder: Path) -> list[EditionLine]:
    """The editions that are kept, newest first."""
    known = edition_ids(folder)
    try:
        current = current_edition_id(folder)
    except EditionError:
        return []
    lines = []
    before: EditionLine | None = None
    for edition_id in known:
        before = _line(folder / edition_id, before, is_current=edition_id == current)
        lines.append(before)
    return lines[::-1]


def _line(path: Path, before: EditionLine | None, *, is_current: bool) -> EditionLine:
    earlier = before.id if before else None
    try:
        manifest = read_manifest(path)
    except EditionError:
        return EditionLine(path.name, _time_in(path.name), None, {}, {}, earlier, is_current, damaged=True)
    counts = {name: manifest["counts"].get(name, 0) for name in COUNTED}
    changes = {name: counts[name] - before.counts.get(name, counts[name]) for name in COUNTED} if before else {}
    made_from = manifest.get("revision")
    return EditionLine(path.name, manifest["created"], made_from["seq"] if made_from else None, counts, changes, earlier, is_current)


def _time_in(edition_id: str) -> str:
    return datetime.strptime(edition_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")


def changes_between(folder: Path, old: str, new: str, *, most: int) -> Changes:
    """The first differences of two editions that are kept. Raises NotFound, EditionDamaged."""
    if not {old, new} <= set(edition_ids(folder)):
        raise NotFound("There is no such edition, or it is kept no longer.")
    try:
        found: Iterator[Difference] = compare_editions(open_edition(folder, old), open_edition(folder, new))
        shown = list(islice(found, most + 1))
    except EditionError as error:
        raise EditionDamaged() from error
    return Changes(old, new, shown[:most], len(shown) > most)


def go_back(folder: Path, edition_id: str) -> str:
    """Make an edition current; returns the one that was. Raises NotFound, EditionDamaged."""
    if edition_id not in edition_ids(folder):
        raise NotFound("There is no such edition, or it is kept no longer.")
    try:
        return roll_back(folder, edition_id)
    except EditionError as error:
        raise EditionDamaged() from error


def publishing(folder: Path, newest: int) -> Publishing:
    """How publishing is, where `newest` is the number of the newest revision."""
    try:
        current, followed = current_edition_id(folder), followed_edition_id(folder)
        made_from: dict[str, Any] | None = read_manifest(folder / followed).get("revision")
    except EditionError:
        return Publishing(read_heartbeat(folder), newest, None, None)
    said = read_heartbeat(folder)
    seen = max((made_from or {}).get("seq", 0), (said.revision or 0) if said else 0)
    return Publishing(said, newest, seen, followed if followed != current else None)
