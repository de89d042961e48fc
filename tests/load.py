"""A load generator in a process of its own: closed loops over kept-alive connections, or a steady rate; it counts statuses and times answers.

One thread over epoll: a request costs it 12 µs of processor time where memory answers, 20 µs where Redis does: the server is what is measured.
"""

from __future__ import annotations

import multiprocessing
import random
import selectors
import socket
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any


@dataclass(slots=True)
class Load:
    """What is to be asked. `requests` are whole HTTP/1.1 requests, taken in turn. `rate` is requests a second, None for as many as are answered.

    It ends after `seconds`, or when `Running.stop` says so. What follows `marker` in a body, up to a quotation mark, is counted.
    """

    ports: Sequence[int]
    requests: Sequence[bytes]
    connections: int = 64
    seconds: float = 5.0
    rate: float | None = None
    marker: bytes = b""
    timeout: float = 10.0


@dataclass(slots=True)
class Outcome:
    """What came back. `seconds` are those of good answers; `failures` names what did not come as it should, with when it came."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    failures: list[tuple[float, str]] = field(default_factory=list)
    marked: Counter[bytes] = field(default_factory=Counter)
    took: float = 0.0

    @property
    def answered(self) -> int:
        """Answers, of whatever status."""
        return self.statuses.total()

    def at(self, share: float) -> float:
        """The time within which a share of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


_RECEIVED = bytearray(1 << 18)


class _Connection:
    """One kept-alive connection; opens itself again after a failure."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None
        self.buffer = bytearray()
        self.began = 0.0
        self.busy = self.ends = False

    def send(self, request: bytes, selector: selectors.BaseSelector) -> None:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=10)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(self.socket, selectors.EVENT_READ, self)
        self.buffer.clear()
        self.began, self.busy = time.perf_counter(), True
        self.socket.sendall(request)

    def close(self, selector: selectors.BaseSelector) -> None:
        if self.socket is not None:
            selector.unregister(self.socket)
            self.socket.close()
        self.socket, self.busy = None, False

    def receive(self) -> tuple[int, bytearray] | None:
        """The answer's status and bytes, head and body, once it is whole. Raises ConnectionError where it breaks off."""
        assert self.socket is not None
        received = self.socket.recv_into(_RECEIVED)
        if not received:
            raise ConnectionError("closed")
        self.buffer += memoryview(_RECEIVED)[:received]
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head, size = bytes(self.buffer[:end]), len(self.buffer) - end - 4
        lower = head.lower()
        if b"content-length:" in lower:
            if size < int(lower.partition(b"content-length:")[2].split(b"\r\n", 1)[0]):
                return None
        elif b"chunked" in lower and not self.buffer.endswith(b"0\r\n\r\n"):
            return None
        self.busy = False
        self.ends = b"connection: close" in lower
        return int(head.split(b" ", 2)[1]), self.buffer


class _Loop:
    """A load as it runs: who waits for an answer, who is free to ask, who rests after a failure."""

    def __init__(self, load: Load) -> None:
        self.load, self.outcome = load, Outcome()
        self.selector = selectors.DefaultSelector()
        self.connections = [_Connection(load.ports[number % len(load.ports)]) for number in range(load.connections)]
        self.idle = list(self.connections)
        self.resting: dict[_Connection, float] = {}
        self.turn = 0
        self.began = self.due = time.perf_counter()

    def run(self, pipe: Connection) -> Outcome:
        """Ask until the time is over or the pipe has something."""
        end, look = self.began + self.load.seconds, self.began
        while (now := time.perf_counter()) < end and not pipe.poll():
            for connection in [each for each, over in self.resting.items() if now >= over]:
                del self.resting[connection]
                self.idle.append(connection)
            while self.idle and (self.load.rate is None or self.due <= now):
                self.ask(self.idle.pop())
            wait = 0.02 if self.load.rate is None else max(0.0, min(0.02, self.due - time.perf_counter()))
            for key, _ in self.selector.select(wait):
                self.receive(key.data)
            if now < look:
                continue
            look = now + 0.05
            for connection in self.connections:
                if connection.busy and time.perf_counter() - connection.began > self.load.timeout:
                    self.fail(connection, TimeoutError())
        self.outcome.took = time.perf_counter() - self.began
        return self.outcome

    def ask(self, connection: _Connection) -> None:
        request = self.load.requests[self.turn % len(self.load.requests)]
        self.turn += 1
        try:
            connection.send(request, self.selector)
        except OSError as error:
            self.fail(connection, error)
        if self.load.rate is not None:
            connection.began = min(connection.began, self.due)
            self.due += random.expovariate(self.load.rate)

    def receive(self, connection: _Connection) -> None:
        try:
            answer = connection.receive()
        except OSError as error:
            if connection.busy:
                self.fail(connection, error)
            else:
                connection.close(self.selector)  # closed while at rest: nothing was asked
            return
        if answer is not None:
            self.count(*answer, seconds=time.perf_counter() - connection.began)
            if connection.ends:
                connection.close(self.selector)
            self.idle.append(connection)

    def count(self, status: int, content: bytearray, *, seconds: float) -> None:
        self.outcome.statuses[status] += 1
        if status != 200:
            self.outcome.failures.append((time.time(), f"status {status}"))
            return
        self.outcome.seconds.append(seconds)
        if self.load.marker:
            self.outcome.marked.update([bytes(content.partition(self.load.marker)[2].partition(b'"')[0])])

    def fail(self, connection: _Connection, error: Exception) -> None:
        self.outcome.failures.append((time.time(), type(error).__name__))
        connection.close(self.selector)
        self.resting[connection] = time.perf_counter() + 0.05


def _run(load: Load, pipe: Connection) -> None:
    random.seed(7)
    pipe.send(_Loop(load).run(pipe))


class Running:
    """A load that runs beside the test."""

    def __init__(self, load: Load) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process: Any = spawn.Process(target=_run, args=(load, theirs), daemon=True)
        self._process.start()

    def stop(self) -> Outcome:
        """End it; what came back."""
        self._pipe.send(None)
        return self.finish()

    def finish(self) -> Outcome:
        """Wait for its end; what came back."""
        outcome: Outcome = self._pipe.recv()
        self._process.join(30)
        return outcome


def run(load: Load) -> Outcome:
    """Run a load to its end."""
    return Running(load).finish()


def get(path: str, **headers: str) -> bytes:
    """A GET request's bytes."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def post(path: str, body: bytes) -> bytes:
    """A POST request's bytes."""
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
