"""The name index of an edition: where in a text do known names stand? Two files, an automaton and a table, shared by forked workers.

The automaton (daachorse, charwise) holds each folded name once; the table, mapped into memory, says who bears it and who may be matched alone.
Matching is case-sensitive, except in lines printed in capitals, where whole words are looked up by a digest of their lower-case form.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

from credibility_db.edition.text_folding import compose, fold_text
from credibility_db.errors import EditionFormat
from credibility_db.names import fold_name

AUTOMATON_FILE = "names.automaton"
TABLE_FILE = "names.table"
_MAGIC = b"SNNAMES1"
_HEADER = struct.Struct("<8s6Q")
_KINDS = ("outlet", "organization", "person")
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 10  # a name of more words is not looked for in capitals
Match = tuple[int, int, str, str, bool]


@dataclass(frozen=True, slots=True)
class Bearer:
    """An entity with its names as (text, may stand alone)."""

    id: str
    kind: str
    names: tuple[tuple[str, bool], ...]


def write_name_index(bearers: Iterable[Bearer], folder: Path) -> int:
    """Write the index's two files and return the number of different names. The same bearers in the same order give the same bytes."""
    by_name: dict[str, dict[int, bool]] = {}
    ids: list[str] = []
    kinds = bytearray()
    for number, bearer in enumerate(bearers):
        ids.append(bearer.id)
        kinds.append(_KINDS.index(bearer.kind))
        for text, alone in bearer.names:
            entities = by_name.setdefault(fold_name(text), {})
            entities[number] = entities.get(number, False) or alone
    by_name.pop("", None)
    names = sorted(by_name)
    (folder / AUTOMATON_FILE).write_bytes(Automaton(names or ["\x00"], 0).serialize())
    (folder / TABLE_FILE).write_bytes(_table(names, by_name, ids, bytes(kinds)))
    return len(names)


def _table(names: list[str], by_name: dict[str, dict[int, bool]], ids: list[str], kinds: bytes) -> bytes:
    first_entry, entries = array("I", [0]), array("I")
    for name in names:
        entries.extend(number << 1 | alone for number, alone in sorted(by_name[name].items()))
        first_entry.append(len(entries))
    id_start, position = array("I", [0]), 0
    for entity_id in ids:
        position += len(entity_id)
        id_start.append(position)
    digests = sorted((_digest(lower), number) for number, name in enumerate(names) if (lower := name.lower()) != name)
    blob = "".join(ids).encode("ascii")
    sections = [array("Q", [digest for digest, _ in digests]), array("I", [number for _, number in digests]), first_entry, entries, id_start]
    header = _HEADER.pack(_MAGIC, len(names), len(entries), len(ids), len(digests), len(blob), 0)
    return header + b"".join(section.tobytes() for section in sections) + kinds + blob


def _digest(lower: str) -> int:
    return int.from_bytes(hashlib.blake2b(lower.encode(), digest_size=8).digest(), "little")


class NameIndex:
    """An open index. It is read-only and may be used by any number of threads and forked workers."""

    def __init__(self, folder: Path) -> None:
        """Open the files of `folder`, which the caller has checked against their sums. Raises EditionFormat."""
        try:
            self._automaton = Automaton.deserialize((folder / AUTOMATON_FILE).read_bytes())
        except ValueError as error:
            raise EditionFormat("the name index is not one this version reads") from error
        self._find = self._automaton.find_overlapping
        with (folder / TABLE_FILE).open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, names, entries, entities, digests, blob, _ = _HEADER.unpack_from(self._map)
        if magic != _MAGIC:
            raise EditionFormat("the name table is not one this version reads")
        view = memoryview(self._map)[_HEADER.size :]
        take = _Taker(view)
        self._digests = take.numbers("Q", digests)
        self._digest_names = take.numbers("I", digests)
        self._first_entry = take.numbers("I", names + 1)
        self._entries = take.numbers("I", entries)
        self._id_start = take.numbers("I", entities + 1)
        self._kinds = take.numbers("B", entities)
        self._blob = take.numbers("B", blob)
        self.size = names

    def find(self, text: str) -> list[Match]:
        """Every occurrence of a known name as (start, end, entity id, kind, may stand alone), sorted by start, longest first."""
        composed, places = compose(text)
        folded = fold_text(composed)
        spans = self._spans(folded)
        spans += self._spans_in_capitals(composed, folded, spans)
        spans.sort(key=_start_then_longest)
        matches = [(start, end, *bearer) for start, end, name in spans for bearer in self._bearers(name)]
        if places is None:
            return matches
        return [(places[start], places[end], entity, kind, alone) for start, end, entity, kind, alone in matches]

    def named(self, name: str) -> list[tuple[str, str, bool]]:
        """Everyone who bears exactly this name (folded) as (entity id, kind, may stand alone)."""
        folded = fold_name(name)
        return [bearer for start, end, number in self._find(folded) if start == 0 and end == len(folded) for bearer in self._bearers(number)]

    def _bearers(self, name: int) -> Iterator[tuple[str, str, bool]]:
        for entry in self._entries[self._first_entry[name] : self._first_entry[name + 1]]:
            number = entry >> 1
            entity = bytes(self._blob[self._id_start[number] : self._id_start[number + 1]]).decode("ascii")
            yield entity, _KINDS[self._kinds[number]], bool(entry & 1)

    def _spans(self, folded: str) -> list[tuple[int, int, int]]:
        end_of_text = len(folded)
        return [
            (start, end, name)
            for start, end, name in self._find(folded)
            if (start == 0 or not (folded[start - 1].isalnum() and joins(folded[start - 1], folded[start])))
            and (end == end_of_text or not (folded[end].isalnum() and joins(folded[end - 1], folded[end])))
        ]

    def _spans_in_capitals(self, text: str, folded: str, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        spans: list[tuple[int, int, int]] = []
        start = 0
        for line in text.split("\n"):
            if line.isupper():
                spans += self._look_up_words(folded, start, start + len(line))
            start += len(line) + 1
        return [span for span in spans if span not in found]

    def _look_up_words(self, folded: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        words = [match.span() for match in _WORD.finditer(folded, start, end)]
        for first, (from_, _) in enumerate(words):
            for _, to in words[first : first + _MOST_WORDS]:
                digest = _digest(folded[from_:to].lower())
                place = bisect_left(self._digests, digest)
                while place < len(self._digests) and self._digests[place] == digest:
                    yield from_, to, self._digest_names[place]
                    place += 1


class _Taker:
    """Takes one section after the other from a table."""

    def __init__(self, view: memoryview) -> None:
        self._view, self._at = view, 0

    def numbers(self, form: str, count: int) -> memoryview:
        size = struct.calcsize(form) * count
        section = self._view[self._at : self._at + size]
        self._at += size
        return section.cast(form)


def _start_then_longest(span: tuple[int, int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def joins(left: str, right: str) -> bool:
    """Whether two neighbouring characters are inside one word: both alphanumeric, and of scripts that put spaces between words."""
    return left.isalnum() and right.isalnum() and not (is_spaceless(left) or is_spaceless(right))


def is_spaceless(char: str) -> bool:
    """Whether a character is of a script written without spaces: Thai, Lao, Khmer, Burmese, kana, Han, Hangul (whose particles follow names)."""
    if char < "\u0e00":
        return False
    return (
        char <= "\u0eff" or "\u1000" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff" or "\u2e80" <= char <= "\ua4cf"
        or "\uac00" <= char <= "\ud7af" or "\uf900" <= char <= "\ufaff" or "\uff66" <= char <= "\uff9f" or "\U00020000" <= char <= "\U0003ffff"
    )  # fmt: skip
