"""Places for fetches: a process fetches so many pages at once and no more, so that slow sites never take the threads that serve kept answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from server.errors import ServiceBusy

WAITING, PATIENCE_SECONDS = 2, 2.0
"""So many may wait for a place, for so long; all others are told to come back."""


class Places:
    """Safe for threads."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._queue = threading.BoundedSemaphore(WAITING)

    @contextmanager
    def take(self) -> Iterator[None]:
        """Hold a place. Raises ServiceBusy where none becomes free."""
        if not self._places.acquire(blocking=False):
            self._wait()
        try:
            yield
        finally:
            self._places.release()

    def _wait(self) -> None:
        if not self._queue.acquire(blocking=False):
            raise ServiceBusy(retry_after=2)
        try:
            if not self._places.acquire(timeout=PATIENCE_SECONDS):
                raise ServiceBusy(retry_after=2)
        finally:
            self._queue.release()
