"""The in-memory store: bounded by bytes, the least recently used goes first. For small installs, for tests, and while Redis is lost."""

from __future__ import annotations

import threading
import time
import uuid
from collections import OrderedDict

from server.cache.port import OnEvent

_OVERHEAD = 300
"""Bytes an entry costs beside its value: key, tuple, float and dictionary slot (sys.getsizeof of each, CPython 3.11)."""
_LARGEST_SHARE = 8


class MemoryStore:
    """Entries of one process; safe for threads. A value above an eighth of the whole is not kept: it would push everything else out."""

    def __init__(self, max_bytes: int, *, on_event: OnEvent) -> None:
        self._max_bytes = max_bytes
        self._on_event = on_event
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._size = 0
        self._claims: dict[str, str] = {}

    @property
    def lost(self) -> bool:
        """Never: memory goes with the process."""
        return False

    @property
    def size(self) -> int:
        """Bytes held, overhead included."""
        return self._size

    def read(self, key: str) -> bytes | None:
        """The entry, unless its time is over."""
        with self._lock:
            held = self._entries.get(key)
            if held is None:
                return None
            if held[0] <= time.monotonic():
                self._drop(key)
                return None
            self._entries.move_to_end(key)
            return held[1]

    def write(self, key: str, entry: bytes, *, seconds: float) -> None:
        """Keep an entry; make room by forgetting the least recently used."""
        if len(entry) + _OVERHEAD > self._max_bytes // _LARGEST_SHARE:
            self._on_event("too_large")
            return
        with self._lock:
            self._drop(key)
            self._entries[key] = (time.monotonic() + seconds, entry)
            self._size += len(entry) + _OVERHEAD
            while self._size > self._max_bytes:
                self._drop(next(iter(self._entries)))

    def claim(self, key: str, *, anew: bool = False) -> tuple[str | None, bytes | None]:
        """The entry; where there is none, or one to be replaced, a token, or None while another thread computes the key."""
        entry = self.read(key)
        if entry is not None and not anew:
            return None, entry
        with self._lock:
            if key in self._claims:
                return None, entry
            token = self._claims[key] = uuid.uuid4().hex
            return token, entry

    def release(self, key: str, token: str, *, keep: tuple[bytes, float] | None = None) -> None:
        """Keep an entry, if there is one, and give a claim back."""
        if keep is not None:
            self.write(key, keep[0], seconds=keep[1])
        with self._lock:
            if self._claims.get(key) == token:
                del self._claims[key]

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._size = 0

    def _drop(self, key: str) -> None:
        held = self._entries.pop(key, None)
        if held is not None:
            self._size -= len(held[1]) + _OVERHEAD
