"""First step in a script without spaces: the text as passages (sentences) in which quotations and titles are hidden behind a filler."""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTED = "\ue000"  # stands for every character of a quotation
_PAIRS = {"“": "”", "「": "」", "『": "』", "«": "»", "〝": "〞", "＂": "＂", '"': '"'}
_MARKS = re.compile("[" + "".join(_PAIRS) + "".join(_PAIRS.values()) + "\n]")
_END = re.compile(r"[。！？!?\n]|…{2}|(?<=[\u4e00-\u9fff])[;；](?=\s)")
_LONGEST = 600  # characters of a passage; longer ones are cut so that work stays linear in the text
_TAG = re.compile(r"[^。！？!?\n，,：:“「『\ue000]{2,30}[。，,\n]")


@dataclass(frozen=True, slots=True)
class Passage:
    """`text[start:end]` of the page; `masked` is the same with quotations hidden; `quotes` are the offsets of quotations in the page."""

    start: int
    end: int
    masked: str
    quotes: tuple[tuple[int, int], ...]
    paragraph: int


def find_passages(text: str, *, cues: re.Pattern[str]) -> list[Passage]:
    """The passages of a text in order. A quotation that ends in a full stop ends its passage unless a short "X said." follows."""
    quotes = _quotations(text)
    characters = list(text)
    for start, end in quotes:
        characters[start:end] = QUOTED * (end - start)
    masked = "".join(characters)
    ends = {end for _, end in quotes}
    stops = {match.end() for match in _END.finditer(masked)}
    for start, end in quotes:
        if text[end - 2 : end - 1] in {"。", "！", "？", "!", "?"} and masked[end : end + 1] not in {"，", ",", "、"} and start not in ends:
            tag = _TAG.match(masked, end)
            if tag is None or cues.search(tag.group()) is None:
                stops.add(end)
    found: list[Passage] = []
    begin = paragraph = 0
    for stop in sorted(stops | {len(text)}):
        for first in range(begin, stop, _LONGEST):
            last = min(first + _LONGEST, stop)
            left = first + len(text[first:last]) - len(text[first:last].lstrip())
            right = first + len(text[first:last].rstrip())
            if left < right:
                inside = tuple(q for q in quotes_between(quotes, left, right))
                found.append(Passage(left, right, masked[left:right], inside, paragraph))
        paragraph += text.count("\n", begin, stop)
        begin = stop
    return found


def quotes_between(quotes: list[tuple[int, int]], left: int, right: int) -> list[tuple[int, int]]:
    """The quotations that lie between two offsets, found by halving."""
    low, high = 0, len(quotes)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if quotes[middle][0] < left else (low, middle)
    found = []
    while low < len(quotes) and quotes[low][1] <= right:
        found.append(quotes[low])
        low += 1
    return found


def _quotations(text: str) -> list[tuple[int, int]]:
    """Outermost quotations; one that its paragraph does not close is none. Each paragraph is walked over once."""
    found: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for match in _MARKS.finditer(text):
        mark = match.group()
        if mark == "\n":
            opened = None
        elif opened is not None and mark == opened[1]:
            found.append((opened[0], match.end()))
            opened = None
        elif opened is None and mark in _PAIRS:
            opened = match.start(), _PAIRS[mark]
    return found
