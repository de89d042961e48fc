"""Which blocks of a page are its article: small pages in, paragraphs out."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from server.reading.article import read_article
from server.reading.blocks import read_layout
from server.reading.landmarks import find_landmarks
from server.reading.survey import survey

ONE = "The council opened the new bridge over the river on Friday after nine years of work."
TWO = "It was worth the wait, the mayor told the crowd that had gathered on both banks."
THREE = "The bridge cost forty million, twice what was planned, by the council's own figures."
FOUR = "A second bridge is planned, but nobody at the town hall would say when work begins."
BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
LONG = BODY + "".join(f"<p>Part {number}. {FOUR} {ONE}</p>" for number in range(6))  # enough for the survey to trust paragraph elements


def paragraphs(html: str, *descriptions: str) -> list[str]:
    tree = LexborHTMLParser(html)
    body = tree.body
    assert body is not None
    return [block.text for block in read_article(read_layout(survey(body, find_landmarks(tree))), descriptions).blocks]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        pytest.param(f"<div>{BODY}</div>", [ONE, TWO, THREE], id="paragraphs"),
        pytest.param(f"<div>{ONE}<br><br>{TWO}<br>{THREE}</div>", [ONE, f"{TWO} {THREE}"], id="line breaks"),
        pytest.param(f"<div><div>{ONE}</div><div>{TWO}</div></div>", [ONE, TWO], id="divs"),
        pytest.param(f"<div><p>{ONE}<p>{TWO} <b>{THREE}", [ONE, f"{TWO} {THREE}"], id="unclosed"),
        pytest.param(
            f"<article>{BODY}<p><a href=/x>Read how the old bridge fell into the river</a></p></article>", [ONE, TWO, THREE], id="a link alone"
        ),
        pytest.param(f"<article>{BODY}<figure><figcaption>{FOUR}</figcaption></figure></article>", [ONE, TWO, THREE], id="a caption"),
        pytest.param(f"<article>{BODY}<div class=related-stories><p>{FOUR}</p></div></article>", [ONE, TWO, THREE], id="named as an aside"),
        pytest.param(f"<article>{BODY}<div class=newsletterSignup><p>{FOUR}</p></div></article>", [ONE, TWO, THREE], id="named in camel case"),
        pytest.param(f"<article>{BODY}<div style='display: none'><p>{FOUR}</p></div></article>", [ONE, TWO, THREE], id="hidden"),
        pytest.param(f"<article>{BODY}<div class='hidden'><p>{FOUR}</p></div></article>", [ONE, TWO, THREE], id="hidden by class"),
        pytest.param(
            f"<article>{BODY}<div class='hidden md:block'><p>{FOUR}</p></div></article>", [ONE, TWO, THREE, FOUR], id="hidden on telephones"
        ),
        pytest.param(f"<article>{BODY}<p>Sign up for our newsletter</p></article>", [ONE, TWO, THREE], id="a notice"),
        pytest.param(f"<article>{BODY}<h2>More news</h2></article>", [ONE, TWO, THREE], id="a heading over nothing"),
        pytest.param(f"<article>{BODY}<h2>What next</h2><p>{FOUR}</p></article>", [ONE, TWO, THREE, "What next", FOUR], id="a heading"),
        pytest.param(f"<article><div>Friday, 10:15</div>{BODY}<div>Share</div></article>", [ONE, TWO, THREE], id="labels"),
        pytest.param(f"<article><header><p>{FOUR}</p></header>{BODY}</article>", [ONE, TWO, THREE], id="a summary in the header"),
        pytest.param(f"<body class='has-sidebar'><div class=content>{BODY}</div></body>", [ONE, TWO, THREE], id="a name that most of the page bears"),
        pytest.param(f"<article>{BODY}<blockquote><p>{FOUR}</p></blockquote></article>", [ONE, TWO, THREE, FOUR], id="a quotation"),
        pytest.param(f"<article>{BODY}<ul><li>{FOUR}</li></ul></article>", [ONE, TWO, THREE, FOUR], id="a list"),
    ],
)
def test_what_is_kept(html: str, kept: list[str]) -> None:
    assert paragraphs(html) == kept


def test_a_declared_summary_that_stands_apart_is_left_out() -> None:
    html = f"<article><div><p>{FOUR}</p></div><div><p>{ONE}</p><p>{TWO}</p></div><div><p>{THREE}</p></div></article>"
    assert paragraphs(html, FOUR) == [ONE, TWO, THREE]
    assert paragraphs(html) == [FOUR, ONE, TWO, THREE]


def test_the_surveyed_part_and_the_whole_page_give_the_same() -> None:
    page = f"<body><nav><p>{FOUR} {TWO}</p></nav><main><h1>Bridge opened</h1><div class=x>{LONG}</div></main><footer><p>{FOUR}</p></footer></body>"
    tree = LexborHTMLParser(page)
    body = tree.body
    assert body is not None
    part = survey(body, find_landmarks(tree))
    assert (part.whole, part.root.tag) == (False, "main")
    assert len(paragraphs(page)) == 9


def test_text_that_scripts_reveal_is_read() -> None:
    assert len(paragraphs(f"<body><div>Loading</div><div hidden id=S:1>{LONG}</div></body>")) == 9


def test_captions_are_the_article_where_there_is_nothing_else() -> None:
    html = "<body>" + "".join(f"<div class=gallery-item><p>{n}. {ONE} {TWO}</p></div>" for n in range(5)) + "</body>"
    assert len(paragraphs(html)) == 5


def test_comments_longer_than_the_article_are_not_it() -> None:
    comments = "".join(f"<p>{n} {FOUR}</p>" for n in range(40))
    assert paragraphs(f"<main><article>{LONG}</article><section id=comments>{comments}</section></main>")[:3] == [ONE, TWO, THREE]


def test_depth_is_no_matter() -> None:
    assert paragraphs("<div>" * 3000 + LONG + "</div>" * 3000)[:3] == [ONE, TWO, THREE]
