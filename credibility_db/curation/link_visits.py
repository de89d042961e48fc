"""Visiting cited addresses: one look each, many hosts at once, each host slowly; the Wayback Machine is asked for a copy of what is not there.

Archive look-up: https://archive.org/help/wayback_api.php, `wayback/available?url=…`, which answers `archived_snapshots.closest`.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote, urlsplit

import orjson

from credibility_db.curation.link_checks import CitedLink, LinkCheck
from credibility_db.fetching import Fetch, NotFetched, Sleep, patiently

ARCHIVE = "https://archive.org/wayback/available"
AT_ONCE = 8
AGAIN = timedelta(days=30)
"""After so long an address that gave no clear answer, or none, is visited again."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who visits, and where copies are looked up; no archive is asked when `archive` is empty."""

    fetch: Fetch
    archive: str = ARCHIVE
    sleep: Sleep = time.sleep

    def visit(self, urls: Sequence[str]) -> Iterator[LinkCheck]:
        """One result an address, as they come. Hosts take turns, so that none waits for another and each is asked one thing at a time."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for some in _slices(_taking_turns(urls)):
                yield from pool.map(self.look_at, some)

    def look_at(self, url: str) -> LinkCheck:
        """What is at an address now."""
        today = datetime.now(UTC).date()
        try:
            found = patiently(lambda: self.fetch.head(url), sleep=self.sleep)
            check = LinkCheck(url, found.status, today, found.final_url if found.final_url != url else None)
        except NotFetched as error:
            check = LinkCheck(url, error.status, today, problem=error.problem)
        return check if check.verdict == "alive" or not self.archive else replace(check, archive_url=self.copy_of(url))

    def copy_of(self, url: str) -> str | None:
        """The address of an archived copy; None where the archive has none or does not answer, which is no answer about the document."""
        asked = f"{self.archive}?url={quote(url, safe='')}"
        try:
            answer = orjson.loads(patiently(lambda: self.fetch.document(asked, accept="application/json", for_programs=True), sleep=self.sleep).body)
            closest = answer["archived_snapshots"]["closest"]
            address = closest["url"] if closest["available"] and str(closest["status"]).startswith("2") else None
        except (NotFetched, ValueError, KeyError, TypeError):
            return None
        return address.replace("http://", "https://", 1) if isinstance(address, str) else None


def due(links: Iterable[CitedLink], *, today: date) -> list[str]:
    """The addresses to visit: never visited, alive too long ago, dead or unclear for a while."""
    wanted = []
    for link in links:
        waited = link.check is None or today - link.check.checked > AGAIN
        if link.verdict in ("unchecked", "old") or (link.verdict in ("dead", "unclear") and waited):
            wanted.append(link.url)
    return wanted


def _taking_turns(urls: Iterable[str]) -> list[str]:
    """Addresses in an order in which those of one host are far apart."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[urlsplit(url).netloc.lower()].append(url)
    placed = ((index / len(of_host), host, url) for host, of_host in by_host.items() for index, url in enumerate(of_host))
    return [url for _, _, url in sorted(placed)]


def _slices(urls: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many that a run that is interrupted loses little."""
    return (urls[start : start + 4 * AT_ONCE] for start in range(0, len(urls), 4 * AT_ONCE))
