"""SQLite under writers and readers at once."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import text

from credibility_db.curation import load_records, verify_history
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.queries import read_records
from credibility_db.records import EntityRecord
from tests.credibility_db.conftest import OPTIONS


def test_settings_of_every_connection(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'new' / 'x.db'}")
    with engine.connect() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "busy_timeout", "foreign_keys", "synchronous")
        }
    assert settings == {"journal_mode": "wal", "busy_timeout": 10_000, "foreign_keys": 1, "synchronous": 2}
    engine.dispose()


def test_writers_queue_and_readers_read_on(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    upgrade(engine)
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(8):
                record = EntityRecord(f"{name}-{number}", "person", "scholar", f"{name} {number}")
                with engine.begin() as connection:
                    load_records(connection, [record], OPTIONS)
        except BaseException as error:
            failures.append(error)

    def read() -> None:
        try:
            for _ in range(20):
                with engine.connect().execution_options(reading=True) as connection:
                    list(read_records(connection))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("ann", "bob")] + [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with engine.connect() as connection:
        assert verify_history(connection) == 16
    engine.dispose()
