"""The table beside the name automaton: which names begin with a key, who bears a name. Written once, then mapped into memory and shared.

Layout, all numbers little-endian: a header with the length of each section, then the sections
    capitals      Q   digest of a name's lower-case form << 32 | number of the name, sorted
    first_name    I   key number → its first name; names are sorted, so a key's names stand together
    name_start    I   name number → its first byte in `texts`
    first_entry   I   name number → its first entry
    entries       I   entity number << 1 | may stand alone
    id_start      I   entity number → its first byte in `ids`
    kinds         B   entity number → kind
    texts, ids    B   UTF-8
"""

from __future__ import annotations

import mmap
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from credibility_db.errors import EditionFormat
from credibility_db.names import fold_name
from credibility_db.records import KINDS

_MAGIC = b"SNNAMES2"
_FORMS = "QIIIIIBBB"
_HEADER = struct.Struct(f"<8s{len(_FORMS)}Q")


@dataclass(frozen=True, slots=True)
class Bearer:
    """An entity with its names as (text, may stand alone)."""

    id: str
    kind: str
    names: tuple[tuple[str, bool], ...]


def build_table(bearers: Iterable[Bearer], *, key_length: int) -> tuple[list[str], int, bytes]:
    """The keys (folded names cut to `key_length`, sorted), the number of names, and the table's bytes. The same bearers give the same bytes."""
    by_name: dict[str, dict[int, bool]] = {}
    ids: list[str] = []
    kinds = bytearray()
    for number, bearer in enumerate(bearers):
        ids.append(bearer.id)
        kinds.append(KINDS.index(bearer.kind))
        for text, alone in bearer.names:
            entities = by_name.setdefault(fold_name(text), {})
            entities[number] = entities.get(number, False) or alone
    by_name.pop("", None)
    names = sorted(by_name)
    keys: dict[str, int] = {}
    for number, name in enumerate(names):
        keys.setdefault(name[:key_length], number)
    keys = keys or {"\x00": 0}  # the automaton needs a key: this one has no name
    texts = [name.encode() for name in names]
    entries = [[entity << 1 | alone for entity, alone in sorted(by_name[name].items())] for name in names]
    capitals = sorted(_digest(lower) << 32 | number for number, name in enumerate(names) if (lower := name.lower()) != name)
    sections = (
        array("Q", capitals),
        array("I", [*keys.values(), len(names)]),
        _starts(texts),
        _starts(entries),
        array("I", [entry for several in entries for entry in several]),
        _starts(ids),
        array("B", kinds),
        array("B", b"".join(texts)),
        array("B", "".join(ids).encode("ascii")),
    )
    return list(keys), len(names), _pack(sections)


def _starts(items: Sequence[Sequence[object]]) -> array[int]:
    return array("I", [0, *accumulate(map(len, items))])


def _pack(sections: Sequence[array[int]]) -> bytes:
    if sys.byteorder == "big":
        for section in sections:
            section.byteswap()
    return _HEADER.pack(_MAGIC, *map(len, sections)) + b"".join(section.tobytes() for section in sections)


def _digest(lower: str) -> int:
    return zlib.crc32(lower.encode())


class NameTable:
    """An open table. Nothing of it is copied into the process but what a question touches."""

    def __init__(self, path: Path) -> None:
        """Map the file, which the caller has checked against its sum. Raises EditionFormat."""
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(mapped) < _HEADER.size or mapped[:8] != _MAGIC or sys.byteorder == "big":
            raise EditionFormat("the name table is not one this version reads")
        _, *lengths = _HEADER.unpack_from(mapped)
        view, at = memoryview(mapped), _HEADER.size
        sections: list[memoryview] = []
        for form, length in zip(_FORMS, lengths, strict=True):
            end = at + length * struct.calcsize(form)
            sections.append(view[at:end].cast(form))  # type: ignore[call-overload]
            at = end
        self._capitals, self.first_name, self._name_start, self._first_entry, self._entries, self._id_start, self._kinds, _, _ = sections
        self._texts, self._ids = mapped, mapped
        self._ids_at = at - lengths[-1]
        self._texts_at = self._ids_at - lengths[-2]
        self.size = len(self._first_entry) - 1

    def name(self, number: int) -> bytes:
        """A name, folded, as UTF-8."""
        at = self._texts_at
        return self._texts[at + self._name_start[number] : at + self._name_start[number + 1]]

    def bearers(self, number: int) -> tuple[tuple[str, str, bool], ...]:
        """Who bears a name, as (entity id, kind, may stand alone)."""
        entries = self._entries[self._first_entry[number] : self._first_entry[number + 1]]
        return tuple((self._id(entry >> 1), KINDS[self._kinds[entry >> 1]], bool(entry & 1)) for entry in entries)

    def _id(self, entity: int) -> str:
        at = self._ids_at
        return self._ids[at + self._id_start[entity] : at + self._id_start[entity + 1]].decode("ascii")

    def exact(self, folded: str, low: int = 0, high: int | None = None) -> int | None:
        """The number of a folded name, looked for among those between two numbers."""
        wanted, high = folded.encode(), self.size if high is None else high
        number = bisect_left(self, wanted, low, high)
        return number if number < high and self.name(number) == wanted else None

    def beginnings(self, text: bytes, low: int, high: int) -> Iterator[int]:
        """The numbers, between two, of the names that `text` begins with."""
        while low < high:
            number = bisect_left(self, text + b"\x00", low, high) - 1
            if number < low:
                return
            name = self.name(number)
            if text.startswith(name):
                yield number
                text = name[:-1]
            else:
                text = text[: _common(name, text)]
            high = number

    def in_capitals(self, folded: str) -> Iterator[int]:
        """The numbers of the names that are these words but for case."""
        lower = folded.lower()
        wanted = _digest(lower)
        place = bisect_left(self._capitals, wanted << 32)
        while place < len(self._capitals) and self._capitals[place] >> 32 == wanted:
            number = self._capitals[place] & 0xFFFF_FFFF
            if self.name(number).decode().lower() == lower:
                yield number
            place += 1

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, number: int) -> bytes:
        return self.name(number)


def _common(first: bytes, second: bytes) -> int:
    """How many bytes two texts have in common at their beginning."""
    length = min(len(first), len(second))
    return next((place for place in range(length) if first[place] != second[place]), length)
