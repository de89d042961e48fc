"""What was found at the cited addresses, held against the citations. Visits them through a `Fetch` that is handed in.

The newest result of each address is stored (`link_check`). A results file has one JSON object a line: `url`, `status` (HTTP status, 0 where nothing
answered), `checked` (a day), and where they are known `problem`, `final_url`, `archive_url`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert

from credibility_db.errors import RecordError
from credibility_db.models import LinkCheck as LinkCheckRow
from credibility_db.queries import chunks, link_checks
from credibility_db.records import EntityRecord

GONE = frozenset({404, 410})
NO_ANSWER = frozenset({None, "host-not-found", "fetch-failed"})
"""Problems that mean that there is nothing: no such host, nobody listens. Others (robots.txt, time-outs, busy hosts) say nothing of the document."""
OLD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What one visit found. Other refusals than "not there" (403, 429, 5xx) say nothing of the document: such a link is unclear."""

    url: str
    status: int
    checked: date
    final_url: str | None = None
    archive_url: str | None = None
    problem: str | None = None

    @property
    def verdict(self) -> str:
        """`alive`, `dead` or `unclear`."""
        if 200 <= self.status < 300:
            return "alive"
        return "dead" if self.status in GONE or (self.status == 0 and self.problem in NO_ANSWER) else "unclear"


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
        return LinkCheck(url, status, day, *(members.get(name) for name in ("final_url", "archive_url", "problem")))
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


def stored_checks(connection: Connection, urls: Collection[str] | None = None) -> dict[str, LinkCheck]:
    """The newest result of these addresses, or of all that were visited."""
    rows = link_checks(connection, urls)
    return {row.url: LinkCheck(row.url, row.status, date.fromisoformat(row.checked), row.final_url, row.archive_url, row.problem) for row in rows}


def store_checks(connection: Connection, checks: Sequence[LinkCheck]) -> None:
    """Keep results, each in the place of an earlier one of its address. What was archived once stays known."""
    known = stored_checks(connection, [check.url for check in checks])
    newest = {check.url: check for check in checks if check.url not in known or known[check.url].checked <= check.checked}
    for some in chunks(newest):
        connection.execute(delete(LinkCheckRow).where(LinkCheckRow.url.in_(some)))
    archived = {url: check.archive_url for url, check in known.items()}
    rows = [check_members(replace(check, archive_url=check.archive_url or archived.get(url))) for url, check in newest.items()]
    if rows:
        connection.execute(insert(LinkCheckRow), rows)


def check_members(check: LinkCheck) -> dict[str, Any]:
    """A result as plain members: of a line of a results file, of a row."""
    return asdict(check) | {"checked": check.checked.isoformat()}


def newer(*sources: Mapping[str, LinkCheck]) -> dict[str, LinkCheck]:
    """The newest result of each address in any of the sources."""
    found: dict[str, LinkCheck] = {}
    for source in sources:
        for url, check in source.items():
            if url not in found or found[url].checked <= check.checked:
                found[url] = check
    return found
