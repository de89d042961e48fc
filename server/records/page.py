"""A page: one document's text and what it says of itself. Made by `reading`, read by every later step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.records.clue import Clue


@dataclass(frozen=True, slots=True)
class Author:
    """One name of the byline, as printed. `start`/`end` only where it stands in the page text."""

    name: str
    kind: Literal["person", "organization"] = "person"
    url: str | None = None
    affiliation: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is the text every offset points into: the article's for HTML, the text as sent for plain text.

    Paragraphs of an HTML article are separated by a blank line. `published` and `modified` are ISO dates (`2023-05-25`), `language` a primary
    BCP 47 subtag (`en`, `zh`), `content_hash` the SHA-256 of the text in hexadecimal. `respaced` are offsets of spaces in the text that the
    document writes otherwise (no-break, several, a line feed).
    """

    text: str
    content_hash: str
    origin: Literal["fetched", "submitted"]
    url: str | None = None
    canonical: str | None = None
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    byline: tuple[Author, ...] = ()
    clues: tuple[Clue, ...] = ()
    paywalled: bool = False
    respaced: tuple[int, ...] = ()
