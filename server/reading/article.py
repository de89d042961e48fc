"""Second step of reading: which of a page's blocks are the article's paragraphs.

The article is the smallest element that holds most of the running text; its blocks are kept unless their markup or their words say
that they are something else. Thresholds were tuned on the dev pages; `tests/quality/evaluate_reading.py` shows the effect of a change.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from server.reading.blocks import Block, Layout
from server.reading.elements import ASIDE, BODY, META, UNREAD

_WORDS = tomllib.loads((Path(__file__).parent / "data" / "notices.toml").read_text(encoding="utf-8"))
_NOTICE = re.compile("(?:" + "|".join(map(re.escape, _WORDS["notices"])) + ")", re.IGNORECASE)
_TEXT_TAGS = frozenset({"p", "blockquote", "pre"})
_LISTED = frozenset({"li", "dd", "td"})
_HEADING = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_SENTENCE_END = frozenset(".!?…:\"'”’“»)。！？」）")
_FIRST_CJK = "\u3040"
RUNNING = 40  # characters from which a paragraph counts as running text
DESCEND = 0.85  # share of the running text that the child must hold to be the article instead of its parent
SCRAP = 60  # characters below which a line outside paragraph elements is none of the article
OF_PARAGRAPHS = 0.7  # share of paragraph elements in an article that is made of them
UNNAMED = 500  # characters of running text in asides from which they are read when there is nothing else
SHORT = 200  # characters of a line that may be a credit
OPENING = 12  # lines looked at before the article
LINKED = 0.5  # share of linked characters from which a block is a list of links


def _size(block: Block) -> int:
    """How long a block is in letters: a Chinese or Japanese character says as much as three."""
    size = len(block.text)
    return size * 3 if size < SHORT and max(block.text[:8]) >= _FIRST_CJK else size


def _weight(block: Block) -> float:
    """How much a block speaks for being running text."""
    size = _size(block)
    if size < RUNNING or block.links > LINKED * len(block.text):
        return 0.0
    if block.tag in _TEXT_TAGS:
        return float(size)
    return size * (0.3 if block.tag == "li" else 0.7)


def _totals(layout: Layout, weights: list[float], *, asides: bool) -> list[float]:
    """Running text in each frame's subtree; frames named as asides count only when `asides` is set. `weights` are the blocks'."""
    totals = [0.0] * len(layout.tags)
    for block, weight in zip(layout.blocks, weights, strict=True):
        totals[block.frame] += weight
    for index in range(len(totals) - 1, 0, -1):
        if asides or not layout.names[index] & ASIDE:
            totals[layout.parents[index]] += totals[index]
        else:
            totals[index] = 0.0
    return totals


def _keep_named_majority(layout: Layout, weights: list[float]) -> None:
    """Take the aside mark off frames that hold most of the page's text: `<body class="has-sidebar">` is no sidebar."""
    totals = _totals(layout, weights, asides=True)
    most = 0.5 * totals[0]
    for index, total in enumerate(totals):
        if total > most and not layout.names[index] & UNREAD:
            layout.names[index] &= ~ASIDE


def find_article(layout: Layout) -> int:
    """The index of the frame that is the article."""
    weights = list(map(_weight, layout.blocks))
    if any(names & ASIDE for names in layout.names):
        _keep_named_majority(layout, weights)
    totals = _totals(layout, weights, asides=False)
    most = 0.5 * totals[0]
    named = [i for i, names in enumerate(layout.names) if names & BODY and totals[i] > most]
    if named:
        return named[-1] if totals[named[-1]] >= 0.9 * totals[named[0]] else named[0]
    heaviest: dict[int, int] = {}
    for index in range(1, len(totals)):
        parent = layout.parents[index]
        if parent not in heaviest or totals[index] > totals[heaviest[parent]]:
            heaviest[parent] = index
    at = 0
    while at in heaviest and totals[heaviest[at]] >= DESCEND * totals[at] and totals[at]:
        at = heaviest[at]
    return at


def _inside_aside(layout: Layout, start: int) -> list[bool]:
    """For all frames: does the frame stand in the subtree at `start`, inside an aside or as one?"""
    marks = [False] * len(layout.tags)
    for index in range(start + 1, layout.lasts[start] + 1):
        marks[index] = bool(layout.names[index] & (ASIDE | META)) or marks[layout.parents[index]]
    return marks


