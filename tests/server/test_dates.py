"""Partial dates: what is decided and what honestly is not."""

from __future__ import annotations

import pytest

from server.records.dates import ended_before, held_on, stretch


@pytest.mark.parametrize(
    ("partial", "expected"),
    [
        ("2013", ("2013-01-01", "2013-12-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2013-05-02", ("2013-05-02", "2013-05-02")),
        ("2013-05-02T10:00:00Z", ("2013-05-02", "2013-05-02")),
        ("2013~", ("2013-01-01", "2013-12-31")),
        ("2013-13", None),
        ("2013-04-31", None),
        ("..", None),
        ("early 2000s", None),
        ("", None),
        (None, None),
    ],
)
def test_stretch(partial: str | None, expected: tuple[str, str] | None) -> None:
    assert stretch(partial) == expected


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "day", "held"),
    [
        ("2013", "2017", "2015-06-01", True),
        ("2013", "2017", "2013-06-01", None),
        ("2013", "2017", "2017-06-01", None),
        ("2013", "2017", "2012-12-31", False),
        ("2013", "2017", "2018-01-01", False),
        ("2017-09", None, "2023-05-25", True),
        ("2017-09", None, "2017-09-12", None),
        ("2017-09-12", None, "2017-09-12", True),
        (None, "2017", "2015-01-01", None),
        (None, "2017", "2018-01-01", False),
        (None, None, "2018-01-01", None),
        ("2013", "2017", None, None),
    ],
)
def test_held_on(valid_from: str | None, valid_to: str | None, day: str | None, held: bool | None) -> None:
    assert held_on(valid_from, valid_to, day) is held


def test_ended_before() -> None:
    assert ended_before("2017", "2018-01-01")
    assert not ended_before("2017", "2017-12-31")
    assert not ended_before(None, "2018-01-01")
    assert not ended_before("2017", None)
