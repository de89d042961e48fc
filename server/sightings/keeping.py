"""Counts in the process, stored every minute by a thread of its own. No request waits for it or fails by it.

While the database is away the counts wait here, and no more names than `MOST` do. What a process that is killed had not stored is lost: nothing hangs
on a single count. The thread starts with the first sighting after `begin`, so that it lives in the process that answers, not in one that forked it.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from credibility_db.clock import moment
from credibility_db.curation.sightings import add_sightings
from server.curators import Curators
from server.errors import DatabaseUnavailable
from server.sightings.noticing import Seen, noticed

log = logging.getLogger(__name__)
MOST = 5_000
FLUSH_SECONDS = 60.0


class SightingsKeeper:
    """One a process. `note` takes what the pipeline answered; `flush` stores. Thread-safe."""

    def __init__(self, curators: Curators, *, seconds: float = FLUSH_SECONDS) -> None:
        self._curators, self._seconds = curators, seconds
        self._lock = threading.Lock()
        self._counts: Counter[Seen] = Counter()
        self._follower: threading.Thread | None = None
        self._stop = threading.Event()
        self._begun = False

    def begin(self) -> None:
        """Store from now on what is counted: for a process that serves."""
        self._begun = True

    def note(self, answer: Mapping[str, Any]) -> None:
        """Count what a page named. Never raises."""
        try:
            seen = noticed(answer)
        except Exception:
            log.exception("the sightings of an answer could not be read", extra={"event": "sightings"})
            return
        with self._lock:
            for each in seen:
                if each in self._counts or len(self._counts) < MOST:
                    self._counts[each] += 1
            if seen and self._begun and (self._follower is None or not self._follower.is_alive()):
                self._follower = threading.Thread(target=self._follow, name="sightings", daemon=True)
                self._follower.start()

    @property
    def waiting(self) -> dict[Seen, int]:
        """What is not stored yet."""
        with self._lock:
            return dict(self._counts)

    def flush(self) -> bool:
        """Store what is counted; False where that cannot be now, and the counts stay."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return True
        try:
            with self._curators.writing() as connection:
                add_sightings(connection, {(each.kind, each.name): number for each, number in counts.items()}, month=moment()[:7])
        except (DatabaseUnavailable, SQLAlchemyError) as error:
            log.warning("sightings wait for the curators' database: %s", type(error).__name__, extra={"event": "sightings"})
            self._keep(counts)
            return False
        return True

    def _keep(self, counts: Counter[Seen]) -> None:
        with self._lock:
            for each, number in counts.items():
                if each in self._counts or len(self._counts) < MOST:
                    self._counts[each] += number

    def close(self) -> None:
        """Stop the thread and store what is left, if that can be."""
        self._stop.set()
        if self._follower is not None:
            self._follower.join(self._seconds)
        self.flush()

    def _follow(self) -> None:
        while not self._stop.wait(self._seconds):
            self.flush()
