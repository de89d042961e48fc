"""W3C selectors for a span of the page text: the quote with its surroundings, and the position."""

from __future__ import annotations

AROUND = 32  # code points of prefix and suffix, as the Hypothesis client takes


def selectors(text: str, start: int, end: int) -> list[dict[str, object]]:
    """A TextQuoteSelector and a TextPositionSelector; `exact` is `text[start:end]`, surroundings end at a word's edge where one is near."""
    return [
        {"type": "TextQuoteSelector", "exact": text[start:end], "prefix": _prefix(text, start), "suffix": _suffix(text, end)},
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
