"""Single flight over any store: of all who want a missing value, one computes it and the others wait. Both twins are this over their store.

In a process the waiters share the leader's result directly; across processes they watch the store while the claim is held.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout

from server.cache.entry import Entry, is_remembered, pack_failure, pack_value, unpack
from server.cache.port import Lifetimes, OnEvent, Store
from server.errors import PageError

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 20.0
"""Longest wait for another's result; then a caller computes for itself. Above the longest fetch and analysis, below clients' timeouts."""
_FIRST_PAUSE, _LAST_PAUSE = 0.004, 0.05
_RENEWALS = 4

Compute = Callable[[], bytes]


class FlightCache:
    """A Cache over a Store."""

    def __init__(self, store: Store, *, on_event: OnEvent) -> None:
        self._store = store
        self._on_event = on_event
        self._lock = threading.Lock()
        self._flights: dict[str, Future[Entry]] = {}
        self._renewals = threading.BoundedSemaphore(_RENEWALS)

    def available(self) -> bool:
        """See the port."""
        return not self._store.lost

    def get(self, key: str) -> bytes | None:
        """The value, fresh or stale."""
        entry = unpack(self._store.read(key))
        found = entry is not None and not entry.failure
        self._on_event("hit" if found else "miss")
        return entry.unwrap() if entry is not None and found else None

    def fresh(self, key: str) -> tuple[bytes, bytes] | None:
        """See the port."""
        entry = unpack(self._store.read(key))
        if entry is None or entry.failure or not entry.fresh:
            return None
        self._on_event("hit")
        return entry.unwrap(), entry.digest

    def set(self, key: str, value: bytes, lifetimes: Lifetimes) -> None:
        """Keep a value."""
        self._store.write(key, pack_value(value, fresh=lifetimes.fresh), seconds=lifetimes.fresh + lifetimes.stale)

    def get_or_compute(self, key: str, compute: Compute, lifetimes: Lifetimes) -> bytes:
        """See the port."""
        asked = False

        def counted() -> bytes:
            nonlocal asked
            asked = True
            self._on_event("miss")
            return compute()

        # Who leads may be renewing, which nobody waits for. Else the claim's own answer tells what is kept, so that a new page costs one question.
        kept = unpack(self._store.read(key)) if key in self._flights else None
        entry = kept if kept is not None and kept.serves else self._fly(key, counted, lifetimes)
        if not asked:
            self._on_event("negative" if entry.failure else "hit" if entry.fresh else "stale")
            if not entry.fresh and not entry.failure:
                self._renew(key, compute, lifetimes, entry)
        return entry.unwrap()

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _fly(self, key: str, compute: Compute, lifetimes: Lifetimes) -> Entry:
        """Lead the flight, or wait for who leads it."""
        with self._lock:
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = Future()
        if not leads:
            self._on_event("wait")
            try:
                return flight.result(timeout=PATIENCE_SECONDS)
            except FutureTimeout:
                return self._compute(compute, lifetimes)
        try:
            entry = self._lead(key, compute, lifetimes)
        except BaseException as error:
            flight.set_exception(error)
            raise
        else:
            flight.set_result(entry)
            return entry
        finally:
            with self._lock:
                self._flights.pop(key, None)

    def _lead(self, key: str, compute: Compute, lifetimes: Lifetimes) -> Entry:
        """Claim the key among the processes, or take what the holder of the claim puts there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        pause = _FIRST_PAUSE
        useless = False
        while True:
            token, raw = self._store.claim(key, anew=useless)
            entry = unpack(raw)
            if entry is not None and entry.serves:  # kept all along, or who held the claim is done by now
                if token is not None:
                    self._store.release(key, token)
                return entry
            if token is not None:
                break
            if raw is not None and not useless:  # damaged, or a failure whose time is over: to be replaced
                useless = True
                continue
            if time.monotonic() >= deadline:
                return self._kept(key, self._compute(compute, lifetimes), lifetimes)
            if pause == _FIRST_PAUSE:
                self._on_event("wait")
            time.sleep(pause)
            pause = min(pause * 1.5, _LAST_PAUSE)
        return self._settle(key, token, lambda: self._compute(compute, lifetimes), lifetimes)

    def _settle(self, key: str, token: str, make: Callable[[], Entry], lifetimes: Lifetimes) -> Entry:
        """Make an entry, keep it and give the claim back, by one question; the claim alone where making it fails."""
        try:
            entry = make()
        except BaseException:
            self._store.release(key, token)
            raise
        self._store.release(key, token, keep=(entry.raw, _life(entry, lifetimes)))
        return entry

    def _compute(self, compute: Compute, lifetimes: Lifetimes) -> Entry:
        """An entry of the value or of the failure. Raises what is nobody's but the caller's: passing failures, and bugs."""
        try:
            raw = pack_value(compute(), fresh=lifetimes.fresh)
        except PageError as error:
            if not is_remembered(error):
                raise
            raw = pack_failure(error, seconds=lifetimes.failure)
        entry = unpack(raw)
        if entry is None:
            raise AssertionError("an entry just packed unpacks")
        return entry

    def _kept(self, key: str, entry: Entry, lifetimes: Lifetimes) -> Entry:
        self._store.write(key, entry.raw, seconds=_life(entry, lifetimes))
        return entry

    def _renew(self, key: str, compute: Compute, lifetimes: Lifetimes, old: Entry) -> None:
        """Compute a stale value anew in the background, unless it is being done already or enough else is."""
        with self._lock:
            if key in self._flights or not self._renewals.acquire(blocking=False):
                return
            flight: Future[Entry] = Future()
            self._flights[key] = flight

        def renew() -> None:
            try:
                token, _ = self._store.claim(key, anew=True)
                if token is None:
                    flight.set_result(old)
                    return
                flight.set_result(self._settle(key, token, lambda: self._renewed(compute, lifetimes, old), lifetimes))
            except BaseException as error:
                flight.set_exception(error)
                log.exception("A stale value could not be renewed")
            finally:
                with self._lock:
                    self._flights.pop(key, None)
                self._renewals.release()

        threading.Thread(target=renew, name="renew", daemon=True).start()

    def _renewed(self, compute: Compute, lifetimes: Lifetimes, old: Entry) -> Entry:
        """The new entry; where the page cannot be had now, the old value for another while: an old answer is better than none."""
        try:
            entry = self._compute(compute, lifetimes)
        except PageError:
            return self._again(old, lifetimes)
        return self._again(old, lifetimes) if entry.failure else entry

    def _again(self, old: Entry, lifetimes: Lifetimes) -> Entry:
        entry = unpack(pack_value(old.unwrap(), fresh=lifetimes.failure))
        return entry if entry is not None else old


def _life(entry: Entry, lifetimes: Lifetimes) -> float:
    """How long an entry is kept."""
    return lifetimes.failure if entry.failure else lifetimes.fresh + lifetimes.stale
