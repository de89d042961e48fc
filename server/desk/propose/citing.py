"""Reads a page that shall be cited: its title, publisher and date, and whether it names what it is to support. Fetched by the safe client."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from credibility_db.dates import InvalidDate, day_range
from credibility_db.names import fold_name
from server.errors import PageError
from server.fetching import Fetcher

MOST_BYTES = 2_000_000
"""What is read of a page: beautifulsoup takes about a second for it."""
_AROUND = 60
_TITLES = ("citation_title", "og:title", "twitter:title", "dc.title")
_PUBLISHERS = ("citation_publisher", "og:site_name", "dc.publisher", "application-name", "publisher")
_DATES = ("article:published_time", "citation_publication_date", "citation_date", "dc.date", "date", "datepublished", "og:article:published_time")


@dataclass(frozen=True, slots=True)
class CitedPage:
    """What a page says of itself; None where it does not. `found` are the words around each name that was looked for, None where it is missing."""

    url: str
    title: str | None
    publisher: str | None
    published: str | None
    found: dict[str, str | None]


def cite(fetcher: Fetcher, url: str, names: list[str]) -> CitedPage:
    """Fetch and read a page. Raises PageError: the address cannot be fetched, or is no web page (a PDF has to be filled in by hand)."""
    page = fetcher.fetch(url)
    return read_cited(page.final_url, page.body[:MOST_BYTES], page.charset, names)


def read_cited(url: str, body: bytes, charset: str | None, names: list[str]) -> CitedPage:
    """Read a page's bytes. Raises PageError where its markup is beyond reading."""
    try:
        soup = BeautifulSoup(body, "html.parser", from_encoding=charset)
        metas = _metas(soup)
        linked = list(_linked_data(soup))
        for hidden in soup(["script", "style", "noscript", "template"]):
            hidden.decompose()
        text = " ".join(unicodedata.normalize("NFC", soup.get_text(" ")).split())
        title = _first(metas, _TITLES) or _from_linked(linked, "headline") or (soup.title.get_text() if soup.title else None)
    except RecursionError as error:
        raise PageError("The page's markup is nested too deeply to read.") from error
    publisher = _first(metas, _PUBLISHERS) or _publisher(linked) or (urlsplit(url).hostname or "").removeprefix("www.")
    return CitedPage(
        url=url,
        title=_line(title),
        publisher=_line(publisher),
        published=_day(_first(metas, _DATES) or _from_linked(linked, "datePublished")),
        found={name: _around(text, name) for name in names if name},
    )


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = str(meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name, content)
    return metas


def _linked_data(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            value = json.loads(script.get_text())
        except ValueError:
            continue
        items = value.get("@graph", [value]) if isinstance(value, dict) else value
        yield from (item for item in items if isinstance(item, dict)) if isinstance(items, list) else ()


def _from_linked(linked: list[dict[str, Any]], member: str) -> str | None:
    return next((item[member] for item in linked if isinstance(item.get(member), str)), None)


def _publisher(linked: list[dict[str, Any]]) -> str | None:
    publishers = (item.get("publisher") for item in linked)
    return next((one["name"] for one in publishers if isinstance(one, dict) and isinstance(one.get("name"), str)), None)


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _line(text: str | None) -> str | None:
    return " ".join(text.split())[:500] or None if text else None


def _day(text: str | None) -> str | None:
    """The day, month or year that a date begins with, None for other forms."""
    match = re.match(r"\d{4}(?:[-/]\d{2}(?:[-/]\d{2})?)?", text or "")
    if match is None:
        return None
    try:
        day_range(day := match[0].replace("/", "-"))
    except InvalidDate:
        return None
    return day


def _around(text: str, name: str) -> str | None:
    """The words around the first place where a name stands, whatever its case and accents. Folding keeps every offset."""
    found = re.search(re.escape(fold_name(name)), fold_name(text), re.IGNORECASE) if fold_name(name) else None
    return None if found is None else " ".join(text[max(0, found.start() - _AROUND) : found.end() + _AROUND].split())
