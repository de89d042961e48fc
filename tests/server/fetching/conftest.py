"""A site on loopback that answers as a test tells it, and a fetcher that reaches it under public names and addresses."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from server.fetching import Fetcher, FetchSettings
from server.fetching.networks import why_refused

URL = "http://news.example.org/a"
PAGE = "<!doctype html><title>A</title><p>“Yes,” she said.</p>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PUBLIC = "93.184.216.34"
QUICK = FetchSettings(host_interval_seconds=0, host_failures=1000, total_seconds=10.0, header_seconds=5.0, connect_seconds=5.0, resolve_seconds=5.0)

Reply = bytes | Callable[[], Iterable[bytes]]


def reply(body: bytes | str = b"", *, status: str = "200 OK", kind: str | None = "text/html; charset=utf-8", headers: Sequence[str] = ()) -> bytes:
    """A whole HTTP answer."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *([f"Content-Type: {kind}"] if kind else []), *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@dataclass
class Site:
    """`replies` maps a path (without query) to an answer; `asked` holds the heads of the requests in order."""

    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0
    context: ssl.SSLContext | None = None

    def paths(self) -> list[str]:
        """The request targets asked for, robots.txt left out."""
        return [path for head in self.asked if (path := head.split(" ")[1]) != "/robots.txt"]

    def answer(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(10)
            if self.context is not None:
                connection = self.context.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head and (received := connection.recv(65536)):
                head += received
                if not head.startswith(b"GET "):
                    return  # TLS where plain HTTP is spoken
            if not head:
                return
            self.asked.append(head.decode("latin-1"))
            path = head.split(b" ")[1].decode().partition("?")[0]
            sent = self.replies.get(path, reply("nothing here", status="404 Not Found"))
            for part in [sent] if isinstance(sent, bytes) else sent():
                connection.sendall(part)
        except OSError:
            pass  # the fetcher hung up, as it should
        finally:
            connection.close()


@pytest.fixture
def site() -> Iterator[Site]:
    """The site, listening on a free port of loopback until the test ends."""
    made = Site()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made.port = listener.getsockname()[1]

        def listen() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=made.answer, args=(connection,), daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        yield made
        listener.shutdown(socket.SHUT_RDWR)


@dataclass
class World:
    """A fetcher, what its name service says and which addresses it connected to. All of them lead to the site."""

    site: Site
    settings: FetchSettings = QUICK
    names: dict[str, Sequence[str]] = field(default_factory=dict)
    sequences: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    dialled: list[str] = field(default_factory=list)

    def resolve(self, host: str) -> Sequence[str]:
        if queued := self.sequences.get(host):
            return queued.pop(0) if len(queued) > 1 else queued[0]
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return self.names[host]

    def dial(self, address: str, _port: int, seconds: float) -> socket.socket:
        self.dialled.append(address)
        return socket.create_connection(("127.0.0.1", self.site.port), timeout=seconds)

    def fetcher(self, **changes: object) -> Fetcher:
        return Fetcher(replace(self.settings, **changes), resolver=self.resolve, dial=self.dial)  # type: ignore[arg-type]

    def entered(self) -> Mapping[str, str]:
        """The addresses connected to that ought not to have been."""
        return {address: why for address in self.dialled if (why := why_refused(address))}


@pytest.fixture
def world(site: Site) -> World:
    """news.example.org and www.example.com exist and are public."""
    return World(site, names={"news.example.org": [PUBLIC], "www.example.com": [PUBLIC]})


@pytest.fixture
def release_later() -> Iterator[threading.Event]:
    """An event that hangs whoever waits for it until the test is over."""
    event = threading.Event()
    yield event
    event.set()


def redirect(location: str, status: str = "302 Found") -> bytes:
    return reply(status=status, headers=[f"Location: {location}"])


def endless(start: bytes, more: bytes, pause: float = 0.0) -> Iterator[bytes]:
    yield start
    while True:
        yield more
        time.sleep(pause)
