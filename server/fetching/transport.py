"""Target + checked addresses → an open response. A `requests` adapter whose connections go to the given addresses and nowhere else.

The name is never resolved again: a DNS answer that changes after the check changes nothing. SNI, certificate check and Host header keep the
name. There is no session: no cookies, no netrc, no proxies from the environment, no redirects, no kept connections.
"""

from __future__ import annotations

import functools
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import certifi
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as PoolTimeout

from server.errors import FetchFailed, FetchTimeout, PageError
from server.fetching.allowance import Allowance, BoundedTLSSocket, bound
from server.fetching.target import Target

Dial = Callable[[str, int, float], socket.socket]
"""(address, port, seconds) → a connected socket; raises OSError."""


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """Connect to an IP address; no name is looked up here."""
    connection = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds)
        connection.connect((address, port))
    except BaseException:
        connection.close()
        raise
    return connection


@functools.lru_cache(maxsize=4)
def tls_context(ca_file: str | None = None) -> ssl.SSLContext:
    """TLS 1.2 or newer, names and chains checked against certifi's bundle (and `ca_file`). Made once: loading the bundle takes 10–20 ms."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = BoundedTLSSocket
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context


@dataclass(frozen=True, slots=True)
class Route:
    """How one connection is made: the checked addresses in order, how long each may take, and the fetch's allowance."""

    addresses: Sequence[str]
    connect_seconds: float
    allowance: Allowance
    dial: Dial


def _connect(route: Route, connection: HTTPConnection) -> socket.socket:
    failure: OSError | None = None
    for address in route.addresses:
        seconds = min(route.connect_seconds, route.allowance.remaining())
        try:
            return bound(route.dial(address, int(connection.port), seconds), route.allowance)
        except OSError as error:
            failure = error
    if isinstance(failure, TimeoutError):
        raise ConnectTimeoutError(connection, "connect timeout") from failure
    raise NewConnectionError(connection, str(failure)) from failure


class _PinnedConnection(HTTPConnection):
    def __init__(self, *args: Any, route: Route, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._route = route

    def _new_conn(self) -> socket.socket:
        return _connect(self._route, self)


class _PinnedTLSConnection(HTTPSConnection):
    def __init__(self, *args: Any, route: Route, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._route = route

    def _new_conn(self) -> socket.socket:
        return _connect(self._route, self)

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, BoundedTLSSocket):  # the context's sslsocket_class makes it one
            self.sock.allowance = self._route.allowance


class _PinnedPool(HTTPConnectionPool):
    ConnectionCls = _PinnedConnection


class _PinnedTLSPool(HTTPSConnectionPool):
    ConnectionCls = _PinnedTLSConnection


class PinnedAdapter(HTTPAdapter):
    """One request's adapter: whatever the URL says, the connection is made by `route`."""

    def __init__(self, target: Target, route: Route, context: ssl.SSLContext) -> None:
        super().__init__()
        host = f"[{target.host}]" if ":" in target.host else target.host
        self._pool: HTTPConnectionPool
        if target.scheme == "https":
            self._pool = _PinnedTLSPool(host, target.port, route=route, ssl_context=context)
        else:
            self._pool = _PinnedPool(host, target.port, route=route)

    def get_connection_with_tls_context(self, *_args: Any, **_kwargs: Any) -> HTTPConnectionPool:
        """The pinned pool, for every request."""
        return self._pool

    def cert_verify(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing to set: the pool's own context verifies, always."""

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()
        super().close()


def open_response(target: Target, route: Route, context: ssl.SSLContext, headers: Mapping[str, str]) -> requests.Response:
    """Send a GET and wait for the head. The body is unread; the caller closes. Raises FetchTimeout or FetchFailed from their cause."""
    request = requests.Request("GET", target.url, headers=dict(headers)).prepare()
    adapter = PinnedAdapter(target, route, context)
    try:
        response = adapter.send(request, stream=True)
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        adapter.close()
        raise translate(error) from error
    except PageError:
        adapter.close()
        raise
    return response


def translate(error: Exception) -> PageError:
    """The one of our errors that a failure of the network, TLS or the HTTP parser stands for."""
    chain: list[BaseException] = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and len(chain) < 10:
        chain.append(cause)
    if any(isinstance(link, (TimeoutError, requests.Timeout, PoolTimeout)) and not isinstance(link, NewConnectionError) for link in chain):
        return FetchTimeout()
    if any(isinstance(link, ssl.SSLCertVerificationError) for link in chain):
        return FetchFailed("The site's certificate is not valid for its name")
    if any(isinstance(link, ssl.SSLError) for link in chain):
        return FetchFailed("No secure connection to the site could be made")
    if any(isinstance(link, NewConnectionError) for link in chain):
        return FetchFailed("The site takes no connections")
    return FetchFailed("The site broke off or sent an answer that is not HTTP")
