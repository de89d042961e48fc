"""Second step of reading: one walk over the surveyed part of the tree that turns it into blocks of text and the frames they stand in.

The walk is iterative and visits each node once, so that its time is linear in the size of the page whatever its depth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from server.reading.elements import ASIDE, BLOCK, BREAK, CUSTOM, INLINE, KINDS, LINK, SKIP, SPAN, TEXT, UNREAD, judge, names_of
from server.reading.survey import Part

_PARAGRAPH_BREAK = re.compile(r"\x00\s*\x00[\s\x00]*")
_RESPACED = re.compile(r"\s{2,}|[^\S ]")


@dataclass(slots=True)
class Block:
    """A run of text between two block boundaries: `links` counts its characters inside links, `frame` is the element it stands in, `written` is
    the text with the document's own white space."""

    text: str
    links: int
    frame: int
    tag: str
    written: str = ""

    def respaced(self) -> list[int]:
        """Offsets of the spaces in `text` that the document writes otherwise: a no-break space, several spaces, a line feed, a line break."""
        written = self.written.strip()
        if written == self.text:
            return []
        found: list[int] = []
        shorter = 0
        for space in _RESPACED.finditer(written.replace("\x00", "\n").strip()):
            found.append(space.start() - shorter)
            shorter += space.end() - space.start() - 1
        return found


@dataclass(slots=True)
class Layout:
    """All block elements ("frames") in document order, in parallel lists, and all blocks in document order.

    Of frame i: `parents[i]` is the frame around it (-1 for the root), `lasts[i]` the last frame inside it, `names[i]` what its
    names say (`elements`).
    """

    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def open(self, tag: str, parent: int, names: int) -> int:
        """Add a frame and return its index."""
        self.tags.append(tag)
        self.parents.append(parent)
        self.lasts.append(0)
        self.names.append(names)
        return len(self.tags) - 1

    def add(self, text: str, links: int, frame: int) -> None:
        """Add the blocks in a run of text, whose line breaks are marked with NUL; two of them end a paragraph."""
        tag = self.tags[frame]
        for piece in _PARAGRAPH_BREAK.split(text) if "\x00" in text else (text,):
            # Splitting and joining is only for what is not written with single spaces: it takes thrice the time.
            words = piece.strip(" ") if piece.isprintable() and "  " not in piece else " ".join(piece.replace("\x00", " ").split())
            if words:
                # A run of several paragraphs has one count: each takes its share.
                share = links if piece is text else links * len(piece) // len(text)
                self.blocks.append(Block(words, min(share, len(words)), frame, tag, piece))


def read_layout(part: Part) -> Layout:
    """Walk a part of the tree once, in document order. In a surveyed part, what is named as an aside is not entered.

    One long function on purpose: it runs once for every node of a page, and calls would double its time.
    """
    layout = Layout()
    unread = 0 if part.whole else ASIDE
    frames = [layout.open(part.root.tag or "", -1, names_of(part.root) & ~(ASIDE | UNREAD))]
    above: list[tuple[LexborNode, int]] = []  # open elements with what closing them means
    parts: list[str] = []
    links = link_depth = 0
    node = part.root.first_child
    while True:
        if node is None:
            if not above:
                break
            closed, kind = above.pop()
            if kind == BLOCK:
                if parts:
                    layout.add("".join(parts), links, frames[-1])
                    parts, links = [], 0
                layout.lasts[frames.pop()] = len(layout.tags) - 1
            elif kind == LINK:
                link_depth -= 1
            node = closed.next
            continue
        tag_id = node.tag_id
        kind = KINDS.get(tag_id, INLINE if tag_id < CUSTOM else BLOCK)
        if kind == TEXT:
            text = node.text_content or ""
            if parts or not text.isspace():  # between blocks there is mostly white space
                parts.append(text)
                if link_depth:
                    links += len(text.strip())
        elif kind == BREAK:
            parts.append("\x00")
        elif kind == BLOCK:
            if parts:
                layout.add("".join(parts), links, frames[-1])
                parts, links = [], 0
            if (child := node.first_child) is not None:
                names = names_of(node)
                if names & ASIDE and node.mem_id in part.spared:
                    names &= ~ASIDE
                if not names & unread:
                    frames.append(layout.open(node.tag or "", frames[-1], names))
                    above.append((node, BLOCK))
                    node = child
                    continue
        elif kind != SKIP and (child := node.first_child) is not None and not (kind == SPAN and _is_aside(node)):
            link_depth += kind == LINK
            above.append((node, kind))
            node = child
            continue
        node = node.next
    if parts:
        layout.add("".join(parts), links, frames[-1])
    layout.lasts[0] = len(layout.tags) - 1
    return layout


def _is_aside(span: LexborNode) -> bool:
    names = span.attrs.get("class")
    return bool(names and judge(names) & ASIDE)
