"""Reading, first look at the tree: what is asked for all over a page, found in one go. A search of the whole tree takes a seventh of a parse."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SELECTOR = 'p, h1, script[type="application/ld+json"]'


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Paragraph elements, first-level headings and scripts of JSON-LD, each in the order of the page."""

    paragraphs: list[LexborNode] = field(default_factory=list)
    headlines: list[LexborNode] = field(default_factory=list)
    scripts: list[LexborNode] = field(default_factory=list)


def find_landmarks(tree: LexborHTMLParser) -> Landmarks:
    """The landmarks of a page."""
    found = Landmarks()
    takers = {"p": found.paragraphs.append, "h1": found.headlines.append, "script": found.scripts.append}
    for node in tree.css(_SELECTOR):
        takers[node.tag or ""](node)
    return found
