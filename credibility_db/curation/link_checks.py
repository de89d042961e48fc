"""What a fetcher found at the cited addresses, held against the citations. Reads a file only: this package opens no sockets and stores nothing here.

A results file has one JSON object a line: `url`, `status` (HTTP status, 0 where nothing answered), `checked` (a day), `final_url`, `archive_url`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import orjson

from credibility_db.errors import RecordError
from credibility_db.records import EntityRecord

DEAD = frozenset({0, 404, 410})
OLD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What one visit found. Other refusals than "not there" (403, 429, 5xx) say nothing of the document: such a link is unclear."""

    url: str
    status: int
    checked: date
    final_url: str | None = None
    archive_url: str | None = None

    @property
    def verdict(self) -> str:
        """`alive`, `dead` or `unclear`."""
        return "alive" if 200 <= self.status < 300 else "dead" if self.status in DEAD else "unclear"


@dataclass(frozen=True, slots=True)
class CitedLink:
    """A cited address, the entities that cite it and its newest check: the verdict is `unchecked` without one, `old` after a year."""

    url: str
    entities: tuple[str, ...]
    check: LinkCheck | None
    verdict: str


def read_checks(path: Path) -> dict[str, LinkCheck]:
    """The newest check of each address. Raises RecordError, with the line, for what is not a result."""
    newest: dict[str, LinkCheck] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                check = _read_check(line, source=str(path), number=number)
                if check.url not in newest or newest[check.url].checked <= check.checked:
                    newest[check.url] = check
    return newest


def _read_check(line: bytes, *, source: str, number: int) -> LinkCheck:
    try:
        members = orjson.loads(line)
        url, status, day = members["url"], members["status"], date.fromisoformat(members["checked"][:10])
        if not isinstance(url, str) or type(status) is not int:
            raise TypeError("url is a text, status a whole number")
        return LinkCheck(url, status, day, members.get("final_url"), members.get("archive_url"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordError(f"not a result with url, status and checked: {error}", source=source, line=number) from error


def cited_links(records: Iterable[EntityRecord], checks: Mapping[str, LinkCheck], *, today: date) -> list[CitedLink]:
    """Every address that published entities cite in statements which are shown, sorted, with what is known of it."""
    citing: dict[str, dict[str, None]] = {}
    for record in records:
        if record.status == "published":
            for statement in record.statements:
                if statement.status != "withdrawn":
                    for citation in statement.citations:
                        citing.setdefault(citation.url, {})[record.id] = None
    return [CitedLink(url, tuple(citing[url]), check := checks.get(url), _verdict(check, today)) for url in sorted(citing)]


def _verdict(check: LinkCheck | None, today: date) -> str:
    if check is None:
        return "unchecked"
    return "old" if check.verdict == "alive" and today - check.checked > OLD else check.verdict
