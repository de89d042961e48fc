"""Rules: every statement has a citation, and every address cited is one a reader can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from credibility_db.records import EntityRecord, Finding

_HOST = re.compile(r"[^\s.@/\\]+(?:\.[^\s.@/\\]+)+\.?\Z")


def is_web_address(url: str) -> bool:
    """Whether a text is an http(s) address with a host name, without credentials, blanks or control characters."""
    if any(char.isspace() or not char.isprintable() or char in '"<>\\' for char in url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and parts.username is None and bool(_HOST.match(parts.hostname or "")) and parts.port != 0
    except ValueError:
        return False


def check_citations(record: EntityRecord) -> Iterator[Finding]:
    """`citation-missing` and `citation-url`."""
    for statement in record.statements:
        if not statement.citations:
            yield Finding("citation-missing", "a statement needs at least one citation", record.id, statement.id)
        for citation in statement.citations:
            for url in (citation.url, citation.archive_url):
                if url is not None and not is_web_address(url):
                    yield Finding("citation-url", f"{url!r} is not an http(s) address", record.id, statement.id)
