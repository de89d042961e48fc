"""Reading: one declared fact from the several places where pages put it: title, dates, addresses, publisher."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from html import unescape
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from server.reading.addresses import absolute, address_clues, kept_by_archive
from server.reading.dates import date_in_address, parse_date
from server.reading.head import Head
from server.reading.linked_data import LinkedData, types_of
from server.records.clue import Clue

_PLACES = tomllib.loads((Path(__file__).parent / "data" / "declared.toml").read_text(encoding="utf-8"))
_PUBLISHED_METAS: list[str] = _PLACES["published_metas"]
_MODIFIED_METAS: list[str] = _PLACES["modified_metas"]
_LONGEST_NAME = 60  # characters; what is longer is a title in the wrong place
_DATE_LINE = 90  # characters of a line that is a date
_PAYWALL_METAS: list[str] = _PLACES["paywall_metas"]
_LOCKED = frozenset(_PLACES["locked"])
_VISIBLE_DATES = ", ".join(_PLACES["visible_dates"])
_WORD = re.compile(r"\w+")
_ALIKE = 0.4  # share of a printed headline's words that the declared ones must have
_SHORTEST = 10  # characters of a headline; shorter ones are the site's name or a section
_TITLE_TAIL = re.compile(r"\s+(?:[|•·«»]|[-–—](?=\s))\s*[^|•·«»]{2,40}$")


def find_title(headlines: list[LexborNode], head: Head, data: LinkedData) -> str | None:
    """The headline without the site's name: the printed one where it is recognisably the declared one, since search engines are told another."""
    declared = head.first(("og:title", "twitter:title", "headline", "dc.title"))
    headline = data.text("headline")
    known = _words(f"{declared or ''} {headline or ''} {head.title or ''}")
    for heading in headlines[:4]:
        printed = " ".join(unescape(heading.text(separator=" ")).split())
        words = _words(printed)
        if words and len(words & known) >= _ALIKE * len(words) and len(printed) > _SHORTEST:
            return _without_site(printed, head)
    title = headline or declared or head.title
    return _without_site(" ".join(unescape(title).split()), head) if title else None


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _without_site(title: str, head: Head) -> str:
    bare = _TITLE_TAIL.sub("", title)
    site = head.first(("og:site_name",))
    tail = title[len(bare) :]
    return bare if tail and ((site and site.lower() in tail.lower()) or "|" in tail) and len(bare) > _SHORTEST else title


def _visible_date(tree: LexborHTMLParser) -> str | None:
    for node in tree.css(_VISIBLE_DATES)[:8]:
        attrs = node.attributes
        for text in (attrs.get("datetime"), attrs.get("content"), attrs.get("title"), node.text(separator=" ")):
            if text and (found := parse_date(text)):
                return found
    return None


def find_published(tree: LexborHTMLParser, head: Head, data: LinkedData, *, url: str | None, lines: Iterable[str] = ()) -> str | None:
    """The date of publication: JSON-LD, meta elements, the address, the visible date; `lines` are those round the headline."""
    in_address = date_in_address(url or "")
    for text in (data.text("datePublished"), *head.all(_PUBLISHED_METAS)[:2]):
        if text and (found := parse_date(text)):
            return _local(found, text, in_address)
    other = next((found for key in ("dateCreated", "uploadDate") if (found := parse_date(data.text(key) or ""))), None)
    printed = (found for line in lines if len(line) < _DATE_LINE and (found := parse_date(line)))
    return in_address or _visible_date(tree) or other or next(printed, None)


def _local(declared: str, text: str, in_address: str | None) -> str:
    """The declared date, or the address' where they differ by one day and the declared one is in UTC: the address has the newsroom's day."""
    if in_address and in_address != declared and text.rstrip().endswith(("Z", "+00:00", "+0000")):
        days = (date.fromisoformat(declared) - date.fromisoformat(in_address)).days
        return in_address if abs(days) == 1 else declared
    return declared


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
    kept = kept_by_archive(url, canonical) if clues and clues[0].kind == "host" else []
    clues = kept + clues
    if canonical and not kept:
        clues.append(Clue("canonical", canonical))
    for key in ("provider", "sourceOrganization"):
        clues.extend(Clue("provider", name) for name in data.names(data.article.get(key) or [])[:2])
    clues.extend(Clue("publisher", name) for name in _publishers(data))
    clues.extend(Clue("site_name", name) for name in head.all(("og:site_name", "application-name"))[:1] if len(name) <= _LONGEST_NAME)
    return list(dict.fromkeys(clues))


def _publishers(data: LinkedData) -> list[str]:
    names = data.names(data.article.get("publisher") or [])
    if not names:
        organizations = [node for node in data.nodes if any(t in ("NewsMediaOrganization", "Organization") for t in types_of(node))]
        names = data.names([node for node in organizations if isinstance(node.get("name"), str)][:1])
    return names[:2]


def own_names(head: Head, data: LinkedData) -> list[str]:
    """The names the page gives its site and publisher."""
    return [*_publishers(data), *head.all(("og:site_name",)), *head.all(("application-name",))]
