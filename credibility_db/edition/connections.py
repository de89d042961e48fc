"""Connections to an edition's SQLite file: one for each question of the moment, whichever thread asks."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAGES_KIB = 512
"""SQLite's own page cache. The file is read, not mapped: the system's page cache is shared by all workers either way, but mapped pages count as
the memory of each (25 MB after 800 pages with the full edition), and a record takes the same time to read."""


class Connections:
    """Idle connections of one process, the last used first: a connection a thread took sixteen times the memory for nothing."""

    def __init__(self, path: Path) -> None:
        self._address = f"file:{path}?mode=ro&immutable=1"
        self._idle: list[sqlite3.Connection] = []
        self._process = os.getpid()

    @contextmanager
    def one(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses meanwhile. SQLite's may not cross a fork: a forked process begins with none."""
        if self._process != os.getpid():
            self._idle, self._process = [], os.getpid()
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = sqlite3.connect(self._address, uri=True, check_same_thread=False)
            connection.execute(f"PRAGMA cache_size = -{_PAGES_KIB}")
        try:
            yield connection
        finally:
            self._idle.append(connection)
