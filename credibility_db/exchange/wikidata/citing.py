"""The citations of a Wikidata statement: the statement itself in Wikidata, and each reference it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from credibility_db.exchange.wikidata.values import date_of, first, item_of, mapping, sequence, text_of
from credibility_db.records import CitationRecord

STATED_IN, REFERENCE_URL, RETRIEVED, PUBLISHED, TITLE, ARCHIVE_URL = "P248", "P854", "P813", "P577", "P1476", "P1065"
LICENCE = "CC0-1.0"
MOST_REFERENCES = 10


def cite_item(qid: str, prop: str, *, name: str, as_of: str) -> CitationRecord:
    """Wikidata itself, as it stood on the day of the dump."""
    url = f"https://www.wikidata.org/wiki/{qid}#{prop}"
    return CitationRecord(url, f"{name} ({qid})", "Wikidata", as_of, "dataset", licence=LICENCE)


def cited_references(claim: Mapping[str, Any], *, as_of: str) -> Iterator[CitationRecord]:
    """The references that name a source: a web address, or at least a work. `imported from a Wikimedia project` is none.

    All are cited at second hand, which `asserted_by` says; without a day of retrieval, the day of the dump stands for it.
    """
    for reference in sequence(claim.get("references"))[:MOST_REFERENCES]:
        snaks = mapping(mapping(reference).get("snaks"))
        url, work = text_of(first(snaks.get(REFERENCE_URL))), item_of(first(snaks.get(STATED_IN)))
        if url is None and work is None:
            continue
        where = url if _is_web(url) else f"https://www.wikidata.org/wiki/{work}" if work else None
        if where is None:
            continue
        archive = text_of(first(snaks.get(ARCHIVE_URL)))
        retrieved, published = date_of(first(snaks.get(RETRIEVED))), date_of(first(snaks.get(PUBLISHED)))
        accessed = retrieved if retrieved and retrieved <= as_of else as_of
        yield CitationRecord(
            url=where,
            title=text_of(first(snaks.get(TITLE))) or (f"Work {work}" if where.startswith("https://www.wikidata.org/") else where),
            publisher=urlsplit(where).hostname or "Wikidata",
            accessed=accessed,
            kind="dataset",
            published=published if published and published <= accessed else None,
            asserted_by="Wikidata",
            archive_url=archive if _is_web(archive) else None,
        )


def _is_web(url: str | None) -> bool:
    """Whether a text is an address that may be cited; the rules check it more closely."""
    if url is None or any(char.isspace() for char in url) or any(char in url for char in '"<>\\'):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and parts.username is None
    except ValueError:
        return False
