"""What a computation leaves to be written, entries to keep and claims to give back: sent by a thread of its own, so that no reader waits for it.

The thread takes all that waits and sends it by one question: usually a new page's two levels together, after its reader has been answered.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_CLOSING_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Settlement:
    """A claim to be given back and, if there is one, the entry to be kept for so many seconds."""

    key: str
    token: str
    entry: bytes | None = None
    seconds: float = 0.0


class Settling:
    """Settlements on their way. `send` takes some at a time and must not raise."""

    def __init__(self, send: Callable[[Sequence[Settlement]], None]) -> None:
        self._send = send
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Settlement | None] = queue.SimpleQueue()
        self._unsent: dict[str, Settlement] = {}
        self._thread: threading.Thread | None = None

    def add(self, settlement: Settlement) -> None:
        """Have it sent soon."""
        with self._lock:
            self._unsent[settlement.key] = settlement
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="settle", daemon=True)
                self._thread.start()
        self._waiting.put(settlement)

    def entry(self, key: str) -> bytes | None:
        """An entry that is not sent yet: this process finds what it kept from the first moment on."""
        unsent = self._unsent.get(key)
        return None if unsent is None else unsent.entry

    def close(self) -> None:
        """Send what waits, for a second at the most, and end the thread."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._waiting.put(None)
            thread.join(_CLOSING_SECONDS)

    def _run(self) -> None:
        more = True
        while more:
            some = [self._waiting.get()]
            while not self._waiting.empty():
                some.append(self._waiting.get())
            settlements = [each for each in some if each is not None]
            more = len(settlements) == len(some)
            if settlements:
                self._send(settlements)
            with self._lock:
                for each in settlements:
                    if self._unsent.get(each.key) is each:
                        del self._unsent[each.key]
