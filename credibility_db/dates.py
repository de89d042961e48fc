"""Partial dates in the spirit of EDTF (ISO 8601-2): `2013`, `2013-05`, `2013-05-02`. Used by schemas, rules and editions; imports nothing of ours.

A partial date stands for an interval of days: from its earliest to its latest possible day. Two partial dates compare only as far as their
intervals do: `2013` is neither before nor after `2013-05`. Days are ISO strings (`2013-05-02`), which sort as they follow one another.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime
from functools import lru_cache

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
FIRST_DAY = "0001-01-01"
LAST_DAY = "9999-12-31"


class InvalidDate(ValueError):
    """The text is not a partial date, or not a day of the calendar."""


@lru_cache(maxsize=65_536)
def day_range(text: str) -> tuple[str, str]:
    """The earliest and the latest day a partial date may mean. Raises InvalidDate."""
    match = _FORM.match(text)
    if match is None:
        raise InvalidDate(f"{text!r} is not a date like 2013, 2013-05 or 2013-05-02")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year == 0 or year is None:
        raise InvalidDate(f"{text!r} has no year")
    if month is None:
        return f"{year:04}-01-01", f"{year:04}-12-31"
    if not 1 <= month <= 12:
        raise InvalidDate(f"{text!r} has no such month")
    days = monthrange(year, month)[1]
    if day is None:
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{days:02}"
    if not 1 <= day <= days:
        raise InvalidDate(f"{text!r} has no such day")
    return text, text


def earliest(text: str | None) -> str:
    """The earliest day a partial date may mean; an absent one reaches back to the first day."""
    return day_range(text)[0] if text else FIRST_DAY


def latest(text: str | None) -> str:
    """The latest day a partial date may mean; an absent one reaches to the last day."""
    return day_range(text)[1] if text else LAST_DAY


def before(first: str, second: str) -> bool:
    """Whether every day `first` may mean lies before every day `second` may mean."""
    return latest(first) < earliest(second)


def may_be_same(first: str, second: str) -> bool:
    """Whether two partial dates share a day."""
    return not before(first, second) and not before(second, first)


def ordered(valid_from: str | None, valid_to: str | None) -> bool:
    """Whether a period can be: it does not certainly end before it begins. Open ends are always possible."""
    return not (valid_from and valid_to and before(valid_to, valid_from))


def overlap(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> bool:
    """Whether two periods may share a day; absent ends are open."""
    return earliest(first[0]) <= latest(second[1]) and earliest(second[0]) <= latest(first[1])


@lru_cache(maxsize=65_536)
def holds(valid_from: str | None, valid_to: str | None, as_of: str) -> bool | None:
    """Whether a period covers `as_of`: True or False when certain, None when the dates do not tell.

    A period without dates tells nothing. A period with a beginning and no end lasts. One with only an end tells what came after it, and nothing
    of before, since nobody wrote when it began.
    """
    first, last = day_range(as_of)
    if (valid_from and last < earliest(valid_from)) or (valid_to and first > latest(valid_to)):
        return False
    if not valid_from or first < latest(valid_from):
        return None
    return True if not valid_to or last <= earliest(valid_to) else None


def today() -> str:
    """The present day in UTC."""
    return datetime.now(UTC).date().isoformat()
