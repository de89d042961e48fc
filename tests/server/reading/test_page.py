"""The verbs of reading on small pages of our own."""

from __future__ import annotations

import hashlib

import pytest

from server.errors import EmptyPage
from server.reading import read_html, read_page, read_text
from server.records.page import Page

ARTICLE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Council opens bridge | The Harbour Gazette</title>
<meta property="og:title" content="Council opens bridge"><meta property="og:site_name" content="The Harbour Gazette">
<link rel="canonical" href="/news/bridge"><script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Council opens bridge", "datePublished": "2024-03-02T23:30:00+01:00", "dateModified": "2024-03-03", "isAccessibleForFree": false,
"author": [{"@type": "Person", "name": "By Ada Smith"}, {"@type": "Organization", "name": "Harbour Newsroom"}],
"publisher": {"@type": "Organization", "name": "Harbour Media"}}</script></head><body>
<nav><a href="/">Home</a><a href="/sport">Sport: Smith scores twice as the rovers win the derby at last</a></nav>
<main><article><h1>Council opens bridge</h1><figure><img src="b.jpg"><figcaption>The bridge on Friday. Photo: Reuters</figcaption></figure>
<div class="article-body"><p>HARBOUR TOWN (Coast Wire) — The council opened the new bridge over the river on Friday after nine years of work.</p>
<p>"It was <b>worth</b> the wait," Mayor Jo Brown told the crowd that had gathered on both banks of the river.</p>
<p><a href="/x">Read more: all about the bridge that took nine years to build</a></p>
<h2>What it cost</h2><p>The bridge cost 40 million, twice what was planned, according to the council's own figures.</p>
<p>Source: Coast Wire</p></div><aside>Photo credit: dpa</aside></article></main>
<footer><p>Copyright 2024 Harbour Media, a company that owns many papers along the coast. All rights reserved.</p></footer></body></html>"""


@pytest.fixture(scope="module")
def page() -> Page:
    return read_page(ARTICLE.encode(), url="https://harbourgazette.example/news/bridge?ref=a")


def test_paragraphs_are_separated_by_a_blank_line_and_nothing_else_is_read(page: Page) -> None:
    paragraphs = page.text.split("\n\n")
    assert paragraphs[1] == '"It was worth the wait," Mayor Jo Brown told the crowd that had gathered on both banks of the river.'
    assert [p[:12] for p in paragraphs] == ["HARBOUR TOWN", '"It was wort', "What it cost", "The bridge c", "Source: Coas"]


def test_what_the_page_declares(page: Page) -> None:
    assert (page.title, page.published, page.modified, page.language) == ("Council opens bridge", "2024-03-02", "2024-03-03", "en")
    assert (page.url, page.canonical) == ("https://harbourgazette.example/news/bridge?ref=a", "https://harbourgazette.example/news/bridge")
    assert [(a.name, a.kind) for a in page.byline] == [("Ada Smith", "person"), ("Harbour Newsroom", "organization")]
    assert page.paywalled
    assert page.content_hash == hashlib.sha256(page.text.encode()).hexdigest()


def test_clues_point_into_the_text_and_leave_photo_credits_alone(page: Page) -> None:
    clues = {(c.kind, c.text) for c in page.clues}
    assert clues == {
        ("host", "harbourgazette.example"),
        ("canonical", "https://harbourgazette.example/news/bridge"),
        ("publisher", "Harbour Media"),
        ("site_name", "The Harbour Gazette"),
        ("dateline", "HARBOUR TOWN (Coast Wire)"),
        ("credit", "Coast Wire"),
        ("byline", "Harbour Newsroom"),
    }
    placed = [c for c in page.clues if c.start is not None]
    assert len(placed) == 2
    assert all(page.text[c.start : c.end] == c.text for c in placed)


def test_a_callers_date_and_language_win() -> None:
    page = read_html(ARTICLE, url=None, published="2020-01-05T08:00:00Z", language="de")
    assert (page.published, page.origin) == ("2020-01-05", "submitted")


def test_plain_text_is_kept_exactly() -> None:
    text = "  [Coast Times, May 2, 2023]One  line.\r\n\r\nAnother\tline. 😀 "
    page = read_text(text, published="2023-05-02")
    assert page.text == text
    assert (page.origin, page.published) == ("submitted", "2023-05-02")
    [dateline] = [c for c in page.clues if c.kind == "dateline"]
    assert (dateline.text, dateline.start) == ("[Coast Times, May 2, 2023]", 2)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        "<!doctype html><title>App</title><div id=root></div><script>render()</script>",
        "<body><noscript>Please enable JavaScript to run this app, it is needed for everything on it.</noscript></body>",
        "<body><nav><ul><li><a href=/a>A long list of links that is no article at all, only a menu</a></ul></nav></body>",
    ],
)
def test_pages_without_article_text_need_content(html: str) -> None:
    with pytest.raises(EmptyPage) as raised:
        read_page(html.encode(), url=None)
    assert raised.value.extra["needs_content"] is True


def test_one_paragraph_is_an_article() -> None:
    page = read_page(b"<p>The mayor of Harbour Town resigned on Friday after a vote in the council.</p>", url=None)
    assert page.text == "The mayor of Harbour Town resigned on Friday after a vote in the council."


def test_a_script_built_page_is_read_from_its_linked_data() -> None:
    body = "The mayor resigned on Friday after a vote. " * 3
    html = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Mayor", "articleBody": "{body}"}}</script><div id=app></div>'
    assert read_page(html.encode(), url=None).text == body.strip()


def test_text_without_words_is_refused() -> None:
    with pytest.raises(EmptyPage):
        read_text(" \n 123 ")


def test_spaces_that_the_document_writes_otherwise_are_noted() -> None:
    first = "<p>The  bridge&nbsp;over the\n river has been opened at last, said the council of the town.</p>"
    second = "<p>It was<br>worth the wait of nine years, said the mayor to the crowd on the banks.</p>"
    page = read_page(f"<html><body><article>{first}{second}</article></body></html>".encode(), url=None)
    spaced = "".join("_" if at in page.respaced else letter for at, letter in enumerate(page.text))
    assert spaced.startswith("The_bridge_over the_river has been opened")
    assert spaced.endswith("\n\nIt was_worth the wait of nine years, said the mayor to the crowd on the banks.")
    assert len(page.respaced) == 4
    assert read_text("It was  worth it.").respaced == ()
