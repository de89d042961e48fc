"""Longer names that end in a word: "The Straits Times" for "Times", "Melania Trump" for "Trump". A short form refers back to the last of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from server.linking.vocabulary import BEFORE_NAME, PLACES, SHARED_HEADS, offices_in

_RUN_BEFORE = re.compile(r"(?:(?<![\w-])[^\W\d_a-z][\w.'’-]{0,20}[  ]){1,4}$")
_REACH = 64
_HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "dame", "judge", "justice", "sen", "rep", "gov", "gen", "col"])


@dataclass(slots=True)
class LongerNames:
    """The longer names of one text by their last word; each word is looked for once. Linear: a bounded look back from each place."""

    text: str
    _found: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _names: dict[str, frozenset[str]] = field(default_factory=dict)

    def ending_in(self, word: str) -> list[tuple[int, str]]:
        """Places (of the last word) and names, folded, in the order of the text; without titles and sentence openers before them."""
        kept = self._found.get(word)
        if kept is None:
            kept = self._found[word] = list(self._search(word))
        return kept

    def last_before(self, word: str, place: int) -> str | None:
        """The longer name that a bare `word` at `place` refers back to."""
        found = self.ending_in(word)
        at = bisect_left(found, (place, ""))
        return found[at - 1][1] if at else None

    def names_ending_in(self, word: str) -> frozenset[str]:
        """The different longer names that end in a word."""
        kept = self._names.get(word)
        if kept is None:
            kept = self._names[word] = frozenset(name for _at, name in self.ending_in(word))
        return kept

    def _search(self, word: str) -> list[tuple[int, str]]:
        found = []
        for at, end in self._places_of(word):
            if not self.text[end : end + 1].isalnum():
                words = self._words_before(at)
                if len(words) == 1 and words[0].casefold() in PLACES and word.casefold() not in SHARED_HEADS:
                    continue  # "Colorado Trump supporters"
                if words:
                    found.append((at, " ".join([*words, word]).casefold()))
        return found

    def _places_of(self, word: str) -> Iterator[tuple[int, int]]:
        at = self.text.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = self.text.find(word, at + len(word))

    def _words_before(self, at: int) -> list[str]:
        run = _RUN_BEFORE.search(self.text[max(0, at - _REACH) : at])
        words = run[0].split() if run else []
        while words and _is_no_name(words[0]):
            words.pop(0)
        if any(_is_no_name(word) for word in words):  # "White House Says Trump": only what follows the last such word
            last = max(i for i, word in enumerate(words) if _is_no_name(word))
            words = words[last + 1 :]
        return words


def _is_no_name(word: str) -> bool:
    folded = word.casefold().strip(".").removesuffix("'s").removesuffix("’s")
    return folded in BEFORE_NAME or folded in _HONORIFICS or word.endswith(("'s", "’s")) or bool(offices_in(folded))
