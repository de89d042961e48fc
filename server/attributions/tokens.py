"""First step: the page text as tokens in parallel lists, cheap enough to make for every word of a page.

A token is a word (with inner apostrophes and hyphens, abbreviations with their full stop), a number, a quotation mark, a line break that
ends a paragraph, or any other single character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from server.attributions.vocabulary import Vocabulary

BREAK = "\n"
_JOINT = r"(?<=[^\W\d_])-(?:t-)?"
_COMMON = r"[a-zß-ÿа-я]{2}[^\W_]*(?:['’&\-‑][^\W_]+)*|[.,](?!\.)"  # most tokens, so tried first
_SHAPES = (
    r"\d+(?:[.,:]\d+)*%?",
    r"(?:[^\W\d_]\.){2,}",  # U.S.
    r"[A-Z]-(?:[A-Z]\.)+|[A-Z]-[A-Z][a-z]+\.(?=[),])",  # D-N.Y., I-Vt.
    r"[A-Z]\.(?=\s[A-Z])|[А-ЯЁ]\.(?=\s?[А-ЯЁ])",  # the J. of John J. Smith
    r"[^\W_]+(?:['’&\-‑][^\W_]+)*",
    r"''|``|--+|\.\.+",
    r"@[^\W_]+",
    r"\n(?:[^\S\n]*\n\s*|[^\S\n]*(?![a-zß-ÿа-я])\s*)",  # but not a wrapped line, which goes on with a small letter
    r"[^\s]",
)


@dataclass(slots=True)
class Tokens:
    """`words[i]` is `text[starts[i]:ends[i]]`, `lows[i]` its lower case with straight apostrophes; a paragraph break is the word BREAK."""

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]


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
    return re.compile(rf"{first}{_COMMON}|(?={capital})(?:{dotted or '(?!)'})(?!\w)|" + "|".join(_SHAPES))


def tokenize(text: str, vocabulary: Vocabulary) -> Tokens:
    """Cut a text into tokens. Linear in its length. A single line break before a lower-case letter is a wrapped line, not a new paragraph."""
    elides = "elides" in vocabulary.words["traits"]
    spans = [match.span() for match in _pattern(vocabulary.abbreviations, elides).finditer(text)]
    if elides:
        spans = [(a, b) for a, b in spans if text[a] != "-" or text[a:b].strip("-t") or a == 0 or not (text[a - 1] + text[b : b + 1]).isalpha()]
    starts = [span[0] for span in spans]
    ends = [span[1] for span in spans]
    words = [BREAK if text[a] == "\n" else text[a:b] for a, b in spans]
    lowered = text.lower().replace("’", "'")
    same = len(lowered) == len(text)  # a few letters lower to two code points (İ)
    lows = [lowered[a:b] for a, b in spans] if same else [word.lower().replace("’", "'") for word in words]
    return Tokens(text, words, lows, starts, ends)
