"""An HTTP server on loopback that answers as a test tells it, reached by the real client under names below `.localhost`."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

Answer = tuple[int, str, bytes]
Query = dict[str, list[str]]


@dataclass
class Web:
    """`answers` maps host and path to an answer, or to what makes one of the query; `asked` are the addresses asked for, robots.txt left out."""

    port: int = 0
    answers: dict[str, Answer | Callable[[Query], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, place: str) -> str:
        """The address of a place like `paper.localhost/trust.txt`."""
        host, _, path = place.partition("/")
        return f"http://{host}:{self.port}/{path}"


class _Handler(BaseHTTPRequestHandler):
    web: Web

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        place = (self.headers["Host"] or "").split(":")[0] + parts.path
        if parts.path != "/robots.txt":
            self.web.asked.append(place)
        answer = self.web.answers.get(place, (404, "text/html", b"nothing here"))
        status, kind, body = answer(parse_qs(parts.query)) if callable(answer) else answer
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if 300 <= status < 400:
            self.send_header("Location", body.decode())
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """The server; every name below `.localhost` leads to it, and the settings allow just these."""
    made = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"web": made}))
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        name = (host.decode() if isinstance(host, bytes) else str(host)).rstrip(".")
        return look_up("127.0.0.1" if name.endswith(".localhost") and name != "gone.localhost" else host, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    names = ("wikidata", "paper", "owner", "shut", "archive", "gone")
    monkeypatch.setenv("FETCH_ALLOW", ",".join(f"{name}.localhost:{made.port}" for name in names))
    yield made
    server.shutdown()
    server.server_close()
