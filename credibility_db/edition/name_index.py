"""The name index of an edition: where in a text do known names stand? Two files, an automaton and a table, shared by forked workers.

The automaton (daachorse, charwise) holds the first characters of each folded name, the table the rest. Cutting names keeps a million of them under
150 MB; full names took 225 MB. Matching is case-sensitive, except in lines printed in capitals, where groups of whole words are looked up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

from credibility_db.edition.name_table import Bearer, NameTable, build_table
from credibility_db.edition.text_folding import fold_text
from credibility_db.errors import EditionFormat
from credibility_db.names import fold_name

AUTOMATON_FILE = "names.automaton"
TABLE_FILE = "names.table"
KEY_LENGTH = 10  # 12 takes 28 MB more at a million names, 8 stops at "Internat" and "American"; see tests/credibility_db/bench_names.py
_CACHED = 2_048  # names and keys lately met: news names the same few again and again; under 1 MB in each worker
_FEW = 4  # up to so many names of one key are compared one by one, more are searched
_LONGEST = 300  # no name has more characters: the record schema's limit
_MOST_WORDS = 10  # a name of more words is not looked for in capitals
_LONGEST_HEADING = 40  # a line of more words in capitals is no heading
_SHORTEST = 2  # letters of names that are looked for whatever their case would be found in every text; see `is_in_every_text`
_WORD = re.compile(r"[^\W_]+")
_SPACELESS = re.compile(  # what `is_spaceless` says of one character
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
Match = tuple[int, int, str, str, bool]
_Span = tuple[int, int, int]


def write_name_index(bearers: Iterable[Bearer], folder: Path) -> int:
    """Write the index's two files and return the number of different names. The same bearers in the same order give the same bytes."""
    keys, count, table = build_table(bearers, key_length=KEY_LENGTH)
    (folder / AUTOMATON_FILE).write_bytes(Automaton([_hidden(key) if is_in_every_text(key) else key for key in keys]).serialize())
    (folder / TABLE_FILE).write_bytes(table)
    return count


class NameIndex:
    """An open index. It is read-only and may be used by any number of threads and forked workers."""

    def __init__(self, folder: Path) -> None:
        """Open the files of `folder`, which the caller has checked against their sums. Raises EditionFormat."""
        try:
            automaton = Automaton.deserialize((folder / AUTOMATON_FILE).read_bytes())
        except ValueError as error:
            raise EditionFormat("the name index is not one this version reads") from error
        self._find_keys = automaton.find_overlapping
        self._table = NameTable(folder / TABLE_FILE)
        self._names_of_key = lru_cache(_CACHED)(self._read_key)
        self._bearers = lru_cache(_CACHED)(self._table.bearers)
        self.size = self._table.size

    def find(self, text: str) -> list[Match]:
        """Every occurrence of a known name as (start, end, entity id, kind, may stand alone), sorted by start, longest first.

        Names that are in every text (`is_in_every_text`) are left out.
        """
        folded, places = fold_text(text)
        spans = self._spans(folded)
        if any(map(str.isupper, text.split("\n"))):
            headings = (span for line in lines_in_capitals(text, places) for span in self._spans_in_capitals(folded, *line))
            spans = list({*spans, *headings})
        spans.sort()
        bearers = self._bearers
        matches = [(start, -end, *bearer) for start, end, name in spans for bearer in bearers(name)]
        if places is None:
            return matches
        return [(places[start], places[end], entity, kind, alone) for start, end, entity, kind, alone in matches]

    def named(self, name: str) -> list[tuple[str, str, bool]]:
        """Everyone who bears exactly this name (folded) as (entity id, kind, may stand alone)."""
        folded = fold_name(name)
        everywhere = is_in_every_text(folded)
        beginning = _hidden(folded) if everywhere else folded[:KEY_LENGTH]
        for start, end, key in self._find_keys(beginning):  # most names asked for have no key: the automaton says so ten times as fast as a search
            if start <= everywhere and end == len(beginning):  # from 1 in an edition that hides no names
                number = self._table.exact(folded, self._table.first_name[key], self._table.first_name[key + 1])
                return [] if number is None else list(self._table.bearers(number))
        return []

    def _spans(self, folded: str) -> list[_Span]:
        """The spans of names at word boundaries, as (start, -end, name number), which sort longest first. This loop decides what a text costs."""
        spans: list[_Span] = []
        names_of_key, length = self._names_of_key, len(folded)
        spaced = folded.isascii() or _SPACELESS.search(folded) is None  # most texts: two letters side by side are of one word
        for start, _, key in self._find_keys(folded):
            if start and folded[start - 1].isalnum() and folded[start].isalnum() and (spaced or joins(folded[start - 1], folded[start])):
                continue
            for name, number in names_of_key(key) or self._search_key(folded, start, key):
                end = start + len(name)
                if not folded.startswith(name, start):
                    continue
                if end < length and folded[end].isalnum() and folded[end - 1].isalnum() and (spaced or joins(folded[end - 1], folded[end])):
                    continue
                spans.append((start, -end, number))
        return spans

    def _read_key(self, key: int) -> tuple[tuple[str, int], ...]:
        """The names of a key with their numbers; empty where there are too many to compare one by one."""
        low, high = self._table.first_name[key], self._table.first_name[key + 1]
        return tuple((self._table.name(number).decode(), number) for number in range(low, high)) if high - low <= _FEW else ()

    def _search_key(self, folded: str, start: int, key: int) -> Iterator[tuple[str, int]]:
        """Those of many names of a key with which the text goes on."""
        window = folded[start : start + _LONGEST].encode("utf-8", "replace")
        for number in self._table.beginnings(window, self._table.first_name[key], self._table.first_name[key + 1]):
            yield self._table.name(number).decode(), number

    def _spans_in_capitals(self, folded: str, start: int, end: int) -> Iterator[_Span]:
        words = [match.span() for match in _WORD.finditer(folded, start, end)]
        if len(words) > _LONGEST_HEADING:
            return
        for first, (from_, _) in enumerate(words):
            for _, to in words[first : first + _MOST_WORDS]:
                for number in self._table.in_capitals(folded[from_:to]):
                    yield from_, -to, number


def is_in_every_text(name: str) -> bool:
    """Whether a folded name is one sign, or two small letters or digits: "i", "nd", "10". Nobody can tell by them that a paper is meant.

    Three such names were 19 of 20 finds and took a third of the time of a search, so they are found only by who asks for them by name.
    """
    return 0 < len(name) <= _SHORTEST and (len(name) == 1 or name.islower() or name.isdigit()) and not is_spaceless(name[0])


def _hidden(key: str) -> str:
    """The form in which the automaton has a key that no text is to be searched for: no name begins with a control."""
    return f"\x00{key}"


def lines_in_capitals(text: str, places: list[int] | None) -> list[tuple[int, int]]:
    """Start and end, in the folded text, of each line whose letters are all capitals."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line.isupper():
            found.append((start, start + len(line)))
        start += len(line) + 1
    if places is None:
        return found
    return [(bisect_left(places, start), bisect_left(places, end)) for start, end in found]


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
