"""What is looked for all over a page is found once, sorted by kind, in the order of the page."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from server.reading.landmarks import find_landmarks

PAGE = """<html><head><script>ignored()</script><script type="application/ld+json">{"a": 1}</script></head>
<body><p>one</p><h1>First</h1><div><p>two</p><script type="application/ld+json">{"b": 2}</script></div><h2>no</h2><h1>Second</h1></body></html>"""


def test_landmarks_by_kind_in_the_order_of_the_page() -> None:
    found = find_landmarks(LexborHTMLParser(PAGE))
    assert [node.text() for node in found.paragraphs] == ["one", "two"]
    assert [node.text() for node in found.headlines] == ["First", "Second"]
    assert [node.text() for node in found.scripts] == ['{"a": 1}', '{"b": 2}']


def test_an_empty_page_has_none() -> None:
    found = find_landmarks(LexborHTMLParser(""))
    assert (found.paragraphs, found.headlines, found.scripts) == ([], [], [])
