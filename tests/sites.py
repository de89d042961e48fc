"""A small site on loopback for tests that fetch: what it answers is a method of its handler."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

HTML = "text/html; charset=utf-8"
Answer = tuple[int, str, bytes]


class SiteHandler(http.server.BaseHTTPRequestHandler):
    """Answers each GET with what `answer` gives: a status, a type and a body, which of a redirect is where it leads."""

    def answer(self) -> Answer:
        raise NotImplementedError

    def do_GET(self) -> None:
        status, kind, body = self.answer()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if 300 <= status < 400:
            self.send_header("Location", body.decode())
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(handler: type[SiteHandler], address: str = "127.0.0.1", **members: object) -> Iterator[int]:
    """The port of a site while it runs; `members` are set on a handler class of its own."""
    server = http.server.ThreadingHTTPServer((address, 0), type(handler.__name__, (handler,), members))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
