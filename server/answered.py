"""Requests that were checked and answered before, and where their answers are kept: written by the view, read by `api/shortcut.py`."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from server.pipeline import Place

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SEEN = "sidenote.seen"
"""The member of a WSGI environment with a request's fingerprint, set for requests that the shortcut takes."""

_REMEMBERED = 4096


def fingerprint(method: str, sent: bytes) -> bytes:
    """What a request is remembered by: a hash, so that no address stays in memory."""
    return hashlib.blake2b(sent, digest_size=16, person=method.encode()).digest()


class Answered:
    """The requests of a process by their fingerprint; the least recently used go first, some 2 MB at the most."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[bytes, Place] = OrderedDict()

    def note(self, environ: WSGIEnvironment, place: Place) -> None:
        """Remember where the answers of this request are kept, if it is one that the shortcut takes."""
        seen: bytes | None = environ.get(SEEN)
        if seen is not None:
            with self._lock:
                self._known[seen] = place
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)

    def find(self, seen: bytes) -> Place | None:
        """Where the answers of such a request are kept, if it was answered before."""
        with self._lock:
            place = self._known.get(seen)
            if place is not None:
                self._known.move_to_end(seen)
            return place
