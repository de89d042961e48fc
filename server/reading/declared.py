"""Reading: one declared fact from the several places where pages put it: title, dates, addresses, publisher."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from server.reading.addresses import absolute, address_clues
from server.reading.dates import date_in_address, parse_date
from server.reading.head import Head
from server.reading.linked_data import LinkedData, types_of
from server.records.clue import Clue

_PLACES = tomllib.loads((Path(__file__).parent / "data" / "declared.toml").read_text(encoding="utf-8"))
_PUBLISHED_METAS: list[str] = _PLACES["published_metas"]
_MODIFIED_METAS: list[str] = _PLACES["modified_metas"]
_PAYWALL_METAS: list[str] = _PLACES["paywall_metas"]
_LOCKED = frozenset(_PLACES["locked"])
_VISIBLE_DATES = ", ".join(_PLACES["visible_dates"])
_TITLE_TAIL = re.compile(r"\s+(?:[|•·«»]|[-–—](?=\s))\s*[^|•·«»]{2,40}$")


def find_title(tree: LexborHTMLParser, head: Head, data: LinkedData) -> str | None:
    """The headline, without the site's name behind it."""
    title = head.first(("og:title", "twitter:title", "headline", "dc.title")) or data.text("headline")
    if title is None:
        heading = tree.css_first("h1")
        title = heading.text(separator=" ") if heading else head.title
    if not title or not title.strip():
        return head.title
    title = " ".join(title.split())
    bare = _TITLE_TAIL.sub("", title)
    site = head.first(("og:site_name",))
    tail = title[len(bare) :]
    return bare if tail and ((site and site.lower() in tail.lower()) or "|" in tail) and len(bare) > 10 else title


def _visible_date(tree: LexborHTMLParser) -> str | None:
    for node in tree.css(_VISIBLE_DATES)[:8]:
        attrs = node.attributes
        for text in (attrs.get("datetime"), attrs.get("content"), attrs.get("title"), node.text(separator=" ")):
            if text and (found := parse_date(text)):
                return found
    return None


def find_published(tree: LexborHTMLParser, head: Head, data: LinkedData, url: str | None) -> str | None:
    """The date of publication: JSON-LD, meta elements, the visible date, the address."""
    declared = (data.text("datePublished"), *head.all(_PUBLISHED_METAS)[:2])
    for text in declared:
        if text and (found := parse_date(text)):
            return found
    return (
        date_in_address(url or "") or _visible_date(tree) or parse_date(data.text("dateCreated") or "") or parse_date(data.text("uploadDate") or "")
    )


def find_modified(head: Head, data: LinkedData) -> str | None:
    """The date of the last declared change."""
    text = data.text("dateModified") or head.first(_MODIFIED_METAS)
    return parse_date(text) if text else None


def find_descriptions(head: Head) -> frozenset[str]:
    """The summaries the page declares, with single spaces."""
    return frozenset(" ".join(text.split()) for name in ("og:description", "description", "twitter:description") for text in head.metas.get(name, ()))


def find_canonical(head: Head, url: str | None) -> str | None:
    """The address the page calls its own: `<link rel=canonical>`, else `og:url`."""
    for address in (head.canonical, head.first(("og:url",))):
        if address and (whole := absolute(address, url)):
            return whole
    return None


def is_paywalled(head: Head, data: LinkedData) -> bool:
    """Whether the page declares its text as not free (https://schema.org/isAccessibleForFree)."""
    free = data.article.get("isAccessibleForFree")
    if free is not None:
        return str(free).lower() in ("false", "http://schema.org/false", "https://schema.org/false")
    return (head.first(_PAYWALL_METAS) or "").lower() in _LOCKED


def declared_clues(head: Head, data: LinkedData, *, url: str | None, canonical: str | None) -> list[Clue]:
    """Clues from the address and from what the page declares, in the order of their trust."""
    clues = address_clues(url)
    if canonical:
        clues.append(Clue("canonical", canonical))
    for key in ("provider", "sourceOrganization"):
        clues.extend(Clue("provider", name) for name in data.names(data.article.get(key) or [])[:2])
    clues.extend(Clue("publisher", name) for name in _publishers(data))
    clues.extend(Clue("site_name", name) for name in head.all(("og:site_name", "application-name"))[:1])
    return list(dict.fromkeys(clues))


def _publishers(data: LinkedData) -> list[str]:
    names = data.names(data.article.get("publisher") or [])
    if not names:
        organizations = [node for node in data.nodes if any(t in ("NewsMediaOrganization", "Organization") for t in types_of(node))]
        names = data.names([node for node in organizations if isinstance(node.get("name"), str)][:1])
    return names[:2]
