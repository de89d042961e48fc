"""Finds the forms of a long list of names in a stretch of text ("Chinese", "United States of America"). Used by `vocabulary`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")


class WordForms:
    """Forms stand as whole words; those of scripts written without spaces stand anywhere.

    Only where the first word of a form stands is more looked at, which most stretches have nowhere: one pattern that tries some hundred forms
    at every letter takes six times as long.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        forms = list(forms)
        spaced = [form for form in forms if is_spaced(form)]
        unspaced = [form for form in forms if not is_spaced(form)]
        self._starts = frozenset(word[0] for form in spaced if (word := _WORD.match(form)))
        self._spaced = re.compile(rf"(?:{alternation(spaced)})(?!\w)")
        self._unspaced = re.compile(alternation(unspaced)) if unspaced else None

    def find(self, words: str) -> Iterator[re.Match[str]]:
        """Where forms stand, none inside another; first those in scripts with spaces, then the others."""
        if not self._starts.isdisjoint(_WORD.findall(words)):
            end = 0
            for word in _WORD.finditer(words):
                found = self._spaced.match(words, word.start()) if word[0] in self._starts and word.start() >= end else None
                if found is not None:
                    end = found.end()
                    yield found
        if self._unspaced is not None and not words.isascii():
            yield from self._unspaced.finditer(words)


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of some words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def is_spaced(word: str) -> bool:
    """Whether a word is of a script that puts spaces between words; the others have no word boundary to ask for."""
    return word < "⺀"
