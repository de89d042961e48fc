"""The server's one safe client as the port through which `credibility_db` reads documents on the web. For commands, jobs and the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from credibility_db.fetching import Fetched, NotFetched
from server.errors import PageError
from server.fetching import Fetcher
from server.records.fetched import FetchedPage

_PASSING = {"host-busy": 5, "fetch-timeout": 10, "fetch-failed": 10}
"""What may well work in a moment, and the seconds to wait."""


@dataclass(frozen=True, slots=True)
class DocumentFetch:
    """A `credibility_db.fetching.Fetch`."""

    fetcher: Fetcher

    def document(self, url: str, *, accept: str, for_programs: bool = False) -> Fetched:
        with _told(url):
            return _fetched(self.fetcher.fetch_document(url, accept=accept, for_programs=for_programs))

    def head(self, url: str) -> Fetched:
        with _told(url):
            return _fetched(self.fetcher.look_at(url))


def _fetched(page: FetchedPage) -> Fetched:
    return Fetched(page.url, page.final_url, page.status, page.content_type, page.body)


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Our errors as the port's."""
    try:
        yield
    except PageError as error:
        status, after = error.extra.get("upstream_status"), error.extra.get("retry_after")
        passing = _PASSING.get(error.type) or (10 if status in (429, 502, 503, 504) else None)
        waits = after if isinstance(after, int) else passing
        raise NotFetched(url, error.detail, problem=error.type, status=status if isinstance(status, int) else 0, retry_after=waits) from error
