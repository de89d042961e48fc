"""The reading step's verbs: bytes, HTML or plain text → `Page`.

bytes → UTF-8 (`decoding`) → markup that a parser can take (`prescan`) → one lexbor parse → the part with the text (`survey`) → its blocks
(`blocks`) → the article's paragraphs (`article`); and, from the same tree, what the page declares (`head`, `linked_data`, `declared`, `bylines`)
and what its text says of its origin (`credits`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from server.errors import EmptyPage
from server.reading.addresses import address_clues
from server.reading.article import read_article
from server.reading.blocks import Block, read_layout
from server.reading.bylines import find_byline
from server.reading.credits import credits_of_lines, dateline_of_lines, find_credits, find_dateline
from server.reading.dates import parse_date
from server.reading.declared import (
    declared_clues,
    find_canonical,
    find_descriptions,
    find_modified,
    find_published,
    find_title,
    is_paywalled,
    own_names,
)
from server.reading.decoding import to_utf8
from server.reading.head import read_head
from server.reading.landmarks import find_landmarks
from server.reading.languages import find_language
from server.reading.linked_data import read_linked_data
from server.reading.prescan import check_markup
from server.reading.survey import survey
from server.records.clue import Clue
from server.records.page import Author, Page

Origin = Literal["fetched", "submitted"]
_MIN_TEXT = 60  # characters of running text below which a page has no article; script shells leave a word or two
_MIN_TEXT_CJK = 20
_PLAIN_TREE = LexborDocumentOptions.WO_EVENTS  # a twentieth quicker: nobody listens, and menus need not repeat the option chosen


def read_page(
    body: bytes,
    *,
    url: str | None,
    content_type: str | None = None,
    published: str | None = None,
    language: str | None = None,
    origin: Origin = "fetched",
) -> Page:
    """The page in the bytes of an HTML document. `published` and `language` come from the caller and win over what the page says.

    Raises Undecodable for bytes that are no text, PageTooComplex for markup that would take a parser too long, EmptyPage when there is no
    article text.
    """
    return _read(to_utf8(body, content_type), url=url, published=published, language=language, origin=origin)


def read_html(html: str, *, url: str | None, published: str | None = None, language: str | None = None, origin: Origin = "submitted") -> Page:
    """The page in the source of an HTML document. Raises PageTooComplex, EmptyPage."""
    return _read(html.encode("utf-8", errors="replace"), url=url, published=published, language=language, origin=origin)


def read_text(text: str, *, url: str | None = None, published: str | None = None, language: str | None = None) -> Page:
    """The page of a plain text, which is kept exactly as sent. Raises EmptyPage when it holds no letter."""
    if not any(map(str.isalpha, text)):
        raise EmptyPage("The text sent holds no words")
    clues = [*address_clues(url), *_text_clues(text)]
    return Page(
        text=text,
        content_hash=_hash(text),
        origin="submitted",
        url=url,
        published=_given_date(published),
        language=find_language(text, language),
        clues=tuple(clues),
    )


def _read(html: bytes, *, url: str | None, published: str | None, language: str | None, origin: Origin) -> Page:
    check_markup(html)
    tree = LexborHTMLParser(html, options=_PLAIN_TREE)
    landmarks = find_landmarks(tree)
    head, data = read_head(tree), read_linked_data(landmarks.scripts)
    body = tree.body
    article = read_article(read_layout(survey(body, landmarks)), find_descriptions(head)) if body is not None else None
    text = "\n\n".join(block.text for block in article.blocks) if article else ""
    respaced = _respaced(article.blocks) if article else ()
    if _is_empty(text):
        text, respaced = data.text("articleBody") or "", ()
        if _is_empty(text):
            raise EmptyPage
    canonical = find_canonical(head, url)
    byline = tuple(_placed(author, text) for author in find_byline(tree, head, data, own_names=own_names(head, data)))
    declared_language = language or head.language or head.first(("og:locale", "content-language", "language"))
    clues = [
        *declared_clues(head, data, url=url, canonical=canonical),
        *_text_clues(text, lines=article.lines if article else ()),
        *credits_of_lines(article.lines if article else []),
        *_byline_clues(byline),
    ]
    return Page(
        text=text,
        content_hash=_hash(text),
        origin=origin,
        url=url,
        canonical=canonical,
        title=find_title(landmarks.headlines, head, data),
        published=_given_date(published) or find_published(tree, head, data, url=url, lines=article.lines if article else ()),
        modified=find_modified(head, data),
        language=find_language(text, declared_language),
        byline=byline,
        clues=tuple(clues),
        paywalled=is_paywalled(head, data),
        respaced=respaced,
    )


def _respaced(blocks: list[Block]) -> tuple[int, ...]:
    offsets: list[int] = []
    start = 0
    for block in blocks:
        offsets.extend(start + offset for offset in block.respaced())
        start += len(block.text) + len("\n\n")
    return tuple(offsets)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def _is_empty(text: str) -> bool:
    return len(text) < (_MIN_TEXT if text.isascii() else _MIN_TEXT_CJK)


def _given_date(published: str | None) -> str | None:
    return parse_date(published) if published else None


def _text_clues(text: str, *, lines: Sequence[str] = ()) -> list[Clue]:
    dateline = find_dateline(text)
    return [*([dateline] if dateline else dateline_of_lines(lines)), *find_credits(text)]


def _placed(author: Author, text: str) -> Author:
    """The author with the place where the name stands in the text's first lines, if it does."""
    start = text.find(author.name, 0, 400)
    return replace(author, start=start, end=start + len(author.name)) if start >= 0 else author


def _byline_clues(byline: Iterable[Author]) -> list[Clue]:
    clues = []
    for author in byline:
        if author.kind == "organization":
            clues.append(Clue("byline", author.name, author.start, author.end))
        elif author.affiliation:
            clues.append(Clue("byline", author.affiliation))
    return clues
