"""Printed bylines, and which of several declared ones counts."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from server.reading.bylines import find_byline, is_organization, split_byline
from server.reading.head import read_head
from server.reading.landmarks import find_landmarks
from server.reading.linked_data import read_linked_data


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Smith", ["Ada Smith"]),
        ("BY ADA SMITH AND JO BROWN", ["ADA SMITH", "JO BROWN"]),
        ("By Ada Smith, Jo Brown and Max Muster", ["Ada Smith", "Jo Brown", "Max Muster"]),
        ("Ada Smith, Senior Reporter", ["Ada Smith"]),
        ("Ada Smith | The Harbour Gazette", ["Ada Smith", "The Harbour Gazette"]),
        ("Ada Smith Senior Politics Editor", ["Ada Smith"]),
        ("Ada Smith May 6, 2023 at 12:55 pm • 1 min read", ["Ada Smith"]),
        ("Ada Smith MS, RDN, LD", ["Ada Smith"]),
        ("Von Erika Mustermann und Max Muster", ["Erika Mustermann", "Max Muster"]),
        ("Par Jeanne Dupont et Luc Martin", ["Jeanne Dupont", "Luc Martin"]),
        ("Por Ana García y Luis Pérez", ["Ana García", "Luis Pérez"]),
        ("Redacci&oacute;n Costa", ["Redacción Costa"]),
        ("文/王小明", ["王小明"]),
        ("记者：王小明、李大海", ["王小明", "李大海"]),
        ("MND Staff", ["MND Staff"]),
        ("https://social.example/ada.smith", []),
        ("ada@gazette.example", []),
        ("staff", []),
        ("12:30", []),
        ("harbourcat sagt", []),
    ],
)
def test_split_byline(line: str, names: list[str]) -> None:
    assert [author.name for author in split_byline(line)] == names


def test_an_affiliation_in_brackets_is_kept_apart() -> None:
    [author] = split_byline("Ada Smith (Coast Wire)")
    assert (author.name, author.affiliation) == ("Ada Smith", "Coast Wire")


@pytest.mark.parametrize(
    ("name", "organization"),
    [("AFP", True), ("dpa", True), ("Gazette Staff", True), ("Coast News Service", True), ("Ada Smith", False), ("Paul Newsome", False)],
)
def test_is_organization(name: str, organization: bool) -> None:
    assert is_organization(name) is organization


def byline_of(html: str, own_names: tuple[str, ...] = ("The Gazette",)) -> list[str]:
    tree = LexborHTMLParser(html)
    return [author.name for author in find_byline(tree, read_head(tree), read_linked_data(find_landmarks(tree).scripts), own_names=own_names)]


def declare(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "x", "author": {author}}}</script>'


GRAPH = '{"@graph": [{"@type": "Article", "headline": "x", "author": {"@id": "#a"}}, {"@id": "#a", "@type": "Person", "name": "Ada Smith"}]}'
META = '<meta name="author" content="Ada Smith">'


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        pytest.param(declare('{"name": "Ada Smith"}'), ["Ada Smith"], id="JSON-LD"),
        pytest.param(declare('{"@type": "Organization", "name": "Gazette"}'), ["Jo Brown"], id="the site itself"),
        pytest.param(declare('["Ada Smith", "The Gazette"]'), ["Ada Smith"], id="a person and the site"),
        pytest.param(declare('{"@type": "Organization", "name": "AFP"}'), ["AFP"], id="an agency"),
        pytest.param(declare('"Ada \\ud800Smith"'), ["Ada ?Smith"], id="half a surrogate pair"),
        pytest.param(f'<script type="application/ld+json">{GRAPH}</script>', ["Ada Smith"], id="a reference"),
        pytest.param(declare('"broken, "author"') + META, ["Ada Smith"], id="broken JSON-LD"),
        pytest.param(f'{META}<meta property="article:author" content="https://social.example/a">', ["Ada Smith"], id="a meta element"),
        pytest.param("", ["Jo Brown"], id="nothing declared"),
    ],
)
def test_declared_before_printed(declared: str, names: list[str]) -> None:
    html = f'<head><meta property="og:title" content="x">{declared}</head><body><p class="byline">By Jo Brown</p></body>'
    assert byline_of(html) == names


def test_a_printed_byline_behind_an_empty_place_for_it() -> None:
    assert byline_of('<p class="author author-name byline"></p><p class="byline">By Ada Smith</p>') == ["Ada Smith"]


@pytest.mark.parametrize(
    ("line", "name", "affiliation"),
    [
        ("Bob Reed Valley Times staff reporter", "Bob Reed", "Valley Times staff reporter"),
        ("Ann Q. Lee Battle Hill Courier-Post", "Ann Q. Lee", "Battle Hill Courier-Post"),
        ("JANE ROE Associated Press", "JANE ROE", "Associated Press"),
        ("Jane Roe AFP", "Jane Roe", "AFP"),
        ("New York Times staff", "New York Times staff", None),
        ("South Bay Morning Post", "South Bay Morning Post", None),
        ("Jon Poe Columnist", "Jon Poe", None),
        ("Jane Doe Senior Politics Editor", "Jane Doe", None),
        ("Maria del Carmen Ruiz", "Maria del Carmen Ruiz", None),
    ],
)
def test_what_stands_behind_a_name_without_a_comma(line: str, name: str, affiliation: str | None) -> None:
    assert [(author.name, author.affiliation) for author in split_byline(line)] == [(name, affiliation)]
