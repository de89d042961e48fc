"""Partial dates (`2013`, `2013-05`, `2013-05-02`; EDTF level 0) and whether something held on a day. Used by `linking` and `context`.

A partial date stands for the whole stretch it names, so a comparison can be undecidable; then the answer is None, never a guess.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?[~?%]?")


@lru_cache(maxsize=4096)
def stretch(partial: str | None) -> tuple[str, str] | None:
    """First and last day (ISO) of a partial date, None for an absent, open (`..`) or unreadable one."""
    found = _PARTIAL.fullmatch(partial.strip()) if partial else None
    if found is None:
        return None
    year, month, day = found.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        return None
    last = monthrange(int(year) or 4, int(month))[1]
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{last:02d}"
    return (f"{year}-{month}-{day}", f"{year}-{month}-{day}") if 1 <= int(day) <= last else None


@lru_cache(maxsize=4096)
def held_on(valid_from: str | None, valid_to: str | None, day: str | None) -> bool | None:
    """Whether a validity covers a day; None where the dates cannot tell.

    An open end counts as going on (the record would have been closed), an open beginning does not count as begun.
    """
    on, since, until = stretch(day), stretch(valid_from), stretch(valid_to)
    if on is None or (since is None and until is None):
        return None
    if since is not None and on[1] < since[0]:
        return False
    if until is not None and on[0] > until[1]:
        return False
    begun = since is not None and on[0] >= since[1]
    unended = until is None or on[1] <= until[0]
    return True if begun and unended else None


def ended_before(valid_to: str | None, day: str | None) -> bool:
    """Whether a validity had ended on a day, as far as the dates can tell."""
    until, on = stretch(valid_to), stretch(day)
    return until is not None and on is not None and until[1] < on[0]
