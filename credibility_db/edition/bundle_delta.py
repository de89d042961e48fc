"""What to change in an older outlet bundle to get a newer one: runs of old lines to keep, and new lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from credibility_db.edition.content import encode


def bundle_delta(old: bytes, new: bytes) -> bytes:
    """A line for each step: `[first, count]` keeps lines of the old text, any other line is a line of the new one."""
    return b"".join(_steps(old.splitlines(keepends=True), new.splitlines(keepends=True)))


def apply_delta(old: bytes, delta: bytes) -> bytes:
    """The inverse: the newer text. What the extension does, written down for tests."""
    kept = old.splitlines(keepends=True)
    parts: list[bytes] = []
    for line in delta.splitlines(keepends=True):
        if line[:2].decode("latin-1") in _DIGITS:
            first, count = map(int, line.strip(b"[]\n").split(b","))
            parts += kept[first : first + count]
        else:
            parts.append(line)
    return b"".join(parts)


_DIGITS = frozenset(f"[{digit}" for digit in range(10))


def _steps(old: list[bytes], new: list[bytes]) -> Iterator[bytes]:
    """Both are sorted by key, so lines that stay keep their order: one walk finds the runs."""
    places = {line: place for place, line in enumerate(old)}
    first = count = 0
    for line in new:
        place = places.get(line)
        if count and place == first + count:
            count += 1
            continue
        if count:
            yield encode([first, count]) + b"\n"
            count = 0
        if place is None:
            yield line
        else:
            first, count = place, 1
    if count:
        yield encode([first, count]) + b"\n"
