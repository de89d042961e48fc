"""A circuit breaker: a host that failed several times in a row is left alone for a while. Used by `hosts`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Circuit:
    """Closed until `failures` calls in a row failed, then open for `rest` seconds, then one trial at a time until one succeeds.

    `admits` costs a lock and a comparison (under 1 µs), so that a broken part costs its callers nothing while it rests.
    """

    def __init__(self, *, failures: int, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._threshold = failures
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._open_until = 0.0

    def admits(self) -> bool:
        """Whether a call may be tried now; at the end of a rest the first to ask gets the trial and the others wait another rest."""
        with self._lock:
            if self._failed < self._threshold:
                return True
            now = self._clock()
            if now < self._open_until:
                return False
            self._open_until = now + self._rest
            return True

    def waits(self) -> float:
        """Seconds until the next trial; 0 when calls pass."""
        with self._lock:
            return max(0.0, self._open_until - self._clock()) if self._failed >= self._threshold else 0.0

    def succeeded(self) -> bool:
        """Close the circuit; True when this ended a rest."""
        with self._lock:
            recovered = self._failed >= self._threshold
            self._failed = 0
            return recovered

    def failed(self) -> bool:
        """Count a failure; True when this began a rest (not when a trial failed)."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._threshold:
                self._open_until = self._clock() + self._rest
            return self._failed == self._threshold
