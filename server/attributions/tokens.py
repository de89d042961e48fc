"""First step: the page text as tokens in parallel lists, cheap enough to make for every word of a page.

A token is a word (with inner apostrophes and hyphens, abbreviations with their full stop), a number, a quotation mark, a line break that
ends a paragraph, or any other single character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress

from server.attributions.vocabulary import Vocabulary

BREAK = "\n"
# The typographies of DESIGN.md §6.
DOUBLE_QUOTES = frozenset(('"', "''", "``", "＂", "“", "„", "«", "「", "『", "‟", "《", "〝", "‘‘", "”", "»", "」", "』", "》", "〞", "’’"))
SINGLE_QUOTES = frozenset(("'", "‘", "’", "‚", "‹", "›"))
_END_SIGNS = frozenset(".!?…。！？")  # the last characters of what can end a sentence, abbreviations among them
_MARK_SIGNS = _END_SIGNS | {BREAK} | frozenset("".join(DOUBLE_QUOTES | SINGLE_QUOTES))
_WRAPPED = r"(?:\n(?=[a-zß-ÿа-я]))?"  # a wrapped line goes on with a small letter
_JOINT = r"(?<=[^\W\d_])-(?:t-)?"
_PLAIN = r"[A-Za-zß-öø-ÿА-я][a-zß-öø-ÿа-я]* (?!\n)"  # most words: no other shape is longer there, and this one costs least
_COMMON = r"[a-zß-ÿа-я]{2,}[^\W_]*(?:['’&\-‑][^\W_]+)*|[.,](?!\.)"  # most tokens, so tried first
_SHAPES = (
    r"\d+(?:-[^\W\d_]{2,})+",  # 39-year-old
    r"\d+(?:[.,:]\d+)*%?",
    r"(?:[^\W\d_]\.){2,}",  # U.S.
    r"[A-Z]-(?:[A-Z]\.)+|[A-Z]-[A-Z][a-z]+\.(?=[),])",  # D-N.Y., I-Vt.
    r"[A-Z]\.(?=\s[A-Z])|[А-ЯЁ]\.(?=\s?[А-ЯЁ])",  # the J. of John J. Smith
    r"[^\W_]+(?:['’&\-‑][^\W_]+)*",
    r"''|``|’’|‘‘|--+|\.\.+",
    r"@[^\W_]+",
    r"\n(?:[^\S\n]*\n\s*|[^\S\n]*(?![a-zß-ÿа-я])\s*)",
    r"[^\s]",
)


@dataclass(slots=True)
class Tokens:
    """`words[i]` stands at `starts[i]` of the text, `lows[i]` is its lower case with straight apostrophes; a paragraph break is the word BREAK."""

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    capitalized: frozenset[str]  # the words that begin with a capital, each once
    small: set[str]  # all other words
    marks: list[int]  # where anything stands that can end a sentence or paragraph, or open or close a quotation: looked for once, for all who ask

    def end(self, i: int) -> int:
        """Where token i ends in the text."""
        return self.starts[i] + len(self.words[i])


# l', d', qu' are words of their own, and so is the subject of "a-t-il", "dit-elle", whose hyphens are left out.
_ELIDED = (
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=[^\W\d_]|\s?[«“])",
    rf"{_JOINT}(?=(?:ils?|elles?|on|je|nous)\b)",
    r"[^\W\d_]+(?=-(?:t-)?(?:ils?|elles?|on|je|nous)\b)",
)


@lru_cache(maxsize=16)
def _pattern(abbreviations: frozenset[str], elides: bool) -> re.Pattern[str]:
    dotted = "|".join(re.escape(a) for a in sorted(abbreviations, key=len, reverse=True))
    first = "(?i:" + "|".join(_ELIDED) + ")|" if elides else ""
    capital = "[A-Z]" if dotted.isascii() or elides else r"[^\W\d_]"
    token = rf"{first}{_COMMON}|(?={capital})(?:{dotted or '(?!)'})(?!\w)|" + "|".join(_SHAPES)
    # With the space behind it, so that the matches cover the whole text and their lengths give the offsets.
    return re.compile(rf"{_PLAIN}|(?:{token}) ?{_WRAPPED}|[^\S\n]+{_WRAPPED}|\n")


def tokenize(text: str, vocabulary: Vocabulary) -> Tokens:
    """Cut a text into tokens. Linear in its length. A single line break before a lower-case letter is a wrapped line, not a new paragraph."""
    elides = "elides" in vocabulary.words["traits"]
    pieces = _pattern(vocabulary.abbreviations, elides).findall(text)
    # Each spelling is looked at once; equal words are one object, whose hash every later look-up finds ready.
    word_of = {piece: BREAK if piece[0] == BREAK else piece.strip() for piece in set(pieces)}
    low_of = {word: word.lower() for word in word_of.values()}
    if "’" in text:
        low_of |= {word: low.replace("’", "'") for word, low in low_of.items() if "’" in low}
    low_of.pop("", None)
    words = list(map(word_of.__getitem__, pieces))  # "" for spaces
    starts = list(compress(accumulate(map(len, pieces), initial=0), words))
    words = list(filter(None, words))
    if elides:
        words, starts = _without_joints(text, words, starts)
    capitalized = frozenset([word for word in low_of if word[0].isupper()])
    lows = list(map(low_of.__getitem__, words))
    return Tokens(text, words, lows, starts, capitalized, low_of.keys() - capitalized, find_marks(words, low_of))


def find_marks(words: list[str], spellings: Iterable[str]) -> list[int]:
    """`Tokens.marks` of some words; `spellings` holds each different one."""
    marks = {word for word in spellings if word[-1] in _MARK_SIGNS}
    return list(compress(range(len(words)), map(marks.__contains__, words)))


def _without_joints(text: str, words: list[str], starts: list[int]) -> tuple[list[str], list[int]]:
    """The tokens without the hyphens of "a-t-il", "dit-elle"."""
    kept = [
        word[0] != "-" or bool(word.strip("-t")) or a == 0 or not (text[a - 1] + text[a + len(word) : a + len(word) + 1]).isalpha()
        for word, a in zip(words, starts, strict=True)
    ]
    return list(compress(words, kept)), list(compress(starts, kept))
