"""Reading: what a page's JSON-LD (https://schema.org) says of the article, its authors and its publisher.

Publishers' JSON-LD is often slightly broken; what cannot be read is left out, since every fact in it has a second place in the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import orjson
from selectolax.lexbor import LexborNode

Node = dict[str, Any]

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Opinion|Column|NewsItem|CreativeWork)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage|VideoObject|AudioObject|Recipe|PodcastEpisode)$")
_WRAPPERS = ("<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/", "-->", "//]]>", "]]>", "/*]]>*/", ";")
_MAX_DEPTH = 5  # levels of objects and lists: a list of a graph of an article's authors' employers
_MAX_ITEMS = 60  # a longer list is a catalogue, a gallery or comments
_MAX_NODES = 1000


def _load(script: str) -> Any:
    """The value of one script, None when it is not JSON even after mending raw line breaks and comment marks."""
    try:
        return orjson.loads(script)
    except orjson.JSONDecodeError:
        pass
    script = script.strip()
    for mark in _WRAPPERS:
        script = script.removeprefix(mark).removesuffix(mark).strip()
    try:
        value = json.loads(script, strict=False)
        # Once more through bytes: half a surrogate pair ("\ud800"), which this parser lets pass, cannot be written anywhere.
        return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> list[Node]:
    """Every object inside a JSON value down to `_MAX_DEPTH`, outermost first."""
    found: list[Node] = []
    level = [value]
    for _ in range(_MAX_DEPTH):
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                found.append(item)
                below.extend(v for v in item.values() if isinstance(v, (dict, list)))
            elif isinstance(item, list):
                below.extend(v for v in item[:_MAX_ITEMS] if isinstance(v, (dict, list)))
        level = below
        if not level or len(found) > _MAX_NODES:
            break
    return found


def types_of(node: Node) -> list[str]:
    """The schema.org types of a node, without their namespace."""
    found = node.get("@type") or node.get("type") or []
    return [str(t).rsplit("/", 1)[-1] for t in (found if isinstance(found, list) else [found])]


class LinkedData:
    """All objects of a page's JSON-LD: `article` is the one that describes the article, empty when none does."""

    def __init__(self, values: list[Any]) -> None:
        self.nodes = [node for value in values for node in _nodes(value)]
        self._by_id = {str(node["@id"]): node for node in reversed(self.nodes) if "@id" in node and len(node) > 2}
        self.article = self._find_article()

    def _find_article(self) -> Node:
        ranked = []
        for order, node in enumerate(self.nodes):
            types = types_of(node)
            rank = 3 if any(_ARTICLE.search(t) for t in types) else 1 if any(_PAGE.search(t) for t in types) else 0
            if rank and ("datePublished" in node or "headline" in node or "author" in node):
                facts = sum(key in node for key in ("datePublished", "author", "headline", "publisher"))
                ranked.append((rank + facts, -order, node))
        return max(ranked, key=lambda entry: entry[:2])[2] if ranked else {}

    def resolve(self, value: Any) -> list[Any]:
        """A property's values as a flat list, references by `@id` replaced by what they point to."""
        values = value if isinstance(value, list) else [value]
        flat = [inner for item in values for inner in (item if isinstance(item, list) else [item])]
        return [self._by_id.get(str(v.get("@id")), v) if isinstance(v, dict) and "name" not in v else v for v in flat if v]

    def names(self, value: Any) -> list[str]:
        """The names a property gives (objects with a name, or plain strings that are no addresses)."""
        found = []
        for item in self.resolve(value):
            name = item.get("name") if isinstance(item, dict) else item
            name = name[0] if isinstance(name, list) and name else name
            if isinstance(name, str) and name.strip() and "://" not in name:
                found.append(" ".join(name.split()))
        return found

    def text(self, key: str) -> str | None:
        """A string property of the article, None when absent or of another form."""
        value = self.article.get(key)
        value = value[0] if isinstance(value, list) and value else value
        return value.strip() or None if isinstance(value, str) else None


def read_linked_data(scripts: Iterable[LexborNode]) -> LinkedData:
    """Everything in a page's `application/ld+json` scripts."""
    return LinkedData([value for node in scripts if (value := _load(node.text())) is not None])
