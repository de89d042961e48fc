"""First step of reading: a quick look at where in the tree the running text stands, so that the careful walk need not visit the whole page.

Paragraph elements are found and measured by the parser's own code; only they and their ancestors are looked at here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from server.reading.elements import ASIDE, KINDS, SKIP, UNREAD, names_of
from server.reading.landmarks import Landmarks

_RUNNING = 40  # characters from which a paragraph element counts as running text
_ENOUGH = 700  # characters of running text from which paragraph elements are taken to hold the article; a page with less is walked whole
_SHARE = 0.85  # of the running text that the part to be walked must hold
_HEADLINE_LEVELS = 5  # how far above the paragraphs the headline is looked for: a headline further up is the site's


@dataclass(slots=True)
class Part:
    """The element to walk, and the elements (by memory id) that are named like asides but hold most of the page's text."""

    root: LexborNode
    spared: set[int] = field(default_factory=set)
    whole: bool = True


@dataclass(slots=True)
class _Seen:
    node: LexborNode
    parent: int
    depth: int
    names: int
    total: float = 0.0


class _Ancestors:
    """The paragraphs' ancestors, each looked at once."""

    def __init__(self, body: LexborNode) -> None:
        self.body = body.mem_id
        self.seen = {self.body: _Seen(body, 0, 0, names_of(body))}

    def place(self, node: LexborNode | None) -> int:
        """Take a node and its ancestors in; returns its id, or 0 when it does not stand in the body."""
        climbed: list[tuple[int, LexborNode]] = []
        while node is not None and (at := node.mem_id) not in self.seen:
            climbed.append((at, node))
            node = node.parent
        if node is None:
            return 0
        parent = node.mem_id
        for at, element in reversed(climbed):
            names = ASIDE | UNREAD if KINDS.get(element.tag_id) == SKIP else names_of(element)
            self.seen[at] = _Seen(element, parent, self.seen[parent].depth + 1, names)
            parent = at
        return parent

    def add_up(self, *, asides: bool) -> None:
        """Carry every element's own text up to the elements around it, deepest first."""
        for at, seen in sorted(self.seen.items(), key=lambda item: -item[1].depth):
            if at != self.body and not seen.names & UNREAD and (asides or not seen.names & ASIDE):
                self.seen[seen.parent].total += seen.total


def survey(body: LexborNode, landmarks: Landmarks) -> Part:
    """The part of the page that holds its running text and headline."""
    around = _Ancestors(body)
    weights: dict[int, float] = {}
    for paragraph in landmarks.paragraphs:
        size = len(paragraph.text().strip())
        if size >= _RUNNING and (at := around.place(paragraph.parent)):
            weights[at] = weights.get(at, 0.0) + size
    if sum(weights.values()) < _ENOUGH:
        return Part(body)
    seen = around.seen
    spared = _spare(around, weights)
    for entry in seen.values():
        entry.total = 0.0
    for at, weight in weights.items():
        seen[at].total = weight
    around.add_up(asides=False)
    enough = _SHARE * seen[around.body].total
    if enough < _SHARE * _ENOUGH:
        return Part(body)
    best = max((at for at, entry in seen.items() if entry.total >= enough), key=lambda at: seen[at].depth)
    return Part(seen[_with_headline(landmarks.headlines, seen, best, body.mem_id)].node, spared, whole=False)


def _spare(around: _Ancestors, weights: dict[int, float]) -> set[int]:
    """Take the aside mark off elements that hold most of the text: `<body class="has-sidebar">` is no sidebar."""
    for at, weight in weights.items():
        around.seen[at].total = weight
    around.add_up(asides=True)
    most = 0.5 * around.seen[around.body].total
    spared = {at for at, entry in around.seen.items() if entry.total > most and entry.names & ASIDE and not entry.names & UNREAD}
    for at in spared:
        around.seen[at].names &= ~ASIDE
    return spared


def _with_headline(headlines: list[LexborNode], seen: dict[int, _Seen], best: int, body: int) -> int:
    """The nearest element above `best` that holds a headline too, `best` itself when none is near."""
    above = [best]
    while seen[above[-1]].parent and len(above) <= _HEADLINE_LEVELS:
        above.append(seen[above[-1]].parent)
    nearest = len(above)
    for headline in headlines[:5]:
        node: LexborNode | None = headline
        while node is not None and node.mem_id not in seen:
            node = node.parent
        if node is not None and node.mem_id in above[:nearest]:
            nearest = above.index(node.mem_id)
    return above[nearest] if nearest < len(above) and above[nearest] != body else best
