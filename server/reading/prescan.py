"""HTML bytes → nothing, or PageTooComplex: the look every page gets before a parser does, whether it was fetched or sent.

HTML parsers take quadratic time in the attributes of a tag, in nesting and in formatting tags left open. 80 kB of `<font c=1><p><font c=2><p>…` cost
lexbor 8.8 s and 100,000 attributes 16 s (measured, 2 shared cores), so no limit on bytes helps. This look is linear.

Most pages pass by counting: with few start tags no nesting can be costly, and long tags can only begin in the few stretches where for long no tag
ends for sure. Only pages with many start tags are tokenised, after the WHATWG rules, and only as far as needed. Every doubt is resolved against the
page: what the look takes for shallow must be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from server.errors import PageTooComplex

MAX_ATTRIBUTES = 1000
MAX_DEPTH = 500
MAX_START_TAGS = 50_000
"""The largest of 878 saved news pages has 6,800; 50,000 flat ones parse in 30 ms."""
FEW_START_TAGS = 2000
"""Whatever their order, so many take lexbor at most 0.15 s (found by the generators in the tests)."""
MAX_REOPENED = 500_000
"""A parser opens every formatting element left open anew in each block: so many elements take 0.2 s and 50 MB. Our own steps count as well."""

_PIECE = 8192  # bytes whose end tags are counted at once
_SPACE = rb"\t\n\f\r "
_ATTRIBUTE = (
    rb"[%(s)s/]*+[^%(s)s/>][^%(s)s/>=]*+"
    rb"(?:[%(s)s]*+=[%(s)s]*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^%(s)s>\"'][^%(s)s>]*+|(?=>)))?+"
) % {b"s": _SPACE}
_MANY_ATTRIBUTES = re.compile(rb"<[a-zA-Z][^%s/>]*+(?:%s){%d}+" % (_SPACE, _ATTRIBUTE, MAX_ATTRIBUTES + 1))
_TOKEN = re.compile(rb"<(?:(!--)|(/?)([a-zA-Z][^%s/>]*+)(?:%s)*+[%s/]*+(?:>|\Z)|[!?/])" % (_SPACE, _ATTRIBUTE, _SPACE))
# Anything that could begin a tag and does not end within 64 attributes of at most 4,000 bytes. The bounds keep the look linear: it tries every "<a"
# anew, also inside what it has tried. A third of real pages has such a place (mostly in scripts).
_PLAIN = (
    rb"[%(s)s/]*+[^%(s)s/>][^%(s)s/>=]{0,4000}+"
    rb"(?:[%(s)s]*+=[%(s)s]*+(?:\"[^\"]{0,4000}+\"|'[^']{0,4000}+'|[^%(s)s>\"'][^%(s)s>]{0,4000}+|(?=>))|(?![%(s)s]*+=))"
) % {b"s": _SPACE}
_NOT_PLAIN = re.compile(rb"<[a-zA-Z][^%s/>]{0,4000}+(?:%s){0,64}+[%s/]*+(?!>|\Z)" % (_SPACE, _PLAIN, _SPACE))
_LONG_TAG = 2900  # bytes that so many attributes take at least: there are 94 names of one byte, the others take two, each with a byte before it
_TRIES = 4  # ends of tags looked at in each window of so many bytes
_BEFORE_VALUE = b"=\t\n\f\r "
_MAX_DOUBTS = 20  # each may be read to the end of the page: so many keep the look linear
_COMMENT_END = re.compile(rb"-->|--!>|\Z")

_VOID = frozenset(b"area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split())
# A second one closes the first, so unclosed ones do not nest by themselves.
_SELF_LIMITING = frozenset(b"html head body p option tr td th thead tbody tfoot colgroup caption".split())
# Neither do these, except in turns: an item of one kind does not close one of the other.
_ITEMS = {b"li": b"li", b"dd": b"dd", b"dt": b"dd"}
_FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_RAW = frozenset(b"script style title textarea xmp iframe noembed noframes".split())
_BARRIERS = frozenset(b"table td th caption object applet marquee template".split())
# What an inline drawing is made of. Anything else inside it may lead a parser out of it, or into HTML again.
_DRAWING = frozenset(
    b"svg g path circle rect line polyline polygon ellipse use defs symbol title style lineargradient radialgradient stop clippath mask pattern image"
    b" text tspan desc filter animate animatetransform animatemotion set marker metadata a switch view".split()
) | frozenset(
    b"fegaussianblur feoffset feblend fecolormatrix fecomposite feflood femerge femergenode femorphology fedropshadow fecomponenttransfer"
    b" fefunca fefuncr fefuncg fefuncb".split()
)

_MIXED = "The page mixes drawings, menus and text in a way this service does not read"


def check_markup(html: bytes) -> None:
    """Raises PageTooComplex for markup whose parsing would cost more than a page is worth. Two fifths of the time of the parse, for a usual page."""
    tags = html.count(b"<")
    if tags > MAX_START_TAGS:
        end_tags = html.count(b"</")
        if max(tags - end_tags, end_tags) > MAX_START_TAGS:
            raise PageTooComplex(f"The page has more than {MAX_START_TAGS} tags")
    if _has_many_start_tags(html, tags) or _may_hold_long_tag(html):
        _Nesting(html).check()


def _has_many_start_tags(html: bytes, tags: int) -> bool:
    """Whether more than a few of the tags are start tags. End tags, slow to count, are counted only until those left are few."""
    for at in range(0, len(html), _PIECE):
        if tags <= FEW_START_TAGS:
            break
        tags -= html.count(b"</", at, at + _PIECE + 1)
    return tags > FEW_START_TAGS


def _may_hold_long_tag(html: bytes) -> bool:
    """Whether any place, read as the beginning of a tag, has too many attributes; with many doubtful places only the tokeniser can tell."""
    doubts = 0
    for begin, end in _stretches(html):
        at = begin - 1
        while (at := html.find(b"<", at + 1, end)) >= 0:
            if _NOT_PLAIN.match(html, at):
                doubts += 1
                if doubts == _MAX_DOUBTS or _MANY_ATTRIBUTES.match(html, at):
                    return True
    return False


def _stretches(html: bytes) -> Iterator[tuple[int, int]]:
    """Where a tag with too many attributes may begin: mostly in scripts. No such tag is shorter than `_LONG_TAG`, so that it covers the last ">" of
    some part of that size; but a ">" ends every tag that no value in quotes keeps open.

    Looking for single bytes at few places takes a fifth of the time of a regular expression that looks at every tag.
    """
    begin = at = 0
    opened = False, False
    while at < len(html):
        stop = at + _LONG_TAG
        end = _sure_end(html, at, stop, opened)
        if end < 0:
            opened = _opened(html, at, stop, opened)
            at = stop
            continue
        if at > begin:
            yield begin, end - _LONG_TAG
        begin = at = end + 1
        opened = False, False
    if len(html) - begin > _LONG_TAG:
        yield begin, len(html) - _LONG_TAG


def _sure_end(html: bytes, begin: int, end: int, opened: tuple[bool, bool]) -> int:
    """The last place in a part of the page where any tag ends, -1 when none of the last few ">" is one. `opened` is what the part begins with."""
    for _ in range(_TRIES):
        end = html.rfind(b">", begin, end)
        if end < 0 or True not in _opened(html, begin, end, opened):
            return end
    return -1


def _opened(html: bytes, begin: int, end: int, before: tuple[bool, bool]) -> tuple[bool, bool]:
    """Whether the last double and the last single quote before `end` may open a value, as one behind "=" or white space does."""
    double, single = html.rfind(b'"', begin, end), html.rfind(b"'", begin, end)
    return (
        html[double - 1] in _BEFORE_VALUE if double >= 0 else before[0],
        html[single - 1] in _BEFORE_VALUE if single >= 0 else before[1],
    )


class _Nesting:
    """What is open while the tags go by: an upper bound, since an end tag closes only what has its name."""

    def __init__(self, html: bytes) -> None:
        self._html = html
        self._open: defaultdict[bytes, int] = defaultdict(int)
        self._depth = 0
        self._formatting: list[tuple[bytes, bytes]] = []  # (name, tag as written); barriers have no tag
        self._formatted = 0
        self._reopened = 0
        self._last_item: bytes | None = None

    def check(self) -> None:
        """Go through the page. Raises PageTooComplex."""
        at = 0
        while (token := _TOKEN.search(self._html, at)) is not None:
            at = token.end()
            name = token[3]
            if token[1]:
                at = self._end_of_comment(at)
            elif name is None:
                at = self._end_of_declaration(at)
            elif token[2]:
                self._close(name.lower())
            else:
                name = name.lower()
                self._start(name, token[0])
                if name in _RAW or (name == b"desc" and self._open[b"svg"]):
                    at = self._end_of_raw_text(name, token[0], at)
            if self._depth > MAX_DEPTH or self._reopened > MAX_REOPENED:
                raise PageTooComplex

    def _start(self, name: bytes, tag: bytes) -> None:
        self._reopened += self._formatted
        if len(tag) > MAX_ATTRIBUTES and _MANY_ATTRIBUTES.match(tag):
            raise PageTooComplex(f"A tag of the page has more than {MAX_ATTRIBUTES} attributes")
        if self._open[b"svg"] or name == b"svg":
            if name not in _DRAWING and b":" not in name:
                raise PageTooComplex(_MIXED)
            if tag.endswith(b"/>"):
                return
        elif name in (b"math", b"frameset", b"plaintext"):
            raise PageTooComplex(f"The page has many tags and a {name.decode()} element")
        if name in _FORMATTING and not self._open[b"svg"]:
            self._start_formatting(name, tag)
        elif name in _BARRIERS and self._formatting[-1:] != [(name, b"")]:
            self._formatting.append((name, b""))
        item = _ITEMS.get(name)
        if item is not None and item == self._last_item:
            return
        # An item does not look past a noscript for the one to close, and the noscript does not close over an item.
        self._last_item = None if name == b"noscript" else item or self._last_item
        if name not in _VOID and name not in _SELF_LIMITING:
            self._open[name] += 1
            self._depth += 1

    def _start_formatting(self, name: bytes, tag: bytes) -> None:
        """Three alike are kept open at most (the standard's "Noah's Ark clause")."""
        alike = 0
        for held, written in reversed(self._formatting):
            if not written:
                break
            alike += held == name and written == tag
        if alike < 3:
            self._formatting.append((name, tag))
            self._formatted += 1

    def _close(self, name: bytes) -> None:
        if self._open[b"svg"] and name in (b"p", b"br"):
            raise PageTooComplex(_MIXED)
        if self._open[name]:
            self._open[name] -= 1
            self._depth -= 1
        if name in _FORMATTING and not self._open[b"svg"]:
            self._close_formatting(name)
        elif name in (b"table", b"template", b"object", b"applet", b"marquee"):
            self._close_barrier(name)

    def _close_formatting(self, name: bytes) -> None:
        for index in range(len(self._formatting) - 1, -1, -1):
            held, written = self._formatting[index]
            self._reopened += 1
            if not written:
                return
            if held == name:
                del self._formatting[index]
                self._formatted -= 1
                return

    def _close_barrier(self, name: bytes) -> None:
        """Take down the barriers back to the one closed; what was left open between them stays open."""
        stops = (b"template",) if name == b"table" else (b"template", b"table", b"td", b"th", b"caption")
        for index in range(len(self._formatting) - 1, -1, -1):
            held, written = self._formatting[index]
            self._reopened += 1
            if written:
                continue
            if held == name:
                self._formatting[index:] = [entry for entry in self._formatting[index:] if entry[1]]
                return
            if held in stops and name != b"template":
                return

    def _end_of_comment(self, at: int) -> int:
        for empty in (b">", b"->"):
            if self._html.startswith(empty, at):
                return at + len(empty)
        end = _COMMENT_END.search(self._html, at)
        return end.end() if end else len(self._html)

    def _end_of_declaration(self, at: int) -> int:
        if self._open[b"svg"] and self._html.startswith(b"[CDATA[", at):
            raise PageTooComplex(_MIXED)
        end = self._html.find(b">", at)
        return len(self._html) if end < 0 else end + 1

    def _end_of_raw_text(self, name: bytes, tag: bytes, at: int) -> int:
        """Where markup begins again: after `<script>` and its like that is at their end tag. In a drawing or a menu they are tags like others."""
        apart = self._open[b"svg"] or self._open[b"select"]
        if apart and tag.endswith(b"/>"):
            return at
        end = re.compile(rb"</%s[%s/>]" % (name, _SPACE), re.IGNORECASE).search(self._html, at)
        stop = end.start() if end else len(self._html)
        if apart and self._html.find(b"<", at, stop) >= 0:
            raise PageTooComplex(_MIXED)
        return stop
