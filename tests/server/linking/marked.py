"""Marked-up text → a page with attributions: `{source:…}`, `{channel:…}`, `{org:…}`, `{says:…}` around words; nesting is not needed."""

from __future__ import annotations

import re
from hashlib import sha256

from server.records.attribution import Attribution, Source, SourceType
from server.records.page import Author, Page
from server.records.span import Span

_MARK = re.compile(r"\{(source|channel|org|says):([^{}]*)\}")


def marked_page(marked: str, *, published: str | None = "2024-05-14", byline: tuple[Author, ...] = ()) -> tuple[Page, dict[str, list[Span]]]:
    """The page of the text without marks, and the marked spans by mark."""
    spans: dict[str, list[Span]] = {}
    text, last = "", 0
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        spans.setdefault(found[1], []).append(Span(found[2], len(text), len(text) + len(found[2])))
        text += found[2]
        last = found.end()
    text += marked[last:]
    page = Page(text, sha256(text.encode()).hexdigest(), "submitted", published=published, language="en", byline=byline)
    return page, spans


def attribution_of(
    spans: dict[str, list[Span]], *, name: str | None = None, type: SourceType = "person", described_as: str | None = None, id: str = "a1"
) -> Attribution:
    """One attribution made of the marked spans."""
    source = spans.get("source", [None])[0]
    return Attribution(
        id=id,
        source=Source(source, type, name or (source.text if source else None)),
        content=spans["says"][0],
        directness="direct",
        described_as=described_as,
        described_organizations=tuple(spans.get("org", ())),
        channel=spans.get("channel", [None])[0],
    )
