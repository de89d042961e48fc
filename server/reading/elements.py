"""Reading: what an element's tag, class, id and itemprop say about its content. The words are in `data/layout.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LAYOUT = tomllib.loads((Path(__file__).parent / "data" / "layout.toml").read_text(encoding="utf-8"))

# What to do with a node, by its tag.
INLINE, BLOCK, SKIP, LINK, BREAK, TEXT, SPAN = range(7)

# What its names say: not the article; a line of date, author or source, or a summary; the body of the article; never to be read. One bit each.
ASIDE, META, BODY, UNREAD = 1, 2, 4, 8

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[\W_]+")
_COMMENT_NAMES = frozenset(_LAYOUT["comment_names"])
_BODY_NAMES = frozenset(_LAYOUT["body_names"])
_HIDDEN_NAMES = frozenset(_LAYOUT["hidden_names"])
_SHOWN_AT_WIDTH = re.compile(r"(?::|-(?:xs|sm|md|lg|xl|xxl)-)(?:block|flex|grid|inline|contents|table)|visible")
_MAX_NAMES = 400  # characters of class and id looked at: utility classes run to thousands


def _pieces(words: list[str]) -> re.Pattern[str]:
    return re.compile("-(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")-")


_ASIDE_NAMES = _pieces(_LAYOUT["aside_names"])
_META_NAMES = _pieces(_LAYOUT["meta_names"])


def _kinds_by_id() -> dict[int, int]:
    """What to do with a node, by its tag id. The ids are the parser's own and are asked of it, not assumed."""
    named = {SKIP: _LAYOUT["skipped_elements"], BLOCK: _LAYOUT["block_elements"], LINK: ["a"], BREAK: ["br"], SPAN: ["span"]}
    tree = LexborHTMLParser("<p>x<!-- -->")
    kinds = {tree.create_node(tag).tag_id: kind for kind, tags in named.items() for tag in tags}
    paragraph = tree.css("p")[0]
    for node, kind in ((paragraph.first_child, TEXT), (paragraph.last_child, SKIP)):
        if node is not None:
            kinds[node.tag_id] = kind
    return kinds


CUSTOM = 10_000  # tag ids from which elements are none of HTML's own: components, mostly boxes
KINDS = _kinds_by_id()


def _is_hidden(names: str) -> bool:
    """Whether a class hides the element at every width of the window (`hidden md:block` does not)."""
    words = names.split()
    return not _HIDDEN_NAMES.isdisjoint(words) and not any(_SHOWN_AT_WIDTH.search(word) for word in words)


@lru_cache(maxsize=4096)
def judge(names: str) -> int:
    """What class, id and itemprop values say, as bits."""
    names = names[:_MAX_NAMES]
    lowered = names.lower()
    pieces = f"-{_NOT_WORD.sub('-', lowered if lowered == names else _CAMEL.sub('-', names).lower())}-"
    words = lowered.split()
    if not _COMMENT_NAMES.isdisjoint(words):
        return ASIDE | UNREAD
    verdict = 0 if _BODY_NAMES.isdisjoint([word if word.isalnum() else _NOT_WORD.sub("", word) for word in words]) else BODY
    if _ASIDE_NAMES.search(pieces) or _is_hidden(names):
        verdict |= ASIDE
    elif _META_NAMES.search(pieces):
        verdict |= META
    return verdict


def names_of(node: LexborNode) -> int:
    """What an element's attributes say of it, as bits. A hidden element is an aside: scripts show some, and such a one can hold the article."""
    attrs = node.attributes
    if not attrs:
        return 0
    if "hidden" in attrs or ("style" in attrs and "display:none" in (attrs["style"] or "").replace(" ", "").lower()):
        return ASIDE
    names = f"{attrs.get('class') or ''} {attrs.get('id') or ''} {attrs.get('itemprop') or ''}"
    return judge(names) if len(names) > 2 else 0
