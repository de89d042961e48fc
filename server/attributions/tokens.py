"""First step: the page text as tokens in parallel lists, cheap enough to make for every word of a page.

A token is a word (with inner apostrophes and hyphens, abbreviations with their full stop), a number, a quotation mark, a line break that
ends a paragraph, or any other single character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.attributions.vocabulary import Vocabulary

BREAK = "\n"
_PATTERN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[A-Z]-(?:[A-Z]\.)+|[A-Z]-[A-Z][a-z]+\.(?=[),])"  # D-N.Y., I-Vt.
    r"|[A-Z][a-z]{0,4}\.(?=[\s,;:)])"  # Mr., the J. of John J. Smith, or the last word of a sentence
    r"|\d+(?:[.,:]\d+)*%?"
    r"|@?[^\W_]+(?:['’&\-‑][^\W_]+)*"
    r"|''|``|--+|\.\.+"
    r"|\n\s*"
    r"|\S"
)


@dataclass(slots=True)
class Tokens:
    """`words[i]` is `text[starts[i]:ends[i]]`, `lows[i]` its lower case with straight apostrophes; a paragraph break is the word BREAK."""

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]


def tokenize(text: str, vocabulary: Vocabulary) -> Tokens:
    """Cut a text into tokens. Linear in its length. A single line break before a lower-case letter is a wrapped line, not a new paragraph."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    abbreviations = vocabulary.abbreviations
    for match in _PATTERN.finditer(text):
        start, end = match.span()
        word = text[start:end]
        if word[0] == "\n":
            if end < len(text) and text[end].islower() and word.count("\n") == 1:
                continue
            word = BREAK
        elif end - start > 2 and word[-1] == "." and word[-2] != "." and word[1] != "-" and word.count(".") == 1 and word not in abbreviations:
            words += (word[:-1], ".")
            starts += (start, end - 1)
            ends += (end - 1, end)
            continue
        words.append(word)
        starts.append(start)
        ends.append(end)
    lowered = text.lower().replace("’", "'")
    if len(lowered) == len(text):
        lows = [lowered[a:b] for a, b in zip(starts, ends, strict=True)]
    else:  # a few letters lower to two code points (İ)
        lows = [w.lower().replace("’", "'") for w in words]
    return Tokens(text, words, lows, starts, ends)
