"""What the HTTP server itself refuses before any of our code runs."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.server.served import Served, serving

HEADS = [
    ("a header without end", b"X-A: " + b"a" * 200_000 + b"\r\n", b"HTTP/1.1 431"),
    ("headers without end", b"".join(b"X-%d: a\r\n" % n for n in range(500)), b"HTTP/1.1 431"),
    ("two lengths of one body", b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"HTTP/1.1 400"),
    ("an ordinary head", b"X-A: a\r\n", b"HTTP/1.1 200"),
]


def told(served: Served, head: bytes) -> bytes:
    host, _, port = served.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head)
        return connection.recv(4096)


def test_heads_are_bounded(golden_editions: Path, tmp_path: Path) -> None:
    with serving(tmp_path, golden_editions) as served:
        for what, lines, expected in HEADS:
            body = b"\r\n0\r\n\r\n" if b"chunked" in lines else b"\r\n"
            method = b"POST /v1/annotations" if b"chunked" in lines else b"GET /healthz"
            answer = told(served, method + b" HTTP/1.1\r\nHost: x\r\n" + lines + body)
            assert answer.startswith(expected), (what, answer[:100])


def test_idle_connections_do_not_hold_up_a_stop(golden_editions: Path, tmp_path: Path) -> None:
    """Within 8 s, where granian would kill a process that is held up after 20: with a connection nothing was asked over, one used, one of HTTP/2."""
    asked = (b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(3) + b"\x04" + bytes(5))
    with serving(tmp_path, golden_editions) as served:
        host, _, port = served.url.removeprefix("http://").partition(":")
        connections = [socket.create_connection((host, int(port)), timeout=20) for _ in asked]
        for connection, what in zip(connections, asked, strict=True):
            connection.sendall(what)
            if what:
                connection.recv(4096)
        served.process.terminate()
        assert served.process.wait(8) == 0
        for connection in connections:
            connection.close()
    assert b"refused to gracefully stop" not in served.log.read_bytes()
