"""What a fetch has left to spend: time and bytes on the wire, charged at the socket, so that nothing above it can wait or read without end.

A timeout per read is not a limit: a site that sends a byte each second beats it. Here every `recv` gets only the time that is left.
"""

from __future__ import annotations

import socket
import ssl
import time
from typing import Any

from server.errors import FetchTimeout, PageTooLarge

CPU_SECONDS = 1.0
"""A stream of one-byte chunks costs CPU, not time: 6 MB of it took 1.8 s to unwrap. An honest page of 5 MB takes 0.03 s (measured, 2 cores)."""


class Allowance:
    """One fetch's budget. `header_seconds` bounds the wait for an answer's head at each hop, `wire_bytes` what a hop may send us."""

    def __init__(self, *, total_seconds: float, header_seconds: float, wire_bytes: int) -> None:
        self._end = time.monotonic() + total_seconds
        self._header_seconds = header_seconds
        self._wire_bytes = wire_bytes
        self._cpu_end = time.thread_time() + CPU_SECONDS
        self._until = self._end
        self._bytes = wire_bytes

    def remaining(self) -> float:
        """Seconds left. Raises FetchTimeout when there are none."""
        left = self._until - time.monotonic()
        if left <= 0 or time.thread_time() > self._cpu_end:
            raise FetchTimeout
        return left

    def begin_hop(self, wire_bytes: int | None = None) -> None:
        """Start waiting for a head: a new byte budget, and at most `header_seconds`."""
        self._until = min(self._end, time.monotonic() + self._header_seconds)
        self._bytes = wire_bytes or self._wire_bytes

    def head_arrived(self) -> None:
        """From here on only the whole fetch's end counts."""
        self._until = self._end

    def charge(self, received: int) -> None:
        """Count bytes as they arrive. Raises PageTooLarge when the budget is spent."""
        self._bytes -= received
        if self._bytes < 0:
            raise PageTooLarge


class _Charged(socket.socket):
    """A socket whose reads are charged to an allowance."""

    allowance: Allowance

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """As socket.recv_into. Raises FetchTimeout and PageTooLarge."""
        self.settimeout(self.allowance.remaining())
        received = super().recv_into(*args, **kwargs)
        self.allowance.charge(received)
        return received


class BoundedSocket(_Charged):
    """A plain socket."""


class BoundedTLSSocket(_Charged, ssl.SSLSocket):
    """A TLS socket. The handshake is bounded by the timeout the plain socket had: Python's ssl counts it as a whole."""


def bound(connected: socket.socket, allowance: Allowance) -> BoundedSocket:
    """Take over a connected socket."""
    bounded = BoundedSocket(connected.family, connected.type, connected.proto, fileno=connected.detach())
    bounded.allowance = allowance
    bounded.settimeout(allowance.remaining())
    return bounded
