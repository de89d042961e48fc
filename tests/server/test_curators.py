"""The door to the curators' database: what is committed, what is undone, and what is said when it is away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from server.curators import Curators
from server.errors import DatabaseUnavailable


def test_a_block_that_ends_is_stored_and_one_that_raises_is_not(tmp_path: Path) -> None:
    door = Curators(f"sqlite:///{tmp_path / 'curators.db'}")
    with door.writing() as connection:
        connection.execute(text("CREATE TABLE kept (n INTEGER)"))
        connection.execute(text("INSERT INTO kept VALUES (1)"))
    with pytest.raises(ValueError, match="stop"), door.writing() as connection:
        connection.execute(text("INSERT INTO kept VALUES (2)"))
        raise ValueError("stop")
    with door.reading() as connection:
        assert connection.scalars(text("SELECT n FROM kept")).all() == [1]
    door.close()


def test_a_lost_database_is_said_without_its_address() -> None:
    door = Curators("postgresql://nobody:secret@127.0.0.1:1/none")
    with pytest.raises(DatabaseUnavailable) as refused, door.reading():
        pass
    assert "127.0.0.1" not in str(refused.value)
    assert refused.value.status == 503


def test_many_writers_of_one_process_all_get_their_turn(tmp_path: Path) -> None:
    door = Curators(f"sqlite:///{tmp_path / 'curators.db'}")
    with door.writing() as connection:
        connection.execute(text("CREATE TABLE kept (n INTEGER)"))

    def write(number: int) -> None:
        with door.writing() as connection:
            connection.execute(text("INSERT INTO kept VALUES (:n)"), {"n": number})

    with ThreadPoolExecutor(24) as pool:
        list(pool.map(write, range(200)))
    with door.reading() as connection:
        assert sorted(connection.scalars(text("SELECT n FROM kept"))) == list(range(200))
    door.close()


def test_a_writer_that_fails_hands_its_turn_on(tmp_path: Path) -> None:
    door = Curators(f"sqlite:///{tmp_path / 'curators.db'}")
    for _ in range(2):
        with pytest.raises(ValueError, match="stop"), door.writing():
            raise ValueError("stop")
    door.close()