@dataclass(frozen=True, slots=True)
class Article:
    """The article's blocks, and the short lines between its headline and first paragraph or dropped from among its paragraphs."""

    blocks: list[Block]
    lines: list[str]


def read_article(layout: Layout, descriptions: Collection[str] = ()) -> Article:
    """The blocks of the article, in order, without asides, link lists, notices, summaries and headings over nothing.

    `descriptions` are the summaries that the page declares: one that is printed above the article is not part of it. When nothing is left and there
    is running text in what is named as asides (a gallery whose captions are the article), that is read.
    """
    start = find_article(layout)
    article = _article_at(layout, start, descriptions)
    if any(map(_weight, article.blocks)) or sum(map(_weight, layout.blocks)) < UNNAMED:
        return article
    layout.names = [names if names & UNREAD else names & ~ASIDE for names in layout.names]
    return _article_at(layout, find_article(layout), descriptions)


def _article_at(layout: Layout, start: int, descriptions: Collection[str]) -> Article:
    asides = _inside_aside(layout, start)
    end = layout.lasts[start]
    inside = [b for b in layout.blocks if start <= b.frame <= end]
    kept = [b for b in inside if not asides[b.frame] and _is_prose(b)]
    kept = _drop_scraps(_drop_summary(layout, _drop_loose_headings(kept), descriptions))
    chosen = set(map(id, kept))
    return Article(kept, [b.text for b in inside if id(b) not in chosen and len(b.text) < SHORT] + _opening_lines(layout, start))


def _drop_summary(layout: Layout, blocks: list[Block], descriptions: Collection[str]) -> list[Block]:
    """Drop what stands between headline and article: blocks in a header, and a declared summary that stands apart from the paragraphs."""
    first = 0
    for index, block in enumerate(blocks[:8]):
        around = layout.parents[block.frame]
        header = "header" in (layout.tags[block.frame], layout.tags[around] if around >= 0 else "")
        apart = index + 1 < len(blocks) and around != layout.parents[blocks[index + 1].frame]
        if header or (apart and block.text in descriptions):
            first = index + 1
    while first < len(blocks) - 1 and _is_label(blocks[first]):
        first += 1
    return blocks[first:]


def _is_label(block: Block) -> bool:
    """Whether a line is no sentence: the date, author or length printed above an article."""
    return _size(block) < SCRAP and block.tag not in _HEADING and block.text[-1] not in _SENTENCE_END


def _drop_scraps(blocks: list[Block]) -> list[Block]:
    """In an article of paragraph elements, drop the short lines that stand in other elements: dates, labels, buttons."""
    running = sum(len(b.text) for b in blocks if b.tag in _TEXT_TAGS)
    if running < OF_PARAGRAPHS * sum(len(b.text) for b in blocks):
        return blocks
    return [b for b in blocks if b.tag in _TEXT_TAGS or b.tag in _HEADING or b.tag in _LISTED or _size(b) >= SCRAP]


def _opening_lines(layout: Layout, start: int) -> list[str]:
    """Short lines between the last headline before the article and the article."""
    lines: list[str] = []
    for block in layout.blocks:
        if block.frame >= start:
            break
        if block.tag == "h1":
            lines = []
        elif len(block.text) < SHORT:
            lines.append(block.text)
    return lines[-OPENING:]


def _is_prose(block: Block) -> bool:
    if block.links > LINKED * len(block.text) and (block.links > 0.8 * len(block.text) or len(block.text) < 200):
        return False
    if block.tag == "h1" or (block.text.startswith("http") and " " not in block.text):
        return False
    return not (len(block.text) < 200 and _NOTICE.match(block.text))


def _drop_loose_headings(blocks: list[Block]) -> list[Block]:
    """Drop headings that no paragraph follows."""
    kept: list[Block] = []
    followed = False
    for block in reversed(blocks):
        if block.tag in _HEADING:
            if followed:
                kept.append(block)
            followed = False
        else:
            kept.append(block)
            followed = True
    kept.reverse()
    return kept
