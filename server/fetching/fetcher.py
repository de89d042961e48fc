"""URL → FetchedPage: the step's verbs. The order of a fetch is written here; each part stands in its own module.

grammar → robots.txt → the host's turn → addresses checked → connect to just these → head → body → next hop or page
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from server.errors import UpstreamStatus
from server.fetching.allowance import Allowance
from server.fetching.client import AcceptHead, Answer, Client, Wanted
from server.fetching.hosts import Hosts
from server.fetching.media import read_content_type, refuse_other_bytes, refuse_other_types
from server.fetching.places import Places
from server.fetching.resolving import Resolver, system_resolver
from server.fetching.robots import Robots
from server.fetching.settings import FetchSettings
from server.fetching.target import Target, parse_target
from server.fetching.transport import Dial, dial
from server.records.fetched import FetchedPage

_ACCEPT = "text/html, application/xhtml+xml;q=0.9"
_ANSWERED = frozenset({200, 201, 202, 203})

log = logging.getLogger(__name__)


class Fetcher:
    """The only thing that opens sockets to the outside. One a process, shared by its threads.

    `resolver` and `dial` are seams for tests: what a name means, and how a checked address is connected to.
    """

    def __init__(self, settings: FetchSettings | None = None, *, resolver: Resolver = system_resolver, dial: Dial = dial) -> None:
        self._settings = settings or FetchSettings()
        self._client = Client(self._settings, resolver=resolver, dial=dial)
        self._hosts = Hosts(self._settings)
        self._places = Places(self._settings.places)
        self._robots = Robots(self._settings, self._client)
        for host, port in sorted(self._settings.allow):
            log.warning("FETCH_ALLOW lets pages be fetched from %s:%d without the network rules. Never set it on a public server.", host, port)

    def fetch(self, url: str) -> FetchedPage:
        """Fetch an HTML page. Every failure is a PageError of server/errors.py, raised from its cause; docs/fetching.md lists them."""
        page = _made(url, self._get(url, _ACCEPT, _accept_head))
        refuse_other_bytes(page.content_type, page.body)
        return page

    def fetch_document(self, url: str, *, accept: str, for_programs: bool = False) -> FetchedPage:
        """Fetch what need not be HTML: JSON, text. `for_programs` leaves robots.txt unasked: an API's owner made it for programs."""
        return _made(url, self._get(url, accept, _accept_status, obey_robots=not for_programs))

    def look_at(self, url: str) -> FetchedPage:
        """What answers at an address, with any status, behind its redirects; the body is left unread and empty. Raises as `fetch` does."""
        return _made(url, self._get(url, "text/html, */*;q=0.8", _accept_anything, body=False))

    def _get(self, url: str, accept: str, accept_head: AcceptHead, *, obey_robots: bool = True, body: bool = True) -> Answer:
        settings = self._settings
        target = parse_target(url)
        allowance = Allowance(total_seconds=settings.total_seconds, header_seconds=settings.header_seconds, wire_bytes=settings.max_bytes)

        @contextmanager
        def visit(hop: Target) -> Iterator[None]:
            with self._hosts.visit(hop.host, allowance):
                yield

        @contextmanager
        def visit_obeying(hop: Target) -> Iterator[None]:
            if settings.obey_robots and obey_robots:
                self._robots.check(hop, allowance, visit)
            with visit(hop):
                yield

        return self._client.get(target, Wanted(accept, settings.max_bytes, allowance, visit_obeying, accept_head, body))


def _accept_anything(status: int, headers: Mapping[str, str]) -> None:
    """Every status is an answer."""


def _accept_status(status: int, headers: Mapping[str, str]) -> None:
    if status not in _ANSWERED:
        after = headers.get("Retry-After", "")
        waits = {"retry_after": int(after)} if after.isascii() and after.isdigit() and len(after) < 6 else {}
        raise UpstreamStatus(f"The site answered with status {status}", upstream_status=status, **waits)


def _accept_head(status: int, headers: Mapping[str, str]) -> None:
    _accept_status(status, headers)
    refuse_other_types(read_content_type(headers.get("Content-Type", ""))[0])


def _made(url: str, answer: Answer) -> FetchedPage:
    media_type, charset = read_content_type(answer.headers.get("Content-Type", ""))
    return FetchedPage(
        url=url,
        final_url=answer.target.url,
        status=answer.status,
        content_type=media_type,
        charset=charset,
        body=answer.body,
        fetched_at=datetime.now(UTC),
        redirects=answer.passed,
    )
