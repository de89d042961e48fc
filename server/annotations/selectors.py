"""W3C selectors for a span of the page text: the quote with its surroundings, and the position."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

AROUND = 32  # code points of prefix and suffix, as the Hypothesis client takes
LEAST = 12
"""Surroundings keep to what the document writes as the page text does, character by character: to the span's own paragraph, and short of white space
that is not one plain space. Readers that compare literally would not find the quote otherwise. They reach further where that would leave fewer code
points than this on both sides together. Measured on saved news pages with tests/browser/measure/anchoring.mjs --others."""


def selectors(text: str, start: int, end: int, respaced: Sequence[int] = ()) -> list[dict[str, object]]:
    """A TextQuoteSelector and a TextPositionSelector; `exact` is `text[start:end]`, surroundings end at a word's edge where one is near.

    `respaced` are the offsets of spaces that the document writes otherwise, in order.
    """
    prefix, suffix = _prefix(text, start), _suffix(text, end)
    place = bisect_left(respaced, start)
    before = max(start - len(prefix), text.rfind("\n", 0, start) + 1, respaced[place - 1] + 1 if place else 0)
    place = bisect_left(respaced, end)
    line_end = text.find("\n", end)
    after = min(end + len(suffix), line_end if line_end >= 0 else len(text), respaced[place] if place < len(respaced) else len(text))
    own = text[before:start], text[end:after]
    if len("".join(own).strip()) >= LEAST:
        prefix, suffix = own
    return [
        {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _prefix(text: str, start: int) -> str:
    first = max(0, start - AROUND)
    words = text[first:start]
    if first == 0 or not (text[first - 1].isalnum() and words[:1].isalnum()):
        return words
    cut = words.find(" ")
    return words[cut + 1 :] if 0 <= cut < AROUND // 2 else words


def _suffix(text: str, end: int) -> str:
    last = min(len(text), end + AROUND)
    words = text[end:last]
    if last == len(text) or not (text[last].isalnum() and words[-1:].isalnum()):
        return words
    cut = words.rfind(" ")
    return words[:cut] if cut > AROUND // 2 else words
