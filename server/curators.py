"""The web's one door to the curators' database, as `knowledge.py` is to an edition: desk, jobs and the API's few writes come through here.

Readers' annotation requests never do. While the database is away every call raises DatabaseUnavailable (503) and nothing is half done.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from credibility_db.models import open_database
from server.errors import DatabaseUnavailable

TURN_SECONDS = 30
"""Longest wait of a writer for those of its own process before it."""


class Curators:
    """One engine a process, opened at the first call. Thread-safe."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._engine: Engine | None = None
        self._probe: threading.Thread | None = None

    @property
    def engine(self) -> Engine:
        """The engine, for what manages its own connections: the publisher, imports."""
        with self._lock:
            if self._engine is None:
                self._engine = open_database(self._url)
            return self._engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that reads one state of the database. Raises DatabaseUnavailable."""
        with _explained(), self.engine.connect().execution_options(reading=True) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: stored when the block ends, undone when it raises. Raises DatabaseUnavailable."""
        with _explained(), self._in_turn(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """On SQLite let this process's writers wait for one another here: its own waiting is not fair, so that under many writers some never
        get their turn. PostgreSQL has its own queue. Raises DatabaseUnavailable.
        """
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if not self._turn.acquire(timeout=TURN_SECONDS):
            raise DatabaseUnavailable(retry_after=5)
        try:
            yield
        finally:
            self._turn.release()

    def answers(self, *, seconds: float) -> bool:
        """Whether the database answers within so many seconds. While an earlier question hangs it does not."""
        with self._lock:
            if self._probe is not None and self._probe.is_alive():
                return False
            heard: list[bool] = []
            probe = self._probe = threading.Thread(target=self._ask, args=(heard,), name="curators-probe", daemon=True)
            probe.start()
        probe.join(seconds)
        return bool(heard)

    def _ask(self, heard: list[bool]) -> None:
        with suppress(DatabaseUnavailable), self.reading() as connection:
            connection.exec_driver_sql("SELECT 1")
            heard.append(True)

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None


@contextmanager
def _explained() -> Iterator[None]:
    """Turn a lost database into our own error; every other error passes as it is."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnavailable() from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseUnavailable() from error
        raise
