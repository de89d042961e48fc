"""Markup that would cost a parser seconds is refused before it; markup that only looks odd is not."""

from __future__ import annotations

import contextlib
import random
import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from server.errors import PageTooComplex
from server.reading.prescan import FEW_START_TAGS, MAX_ATTRIBUTES, MAX_DEPTH, check_markup

MANY = FEW_START_TAGS + 1000
HTML = b"<!doctype html><html><body>"


def attributes(count: int) -> bytes:
    return b" ".join(b"a%d=1" % number for number in range(count))


REFUSED = {
    "nested": HTML + b"<div>" * MANY,
    "nested, closed with other names": HTML + b"<div></span>" * MANY,
    "nested, closed in a comment": HTML + b"<div><!--</div>-->" * MANY,
    "nested, closed in an attribute": HTML + b"<div><p title='</div>'>" * MANY,
    "nested, closed in a script": HTML + b"<div><script>'</div>'</script>" * MANY,
    "nested after a script in a tag": HTML + b'<p title="<script>">' + b"<div>" * MANY,
    "nested after a comment in a script": HTML + b"<script><!--</script>" + b"<div>" * MANY,
    "nested after an empty comment": HTML + b"<!-->" + b"<div>" * MANY,
    "nested after a declaration": HTML + b"<!x '<!--' >" + b"<div>" * MANY,
    "nested in a drawing's script": HTML + b"<svg><script>" + b"<div>" * MANY,
    "nested after a drawing's character data": HTML + b"<svg><![CDATA[</svg>]]><script>" + b"<div>" * MANY,
    "nested in a menu's raw text": HTML + b"<select><xmp></select>" + b"<div>" * MANY,
    "items in turns": HTML + b"<li><dd>" * MANY,
    "unknown elements closing themselves": HTML + b"<path/>" * MANY,
    "formatting left open": HTML + b"".join(b"<font c=%d><p>" % number for number in range(MANY)),
    "formatting left open in cells": HTML + b"".join(b"<b c=%d><table><td></b></table>" % number for number in range(MANY)),
    "attributes": HTML + b"<p " + attributes(MAX_ATTRIBUTES + 1) + b">",
    "attributes without space": HTML + b"<p" + b'/a=""' * (MAX_ATTRIBUTES + 1) + b">",
    "attributes never ending": HTML + b"<p " + attributes(MAX_ATTRIBUTES + 1),
    "attributes with angles": HTML + b"<p " + b" ".join(b"a%d='<p>'" % number for number in range(MAX_ATTRIBUTES + 1)) + b">",
    "attributes after a value after a space": HTML + b"<p t= 'x\">' " + attributes(MAX_ATTRIBUTES + 1) + b">",
    "attributes after a swallowed start": HTML + b"<script>\"<p a='\"</script><p b='>' " + attributes(MAX_ATTRIBUTES + 1) + b">",
    "too many tags": HTML + b"<p></p>" * 60_000,
    "too many end tags": HTML + b"</i>" * 60_000,
}
READ = {
    "nothing": b"",
    "text": b"a < b and b > c " * 5000,
    "many siblings": HTML + b"<div><p>text</p><img src=a></div>" * MANY,
    "lists without end tags": HTML + b"<ul>" + b"<li>item" * MANY + b"</ul>",
    "tables without end tags": HTML + b"<table>" + b"<tr><td>cell<td>cell" * MANY + b"</table>",
    "paragraphs without end tags": HTML + b"<p>text<br>" * MANY,
    "the same formatting left open": HTML + b"<div><b>text</div>" * 400 + b"<p>a</p>" * MANY,
    "markup in scripts": HTML + b"<script>x = '<div><div><div>'</script>" * MANY,
    "markup in comments": HTML + b"<!-- <div><div> -->" * MANY,
    "icons": HTML + b"<svg viewBox='0 0 1 1'><title>Menu</title><desc>a menu</desc><g><path d='M0'/><circle r=1 /></g></svg>" * MANY,
    "lazy images": HTML + b"<li><noscript><img src=a></noscript></li>" * MANY,
    "almost too deep": HTML + b"<div>" * (MAX_DEPTH - 1) + b"<p>a</p>" * MANY,
    "almost too many attributes": HTML + b"<p " + attributes(MAX_ATTRIBUTES) + b">",
    "a picture in an attribute": HTML + b"<img src='data:image/png;base64," + b"A" * 100_000 + b"'>",
    "a comparison in a script": HTML + b"<script>for(i=0;i<n;i++){" + b" a b c" * 2000 + b"}</script>",
}


