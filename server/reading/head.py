"""Reading: what a page declares of itself in `<head>`: meta elements, links, title, language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_EXPECTED = frozenset({"og:title", "description", "og:description"})
_META_NAMES = ("property", "name", "itemprop", "http-equiv")


@dataclass(slots=True)
class Head:
    """`metas` maps a lower-case property or name to its values in order of appearance; `canonical` is the link's address as written."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    canonical: str | None = None
    title: str | None = None
    language: str | None = None

    def all(self, names: Iterable[str]) -> list[str]:
        """Every value of the first of these metas that the page has."""
        for name in names:
            if found := self.metas.get(name):
                return found
        return []

    def first(self, names: Iterable[str]) -> str | None:
        """The first value of the first of these metas that the page has."""
        found = self.all(names)
        return found[0] if found else None


def _take_meta(metas: dict[str, list[str]], node: LexborNode) -> None:
    attrs = node.attributes
    content = (attrs.get("content") or attrs.get("value") or "").strip()
    if not content:
        return
    for kind in _META_NAMES:
        for name in (attrs.get(kind) or "").lower().split():
            metas.setdefault(name, []).append(content)


def read_head(tree: LexborHTMLParser) -> Head:
    """The declarations of a page. When `<head>` has few, its markup is broken and the parser has moved them into the body: they are read there."""
    head = Head()
    place = tree.head
    for node in place.css("meta") if place else ():
        _take_meta(head.metas, node)
    if not _EXPECTED & head.metas.keys():
        place = tree.root
        for node in place.css("body meta") if place else ():
            _take_meta(head.metas, node)
    link = place.css_first('link[rel~="canonical" i]') if place else None
    head.canonical = (link.attributes.get("href") or "").strip() or None if link else None
    title = tree.css_first("title")
    head.title = " ".join(title.text().split()) or None if title else None
    html = tree.css_first("html")
    attrs = html.attributes if html else {}
    head.language = attrs.get("lang") or attrs.get("xml:lang")
    return head
