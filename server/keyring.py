"""API keys as the web sees them: looked up in the curators' database, kept in the process for a minute.

Requests never wait long for that database. A look-up runs in a thread of its own and gets half a second; where it fails, a key known before
goes on (its expiry still counts) and an unknown one is `UNVERIFIED`: anybody, as far as this service can tell.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.exc import SQLAlchemyError

from credibility_db.curation.api_keys import is_secret_of, note_use, prefix_of
from credibility_db.queries import api_key_of
from server.curators import Curators
from server.errors import DatabaseUnavailable, KeyExpired, KeyRevoked, Unauthorized
from server.records.client import UNVERIFIED, Client

RENEW_SECONDS, KEPT_SECONDS = 30.0, 60.0
"""After the first a key in use is looked up again beside the request, after the second before it: a revocation holds within a minute."""
PATIENCE_SECONDS = 0.5
"""Longest wait of a request for the curators' database; after a failed look-up none waits for REST_SECONDS."""
REST_SECONDS = 5.0
MOST_KEPT, MOST_LOOKUPS = 4_096, 4
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database had under a prefix (None: nothing), and when it was asked."""

    row: Row[Any] | None
    at: float


class KeyRing:
    """The keys of a process. Thread-safe."""

    def __init__(self, curators: Curators) -> None:
        self._curators = curators
        self._lock = threading.Lock()
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._flights: dict[str, Future[_Known]] = {}
        self._places = threading.BoundedSemaphore(MOST_LOOKUPS)
        self._resting_until = 0.0

    def client_of(self, secret: str) -> Client:
        """The bearer of a secret. Raises Unauthorized, KeyRevoked, KeyExpired; UNVERIFIED where the database cannot be asked."""
        prefix = prefix_of(secret)
        if prefix is None:
            raise Unauthorized("The API key does not have the form of one: sn_ and two more parts.")
        try:
            known = self._look_up(prefix, secret)
        except DatabaseUnavailable:
            return UNVERIFIED
        if known.row is None or not is_secret_of(secret, known.row.digest):
            raise Unauthorized("This service does not know the API key.")
        _refuse_ended(known.row)
        row = known.row
        return Client(row.id, row.prefix, row.holder, row.account, frozenset(row.scopes.split()))

    def _look_up(self, prefix: str, secret: str) -> _Known:
        """What is known of a prefix. Raises DatabaseUnavailable where nothing is and the database cannot be asked."""
        with self._lock:
            known = self._known.get(prefix)
        age = time.monotonic() - known.at if known else KEPT_SECONDS
        if known is not None and age < RENEW_SECONDS:
            return known
        flight = self._begin(prefix, secret)
        if known is not None and age < KEPT_SECONDS:
            return known
        found = known if flight is None else self._wait(flight) or known
        if found is None:
            raise DatabaseUnavailable()
        return found

    def _wait(self, flight: Future[_Known]) -> _Known | None:
        try:
            return flight.result(timeout=PATIENCE_SECONDS)
        except (DatabaseUnavailable, TimeoutError):
            self._resting_until = time.monotonic() + REST_SECONDS
            return None

    def _begin(self, prefix: str, secret: str) -> Future[_Known] | None:
        """Have a prefix looked up, once for all who ask; None while the database rests or enough is being asked."""
        with self._lock:
            flight = self._flights.get(prefix)
            if flight is not None:
                return flight
            if time.monotonic() < self._resting_until or not self._places.acquire(blocking=False):
                return None
            flight = self._flights[prefix] = Future()
        threading.Thread(target=self._ask, args=(prefix, secret, flight), name="api-key", daemon=True).start()
        return flight

    def _ask(self, prefix: str, secret: str, flight: Future[_Known]) -> None:
        """Look a prefix up, tell those who wait, then note the use: nobody waits for that."""
        try:
            flight.set_result(known := self._read(prefix))
        except (DatabaseUnavailable, SQLAlchemyError) as error:
            log.warning("an API key could not be looked up (%s)", type(error.__cause__ or error).__name__)
            flight.set_exception(DatabaseUnavailable())
            return
        finally:
            with self._lock:
                self._flights.pop(prefix, None)
            self._places.release()
        if known.row is not None and known.row.revoked is None and is_secret_of(secret, known.row.digest):
            self._note_use(prefix)

    def _read(self, prefix: str) -> _Known:
        began = time.monotonic()
        with self._curators.reading() as connection:
            known = _Known(api_key_of(connection, prefix), began)
        with self._lock:
            self._known[prefix] = known
            self._known.move_to_end(prefix)
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
        return known

    def _note_use(self, prefix: str) -> None:
        try:
            with self._curators.writing() as connection:
                note_use(connection, prefix)
        except (DatabaseUnavailable, SQLAlchemyError) as error:
            log.warning("an API key's use could not be noted (%s)", type(error.__cause__ or error).__name__)


def _refuse_ended(row: Row[Any]) -> None:
    if row.revoked is not None:
        raise KeyRevoked(f"The API key was revoked on {row.revoked[:10]}.")
    if datetime.fromisoformat(row.expires) <= datetime.now(UTC):
        raise KeyExpired(f"The API key expired on {row.expires[:10]}.")
