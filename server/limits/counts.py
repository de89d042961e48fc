"""Requests counted by client, in two windows: the running one and the one before, which counts for the part of it that is not yet a window ago.

That is the sliding window counter: no burst of twice the quota at a window's edge, and two numbers a client instead of a time stamp a request.
Windows lie on the clock, so that the counts of several processes can be added up.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import NamedTuple

MOST_CLIENTS = 100_000
"""Clients counted in a window, about 20 MB; beyond, those counted first are forgotten: a flood of addresses must not fill the memory."""


class Used(NamedTuple):
    """What a client used: requests of this window and the last, and how much of this window is over (0 to 1)."""

    current: int
    previous: int
    elapsed: float

    @property
    def weighted(self) -> float:
        """Requests that count now."""
        return self.current + self.previous * (1 - self.elapsed)


class Counts:
    """The counts of a process. Thread-safe. `pending` are those the other processes have not heard of."""

    def __init__(self, window_seconds: float) -> None:
        self._seconds = window_seconds
        self._lock = threading.Lock()
        self._window = 0
        self._current: dict[str, int] = {}
        self._previous: dict[str, int] = {}
        self._pending: dict[str, int] = {}

    def take(self, client: str, quota: int, now: float) -> tuple[bool, Used]:
        """Count a request unless it would be above the quota; whether it was counted, and what is used then. `now` is Unix time."""
        with self._lock:
            self._turn(now)
            current = self._current.get(client, 0)
            used = Used(current, self._previous.get(client, 0), now / self._seconds - self._window)
            if used.weighted + 1 > quota:
                return False, used
            self._current[client] = current + 1
            self._pending[client] = self._pending.get(client, 0) + 1
            if len(self._current) > MOST_CLIENTS:
                self._forget()
            return True, used._replace(current=current + 1)

    def take_pending(self) -> tuple[int, dict[str, int]]:
        """The running window's number, and what was counted in it since the last call."""
        with self._lock:
            pending, self._pending = self._pending, {}
            return self._window, pending

    def put_back(self, window: int, pending: Mapping[str, int]) -> None:
        """Take back what could not be told to the others."""
        with self._lock:
            if window == self._window:
                for client, number in pending.items():
                    self._pending[client] = self._pending.get(client, 0) + number

    def learn(self, window: int, totals: Mapping[str, int]) -> None:
        """Replace counts by the totals of all processes. What was counted here since they were told stays on top."""
        with self._lock:
            if window == self._window:
                for client, total in totals.items():
                    self._current[client] = total + self._pending.get(client, 0)

    def clear(self) -> None:
        """Forget everybody."""
        with self._lock:
            self._current, self._previous, self._pending = {}, {}, {}

    def _turn(self, now: float) -> None:
        """Begin a new window where the running one is over."""
        window = int(now // self._seconds)
        if window != self._window:
            self._previous = self._current if window == self._window + 1 else {}
            self._current, self._pending, self._window = {}, {}, window

    def _forget(self) -> None:
        oldest = next(iter(self._current))
        del self._current[oldest]
        self._pending.pop(oldest, None)