@pytest.mark.parametrize("html", REFUSED.values(), ids=REFUSED)
def test_refuses_what_would_cost_a_parser_too_much(html: bytes) -> None:
    with pytest.raises(PageTooComplex):
        check_markup(html)


@pytest.mark.parametrize("html", READ.values(), ids=READ)
def test_lets_honest_markup_pass(html: bytes) -> None:
    check_markup(html)


NAMES = "div p span b font a table tr td li dd select option svg path title desc script style textarea template object noscript iframe h1 rt"


@pytest.mark.parametrize("seed", range(40))
def test_what_passes_is_shallow_in_the_parsers_eyes(seed: int) -> None:
    """Random soups of the constructs that parsers treat specially, repeated: whatever passes, lexbor must read without deep nesting."""
    draw = random.Random(seed)
    names = NAMES.split()
    odd = ["<!--", "-->", "<!-->", "<!x ", "<![CDATA[", "]]>", "</>", "'", '"', '<p t="', "<", "</p>", "x"]

    def piece() -> str:
        name = draw.choice(names)
        return draw.choice([f"<{name}>", f"<{name}>", f"<{name} t='<{draw.choice(names)}>'>", f"</{name}>", f"<{name}/>", draw.choice(odd)])

    html = HTML + ("".join(piece() for _ in range(draw.randint(1, 6))) * MANY).encode()
    try:
        check_markup(html)
    except PageTooComplex:
        return
    assert _depth(LexborHTMLParser(html)) <= 2 * MAX_DEPTH


@pytest.mark.parametrize(("quote", "end"), [(b'"', b"x'>"), (b"'", b'x">')])
def test_a_long_tag_is_seen_wherever_it_begins(quote: bytes, end: bytes) -> None:
    for before in range(0, 6000, 30):
        html = HTML + b"x" * before + b"<p t=" + quote + end * 40 + quote + b" " + attributes(MAX_ATTRIBUTES + 1) + b">"
        with pytest.raises(PageTooComplex):
            check_markup(html)


@pytest.mark.parametrize("seed", range(60))
def test_what_passes_has_few_attributes_in_the_parsers_eyes(seed: int) -> None:
    """A long tag among random quotes, angles and equals signs, which may open it early, hide its end or be its values."""
    draw = random.Random(seed)

    def soup(most: int) -> str:
        odd = ['"', "'", "=", " ", ">", "<", '">', "'>", '="', "='", "= '", "x", "<p ", "<script>", "</script>", "<!--", "-->"]
        return "".join(draw.choice(odd) for _ in range(draw.randint(0, most)))

    values = draw.choice([[""], ["", "=1"], ["='>'", '=">"'], ["='x\">'", '="x\'>"'], ["='<p t=\"x\">'", '=">"', "=' >'", ""]])
    count = draw.choice([MAX_ATTRIBUTES - 10, MAX_ATTRIBUTES + 10, 3 * MAX_ATTRIBUTES])
    names = [f"{number:x}" for number in range(16, 16 + count)]
    tag = "<p " + " ".join(name + draw.choice(values) for name in names) + ">"
    html = HTML + "".join([soup(20), "text" * draw.choice([0, 1000]), soup(9), tag, soup(20), "text" * draw.choice([0, 1000])]).encode()
    with contextlib.suppress(PageTooComplex):
        check_markup(html)
        assert max(len(node.attributes) for node in LexborHTMLParser(html).css("*")) <= MAX_ATTRIBUTES


def _depth(tree: LexborHTMLParser) -> int:
    deepest, waiting = 0, [(tree.root, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        child = node.child if node is not None else None
        while child is not None:
            if child.is_element_node:
                waiting.append((child, depth + 1))
            child = child.next
    return deepest


HOSTILE_TO_US = {
    "starts inside starts": b"<p/a=" * 2000 + b"x" * 3_000_000,
    "starts without end": b"<a" * 2000 + b"x" * 3_000_000,
    "barriers": HTML + b"<table>" * 400 + b"<td></table>" * 20_000 + b"<td></b>" * 20_000,
    "titles": HTML + b"<title>x</title>" * 24_000,
    "open formatting": HTML + b"".join(b"<b c=%d>" % number for number in range(400)) + b"<i></i>" * 40_000,
}


@pytest.mark.parametrize("html", HOSTILE_TO_US.values(), ids=HOSTILE_TO_US)
def test_the_look_itself_is_linear(html: bytes) -> None:
    """A quadratic look took 25 s for these; 2 s of CPU is far above what the slowest machine needs for a linear one."""
    began = time.thread_time()
    with contextlib.suppress(PageTooComplex):
        check_markup(html)
    assert time.thread_time() - began < 2
