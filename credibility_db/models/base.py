"""The declarative base and the engine. Every table of the curators' database hangs on `Base.metadata`."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase

BUSY_TIMEOUT_MS = 10_000  # with WAL and BEGIN IMMEDIATE, 5 s and more gave no lock error under two writers and eight readers
DEFAULT_URL = "sqlite:///var/sidenote.db"


class Base(DeclarativeBase):
    """Constraint names are fixed so that migrations can name them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def open_database(url: str = DEFAULT_URL) -> Engine:
    """An engine for a database address. SQLite runs in WAL mode, writes begin immediately and wait for one another.

    `postgresql://` and `postgres://` are taken to mean the psycopg 3 driver. A missing folder of an SQLite file is made.
    """
    address = make_url(url)
    if address.drivername in ("postgresql", "postgres"):
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if address.get_backend_name() != "sqlite":
        return create_engine(address)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the driver would begin late and as a reader
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
