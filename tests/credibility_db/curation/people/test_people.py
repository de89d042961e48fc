"""Accounts, sessions and attempts on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from credibility_db.clock import moment
from credibility_db.curation.people import (
    change_role,
    create_account,
    disable_account,
    drop_attempt,
    drop_totp,
    enable_account,
    end_session,
    make_link,
    note_attempt,
    set_password,
    set_totp,
    start_session,
    touch_session,
    use_link,
    use_recovery_code,
    use_totp_step,
)
from credibility_db.errors import AccountRefused
from credibility_db.queries import account, account_link, accounts, count_failures, count_recovery_codes, session


@pytest.fixture
def people(engine: Engine) -> Engine:
    """A database with carol, kurt and ada."""
    with engine.begin() as connection:
        for name, role in (("carol", "contributor"), ("kurt", "curator"), ("ada", "admin")):
            create_account(connection, name, role, by="tests")
    return engine


@pytest.mark.parametrize("name", ["", "A", "two words", "-x", "x-", "a" * 61, "ü", "x\n", "../x"])
def test_a_name_has_its_form(people: Engine, name: str) -> None:
    with pytest.raises(AccountRefused, match="lower-case"), people.begin() as connection:
        create_account(connection, name, "curator", by="tests")


def test_a_name_is_given_once(people: Engine) -> None:
    with pytest.raises(AccountRefused, match="already"), people.begin() as connection:
        create_account(connection, "carol", "curator", by="tests")


@pytest.mark.parametrize(
    "change", [lambda connection: change_role(connection, "ada", "curator"), lambda connection: disable_account(connection, "ada")]
)
def test_one_admin_remains(people: Engine, change: object) -> None:
    assert callable(change)
    with pytest.raises(AccountRefused, match="last admin"), people.begin() as connection:
        change(connection)
    with people.begin() as connection:
        change_role(connection, "kurt", "admin")
        change(connection)
        assert account(connection, "kurt").role == "admin"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "change",
    [
        lambda connection: change_role(connection, "carol", "curator"),
        lambda connection: disable_account(connection, "carol"),
        lambda connection: set_password(connection, "carol", "hash"),
    ],
)
def test_what_changes_rights_ends_sessions(people: Engine, change: object) -> None:
    assert callable(change)
    with people.begin() as connection:
        start_session(connection, "carol", "d" * 64, stage="full", seconds=60)
        start_session(connection, "kurt", "e" * 64, stage="full", seconds=60)
        change(connection)
        assert session(connection, "d" * 64) is None
        assert session(connection, "e" * 64) is not None


def test_a_session_is_touched_ended_and_cleared_away(people: Engine) -> None:
    with people.begin() as connection:
        start_session(connection, "carol", "d" * 64, stage="password", seconds=-1)
        start_session(connection, "carol", "e" * 64, stage="full", seconds=60)
        assert session(connection, "d" * 64) is None, "it was over"
        before = session(connection, "e" * 64)
        touch_session(connection, "e" * 64)
        after = session(connection, "e" * 64)
        assert before is not None
        assert after is not None
        assert before.seen < after.seen < moment()
        assert [(row.name, row.seen is not None) for row in accounts(connection)] == [("ada", False), ("carol", True), ("kurt", False)]
        end_session(connection, "e" * 64)
        assert session(connection, "e" * 64) is None


def test_a_link_is_used_once_and_in_time_and_the_newest_counts(people: Engine) -> None:
    with people.begin() as connection:
        make_link(connection, "carol", "a" * 64, seconds=60)
        make_link(connection, "carol", "b" * 64, seconds=60)
        assert account_link(connection, "a" * 64) is None
        assert [use_link(connection, "b" * 64) for _ in range(2)] == ["carol", None]
        make_link(connection, "carol", "c" * 64, seconds=-1)
        assert use_link(connection, "c" * 64) is None
        make_link(connection, "carol", "d" * 64, seconds=60)
        disable_account(connection, "carol")
        enable_account(connection, "carol")
        assert use_link(connection, "d" * 64) is None, "disabling takes links back"


def test_a_time_step_and_a_recovery_code_open_once(people: Engine) -> None:
    with people.begin() as connection:
        set_totp(connection, "carol", "SECRET", recovery=["a" * 64, "b" * 64], step=10)
        assert [use_totp_step(connection, "carol", step) for step in (10, 9, 11, 11, 12)] == [False, False, True, False, True]
        assert [use_recovery_code(connection, "carol", code * 64) for code in "aab"] == [True, False, True]
        assert use_recovery_code(connection, "kurt", "a" * 64) is False
        set_totp(connection, "carol", "SECRET", recovery=["c" * 64], step=12)
        drop_totp(connection, "carol")
        assert count_recovery_codes(connection, "carol") == 0


def test_attempts_are_counted_before_they_are_judged(people: Engine) -> None:
    limits = {"pair": (2, 60.0), "address": (3, 60.0)}
    with people.begin() as connection:
        first, second, third = (note_attempt(connection, limits) for _ in range(3))
        assert first
        assert second
        assert third is None
        drop_attempt(connection, limits, second, forget="pair")
        assert (count_failures(connection, "pair", ""), count_failures(connection, "address", "")) == (0, 1)
        connection.execute(text("UPDATE login_failure SET at = '2020-01-01T00:00:00.000000Z'"))
        note_attempt(connection, limits)
        assert count_failures(connection, "address", "") == 1, "what is older than an hour is gone"
