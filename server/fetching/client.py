"""One GET with its redirects, each hop read, checked and connected as if it had been asked for. Used by `fetcher` for pages and by `robots`."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

import requests

from server.errors import InvalidUrl, TooManyRedirects, UpstreamStatus
from server.fetching.allowance import Allowance
from server.fetching.body import ACCEPT_ENCODING, read_body, refuse_long_body
from server.fetching.guard import check_target
from server.fetching.resolving import Resolver
from server.fetching.settings import FetchSettings
from server.fetching.target import Target, join_target
from server.fetching.transport import Dial, Route, open_response, tls_context

AcceptHead = Callable[[int, Mapping[str, str]], None]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """A final answer: `body` is decompressed, `passed` are the addresses that redirected here."""

    target: Target
    status: int
    headers: Mapping[str, str]
    body: bytes
    passed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller wants of a GET.

    `visit` wraps every hop (robots rules, politeness); `accept_head` is called before a body is read and raises to refuse it;
    `body` false leaves it unread.
    """

    accept: str
    max_bytes: int
    allowance: Allowance
    visit: Callable[[Target], AbstractContextManager[None]]
    accept_head: AcceptHead
    body: bool = True


class Client:
    """Holds what every request shares: settings, resolver, dial and the TLS context. Keeps no state between requests."""

    def __init__(self, settings: FetchSettings, *, resolver: Resolver, dial: Dial) -> None:
        self._settings = settings
        self._resolver = resolver
        self._dial = dial
        self._context: ssl.SSLContext = tls_context(settings.ca_file)

    def get(self, target: Target, wanted: Wanted) -> Answer:
        """Follow redirects to an answer. Raises what the guard, transport and body raise, TooManyRedirects, UpstreamStatus."""
        passed: list[str] = []
        while True:
            with wanted.visit(target):
                answer = self._hop(target, wanted, tuple(passed))
            if isinstance(answer, Answer):
                return answer
            passed.append(target.url)
            if len(passed) > self._settings.max_redirects or answer.url in passed:
                raise TooManyRedirects
            target = answer

    def _hop(self, target: Target, wanted: Wanted, passed: tuple[str, ...]) -> Answer | Target:
        """One request: an answer, or where it redirects to."""
        allowance = wanted.allowance
        # A hop may send a head, the body and what chunks wrap around it.
        allowance.begin_hop(wanted.max_bytes + wanted.max_bytes // 8 + 256 * 1024)
        seconds = min(self._settings.resolve_seconds, allowance.remaining())
        addresses = check_target(target, self._settings, resolver=self._resolver, seconds=seconds)
        route = Route(addresses, self._settings.connect_seconds, allowance, self._dial)
        with open_response(target, route, self._context, self._headers(wanted)) as response:
            allowance.head_arrived()
            if response.status_code in _REDIRECTS:
                refuse_long_body(response)
                return join_target(target, _location(response))
            wanted.accept_head(response.status_code, response.headers)
            body = read_body(response, limit=wanted.max_bytes) if wanted.body else b""
            return Answer(target, response.status_code, response.headers, body, passed)

    def _headers(self, wanted: Wanted) -> dict[str, str]:
        return {
            "User-Agent": self._settings.user_agent,
            "Accept": wanted.accept,
            "Accept-Encoding": ACCEPT_ENCODING,
            "Accept-Language": "*",
            "Connection": "close",
        }


def _location(response: requests.Response) -> str:
    """The Location header as text. HTTP's parser reads headers as Latin-1; sites send UTF-8."""
    location = response.headers.get("Location")
    if location is None:
        raise UpstreamStatus("The site redirects without saying where", upstream_status=response.status_code)
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError as error:
        raise InvalidUrl("The site redirects to a malformed address") from error
