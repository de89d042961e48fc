"""Keys looked up beside the request: kept for a minute, noted as used, and what becomes of them when the curators' database goes away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from credibility_db.curation.api_keys import NewApiKey, create_api_key, revoke_api_key
from credibility_db.migrations import upgrade
from server import keyring
from server.curators import Curators
from server.errors import DatabaseUnavailable, KeyExpired, KeyRevoked, Unauthorized
from server.keyring import KeyRing
from server.records.client import UNVERIFIED


class Door(Curators):
    """The curators' database, which can be taken away or made to hang; counts the look-ups."""

    away = False
    hanging: threading.Event | None = None
    asked = 0

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        self.asked += 1
        if self.hanging is not None:
            self.hanging.wait(20)
        if self.away:
            raise DatabaseUnavailable()
        with super().reading() as connection:
            yield connection


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    opened = Door(f"sqlite:///{tmp_path / 'curators.db'}")
    upgrade(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the ring's clock on by seconds."""
    now = [1000.0]
    monkeypatch.setattr(keyring.time, "monotonic", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


def issue(door: Curators, *, days: int = 30) -> Any:
    with door.writing() as connection:
        return create_api_key(connection, NewApiKey("The Example Gazette", ["batches"], days, "ada"))


def test_a_known_key_tells_its_bearer(door: Door) -> None:
    issued = issue(door)
    bearer = KeyRing(door).client_of(issued.secret)
    assert (bearer.id, bearer.prefix, bearer.holder, bearer.account) == (issued.id, issued.prefix, "The Example Gazette", "ada")
    assert bearer.has_scope("batches")
    assert not bearer.has_scope("review")


def test_a_wrong_secret_is_unauthorized(door: Door) -> None:
    issued = issue(door)
    for wrong in (f"sn_{issued.prefix}_{'a' * 43}", f"sn_abcdefgh_{issued.secret[-43:]}", issued.secret[:-1], "word", ""):
        with pytest.raises(Unauthorized):
            KeyRing(door).client_of(wrong)


def test_guessing_at_a_prefix_asks_the_database_once(door: Door) -> None:
    issued, ring = issue(door), KeyRing(door)
    for letter in "abcdef":
        with pytest.raises(Unauthorized):
            ring.client_of(f"sn_{issued.prefix}_{letter * 43}")
    assert door.asked == 1


def test_an_ended_key_says_how_it_ended(door: Door) -> None:
    expired, revoked = issue(door), issue(door)
    with door.writing() as connection:
        connection.execute(text("UPDATE api_key SET expires = '2026-01-01T00:00:00.000000Z' WHERE prefix = :p"), {"p": expired.prefix})
        revoke_api_key(connection, revoked.prefix)
    with pytest.raises(KeyExpired, match="2026-01-01"):
        KeyRing(door).client_of(expired.secret)
    with pytest.raises(KeyRevoked):
        KeyRing(door).client_of(revoked.secret)


def test_a_revocation_holds_within_a_minute(door: Door, clock: Any) -> None:
    issued, ring = issue(door), KeyRing(door)
    ring.client_of(issued.secret)
    with door.writing() as connection:
        revoke_api_key(connection, issued.prefix)
    ring.client_of(issued.secret)
    clock(keyring.KEPT_SECONDS)
    with pytest.raises(KeyRevoked):
        ring.client_of(issued.secret)


def test_a_use_is_noted_beside_the_request(door: Door) -> None:
    issued = issue(door)
    KeyRing(door).client_of(issued.secret)
    for thread in threading.enumerate():
        if thread.name == "api-key":
            thread.join(10)
    with door.reading() as connection:
        assert connection.scalar(text("SELECT last_used FROM api_key")) is not None


def test_while_the_database_is_away_known_keys_go_on_and_unknown_ones_are_unverified(door: Door, clock: Any) -> None:
    known, unknown, ring = issue(door), issue(door), KeyRing(door)
    bearer = ring.client_of(known.secret)
    door.away = True
    clock(3600)
    assert ring.client_of(known.secret) == bearer
    assert ring.client_of(unknown.secret) is UNVERIFIED
    with pytest.raises(Unauthorized):
        ring.client_of(f"sn_{known.prefix}_{'a' * 43}")
    door.away = False
    clock(keyring.REST_SECONDS)
    assert ring.client_of(unknown.secret).id == unknown.id


def test_a_database_that_hangs_holds_up_one_request_and_then_none(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "PATIENCE_SECONDS", 0.01)
    issued, ring = issue(door), KeyRing(door)
    door.hanging = threading.Event()
    assert ring.client_of(issued.secret) is UNVERIFIED
    for _ in range(20):
        assert ring.client_of("sn_abcdefgh_" + "a" * 43) is UNVERIFIED
    assert door.asked == 1
    door.hanging.set()


def test_a_database_without_its_tables_is_one_that_cannot_be_asked(tmp_path: Path) -> None:
    empty = Curators(f"sqlite:///{tmp_path / 'empty.db'}")
    assert KeyRing(empty).client_of("sn_abcdefgh_" + "a" * 43) is UNVERIFIED
    empty.close()
