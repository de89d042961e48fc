"""The words around a name that belong to it: title before, appositive after, the sentence. Used by the evidence rules of `linking`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLAUSE_BREAK = re.compile(r"[,;:()\[\]\n“”\"«»—–。，；：、（）]|(?<![A-Z][a-z])(?<![A-Z][a-z]{2})(?<!\b[A-Z])\.\s|''")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]”\"'’%])[.!?][\"”’')]*\s+(?=[“\"‘'(]?[^\W\d_])|\n|[。！？]")
_OPENING = re.compile(
    r"(?:[  ]\([^()\n]{1,60}\))?,[  ]"
    r"(?!(?:said|says|told|wrote|but|or|when|while|as|in|on|at|for|to|with|he|she|it|they)[  ])(?:and[  ])?"
)
_APPOSITIVE_END = re.compile(
    r"[;:—“”\n]|''|\.\s(?=[A-Z“\"‘])(?<!Mr\.\s)(?<!Mrs\.\s)(?<!Ms\.\s)(?<!Dr\.\s)(?<!U\.S\.\s)"
    r"|,?[  ](?:said|says|told|wrote|argued|argues|added|warned|noted|explained)\b"
    r"|,[  ](?:whose|when|while|but|and[  ](?:[A-Z]|he|she|they)|has|had|was|is|were)\b"
)
_NAMES_FIRST = re.compile(r"[A-ZÀ-ÞА-Я][\w.'’-]+[  ][A-ZÀ-ÞА-Я][\w.'’-]+(?:,|[  ](?:and|of)\b)")
_TAG = re.compile(r"[  ]?\((?:[RDI](?:-|\.,?[  ]|,[  ])[A-Z][\w. ]{1,14})\)|,[  ][RDI]-[A-Z][\w.]{1,8}")
_BEFORE_REACH = 70
_AFTER_REACH = 180
_SENTENCE_REACH = 400


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Stretches of the text by offsets: `before` ends where the name starts, `after` starts where it ends; `sentence` holds all three."""

    before: tuple[int, int]
    after: tuple[int, int]
    sentence: tuple[int, int]
    party_tag: str | None = None


def look_around(text: str, start: int, end: int) -> Surroundings:
    """The surroundings of a name at `text[start:end]`; every stretch is bounded, so the cost does not grow with the text."""
    sentence = _sentence(text, start, end)
    floor = max(sentence[0], start - _BEFORE_REACH)
    breaks = [found.end() for found in _CLAUSE_BREAK.finditer(text, floor, start)]
    before = breaks[-1] if breaks else floor
    tag = _TAG.match(text, end)
    return Surroundings((before, start), _appositive(text, end, sentence[1]), sentence, tag[0].strip(" ,()") if tag else None)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    floor, ceiling = max(0, start - _SENTENCE_REACH), min(len(text), end + _SENTENCE_REACH)
    first = floor
    for found in _SENTENCE_END.finditer(text, floor, start):
        first = found.end()
    last = _SENTENCE_END.search(text, end, ceiling)
    return first, last.start() if last else ceiling


def _appositive(text: str, end: int, ceiling: int) -> tuple[int, int]:
    """What follows a name between commas; nothing where another name follows ("Ryan Hass, Bonnie Glaser of …")."""
    last = min(ceiling, end + _AFTER_REACH)
    opening = _OPENING.match(text, end, last)
    if opening is None:
        return end, end
    start = opening.end()
    if _NAMES_FIRST.match(text, start, last):
        return end, end
    closing = _APPOSITIVE_END.search(text, start, last)
    return start, closing.start() if closing else last
