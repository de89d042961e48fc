"""First step of reading: one walk over the parsed tree that turns it into blocks of text and the frames they stand in.

The walk is iterative and visits each node once, so that its time is linear in the size of the page whatever its depth.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from selectolax.lexbor import LexborNode

_LAYOUT = tomllib.loads((Path(__file__).parent / "data" / "layout.toml").read_text(encoding="utf-8"))
SKIPPED = frozenset(_LAYOUT["skipped_elements"])
BLOCK = frozenset(_LAYOUT["block_elements"])
BODY_NAMES = frozenset(_LAYOUT["body_names"])
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASIDE = re.compile("-(?:" + "|".join(sorted(map(re.escape, _LAYOUT["aside_names"]), key=len, reverse=True)) + ")-")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Frame:
    """A block-level element: where it hangs, what its names say, and (once walked) the last frame inside it."""

    parent: int
    tag: str
    aside: bool
    body: bool
    last: int = 0


@dataclass(slots=True)
class Block:
    """A run of text between two block boundaries: `links` counts its characters inside links, `frame` is the element it stands in."""

    text: str
    links: int
    frame: int
    tag: str


@dataclass(slots=True)
class Layout:
    """All frames in document order (a frame's subtree is the slice up to its `last`) and all blocks in document order."""

    frames: list[Frame] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@lru_cache(maxsize=16384)
def _judge_names(names: str) -> tuple[bool, bool]:
    """Whether class and id values name a part that is not the article, and whether they name the article's body."""
    pieces = f"-{_NOT_WORD.sub('-', _CAMEL.sub('-', names)).lower()}-"
    body = any(_NOT_WORD.sub("", word).lower() in BODY_NAMES for word in names.split())
    return bool(_ASIDE.search(pieces)), body


def _frame_of(node: LexborNode, tag: str, parent: int) -> Frame | None:
    """The frame of an element, or None when it is hidden."""
    attrs = node.attributes
    if not attrs:
        return Frame(parent, tag, False, False)
    if "hidden" in attrs or "display:none" in (attrs.get("style") or "").replace(" ", "").lower():
        return None
    names = " ".join(filter(None, (attrs.get("class"), attrs.get("id"), attrs.get("itemprop"))))
    aside, body = _judge_names(names[:400]) if names else (False, False)
    return Frame(parent, tag, aside, body)


class _Walk:
    """The state of one walk: open frames, the text since the last block boundary."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.open: list[int] = []
        self.parts: list[str] = []
        self.link_depth = 0
        self.links = 0

    def flush(self) -> None:
        """End the current block; `br` pairs inside it make several."""
        if not self.parts:
            return
        text, links = "".join(self.parts), self.links
        self.parts, self.links = [], 0
        frame = self.open[-1]
        tag = self.layout.frames[frame].tag
        pieces = _PARAGRAPH_BREAK.split(text) if "\x00" in text else [text]
        for piece in pieces:
            words = " ".join(piece.replace("\x00", " ").split())
            if words:
                self.layout.blocks.append(Block(words, min(links, len(words)), frame, tag))

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Open an element; False when its content is not to be read."""
        if tag in SKIPPED:
            return False
        if tag in BLOCK:
            frame = _frame_of(node, tag, self.open[-1] if self.open else -1)
            if frame is None:
                return False
            self.flush()
            self.open.append(len(self.layout.frames))
            self.layout.frames.append(frame)
        elif tag == "a":
            self.link_depth += 1
        elif tag == "br":
            self.parts.append("\x00")
        elif tag == "span":
            names = node.attrs.get("class")
            if names and _judge_names(names)[0]:
                return False
        return True

    def leave(self, tag: str) -> None:
        """Close an element that was entered."""
        if tag in BLOCK:
            self.flush()
            frame = self.open.pop()
            self.layout.frames[frame].last = len(self.layout.frames) - 1
        elif tag == "a":
            self.link_depth -= 1

    def read(self, text: str) -> None:
        """Take the text of a text node into the current block."""
        self.parts.append(text)
        if self.link_depth:
            self.links += len(text.strip())


_PARAGRAPH_BREAK = re.compile(r"\x00\s*\x00[\s\x00]*")


def read_layout(body: LexborNode) -> Layout:
    """Walk the tree under `body` once, in document order."""
    walk = _Walk()
    walk.enter(body, "body")
    above, tags = [body], ["body"]
    node = body.first_child
    while above:
        if node is None:
            walk.leave(tags.pop())
            left = above.pop()
            node = left.next if above else None
            continue
        if node.is_text_node:
            walk.read(node.text_content or "")
        elif node.is_element_node:
            tag = node.tag or ""
            if walk.enter(node, tag):
                above.append(node)
                tags.append(tag)
                node = node.first_child
                continue
        node = node.next
    return walk.layout
