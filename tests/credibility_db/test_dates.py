"""Partial dates: what they may mean and how they compare, against a plain set of days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credibility_db.dates import InvalidDate, before, day_range, holds, may_be_same, ordered, overlap

_DAYS = st.dates(date(1995, 1, 1), date(2005, 12, 31))
PARTIAL = st.one_of(_DAYS.map(lambda day: day.isoformat()), _DAYS.map(lambda day: day.isoformat()[:7]), _DAYS.map(lambda day: day.isoformat()[:4]))


_CALENDAR = [(date(1994, 1, 1) + timedelta(days=number)).isoformat() for number in range(13 * 366)]


@lru_cache
def days(partial: str) -> frozenset[str]:
    """Every day a partial date may mean, by walking the calendar."""
    return frozenset(day for day in _CALENDAR if day.startswith(partial))


@pytest.mark.parametrize(
    "text", ["", "13", "2013-1", "2013-13", "2013-00", "2013-02-30", "2013-05-2", "0000", "2013-05-02T10:00", "May 2013", "2013~", "２０１３"]
)
def test_refuses_what_is_no_partial_date(text: str) -> None:
    with pytest.raises(InvalidDate):
        day_range(text)


@given(PARTIAL)
def test_range_is_first_and_last_day(partial: str) -> None:
    possible = days(partial)
    assert day_range(partial) == (min(possible), max(possible))


@given(PARTIAL, PARTIAL)
def test_comparisons_are_those_of_the_days(first: str, second: str) -> None:
    assert before(first, second) == all(max(days(first)) < other for other in days(second))
    assert may_be_same(first, second) == bool(days(first) & days(second))
    assert ordered(first, second) == any(end >= min(days(first)) for end in days(second))


@given(st.none() | PARTIAL, st.none() | PARTIAL, PARTIAL)
def test_holds_is_certain_only_when_every_reading_agrees(start: str | None, end: str | None, as_of: str) -> None:
    assume(ordered(start, end))
    answers = set()
    for first in (min(days(start)), max(days(start))) if start else ("0001-01-01", "9999-12-31"):
        for last in (min(days(end)), max(days(end))) if end else ("9999-12-31",):
            for day in days(as_of):
                if start is None or first <= last:
                    answers.add(first <= day <= last)
    found = holds(start, end, as_of)
    if found is not None:
        assert answers == {found}
    elif start and not (end and may_be_same(start, end)):
        assert answers == {True, False}


@pytest.mark.parametrize(
    ("start", "end", "as_of", "expected"),
    [
        ("2013", None, "2023-05-25", True),
        ("2013", "2020", "2023-05-25", False),
        ("2013", "2020", "2020-05-25", None),
        ("2013", None, "2013-02-01", None),
        ("2013", None, "2012-12-31", False),
        (None, "2020", "2021-01-01", False),
        (None, "2020", "2019-01-01", None),
        (None, None, "2019-01-01", None),
        ("2023-05-25", None, "2023-05-25", True),
    ],
)
def test_holds(start: str | None, end: str | None, as_of: str, expected: bool | None) -> None:
    assert holds(start, end, as_of) is expected


def test_periods_with_open_ends_overlap() -> None:
    assert overlap((None, "2010"), ("2010-12-31", None))
    assert not overlap((None, "2010"), ("2011", None))
