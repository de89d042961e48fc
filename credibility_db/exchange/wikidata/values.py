"""Snaks of Wikidata's JSON as plain values. Used by `entities` and `citing`; every function takes whatever JSON holds and never raises.

The format is that of Wikibase's JSON (doc.wikimedia.org, "Wikibase JSON format"): a snak has a `snaktype` and, when that is `value`, a `datavalue`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from credibility_db.dates import InvalidDate, day_range

_TIME = re.compile(r"\+?0*([0-9]{4})-([0-9]{2})-([0-9]{2})T")
_YEAR, _MONTH, _DAY = 9, 10, 11  # precisions of a time value
_RANKS = {"preferred": 0, "normal": 1, "deprecated": 2}
_GREGORIAN = "Q1985727"


def mapping(value: Any) -> Mapping[str, Any]:
    """The value where it is a mapping, an empty one otherwise (an empty list stands for an empty mapping in dumps)."""
    return value if isinstance(value, Mapping) else {}


def sequence(value: Any) -> list[Any]:
    """The value where it is a list, an empty one otherwise."""
    return value if isinstance(value, list) else []


def claims_of(entity: Mapping[str, Any], prop: str) -> Iterator[Mapping[str, Any]]:
    """The statements of a property, best rank first."""
    told = mapping(entity.get("claims")).get(prop)
    if not told:
        return iter(())
    return iter(sorted(map(mapping, sequence(told)), key=lambda claim: _RANKS.get(str(claim.get("rank")), 1)))


def value_of(snak: Any) -> Any:
    """The value in a snak, None for `somevalue`, `novalue` and anything malformed."""
    found = mapping(snak)
    return mapping(found.get("datavalue")).get("value") if found.get("snaktype") == "value" else None


def item_of(snak: Any) -> str | None:
    """The item a snak points to, `Q42`."""
    value = mapping(value_of(snak))
    if isinstance(value.get("id"), str):
        return str(value["id"])
    number = value.get("numeric-id")
    return f"Q{number}" if isinstance(number, int) else None


def text_of(snak: Any) -> str | None:
    """The text in a snak: a string, a URL, an identifier, or the text of one in a language."""
    value = value_of(snak)
    if isinstance(value, Mapping):
        value = value.get("text")
    return value if isinstance(value, str) and value.strip() else None


def date_of(snak: Any) -> str | None:
    """A time as a partial date by its precision. None for coarser than a year, before our era, or not of the calendar.

    Days of the Julian calendar are not converted: only their year is kept.
    """
    value = mapping(value_of(snak))
    match = _TIME.match(str(value.get("time", "")))
    precision = value.get("precision")
    if match is None or not isinstance(precision, int) or precision < _YEAR:
        return None
    parts = match.groups()
    wanted = 1 if precision == _YEAR or _GREGORIAN not in str(value.get("calendarmodel", _GREGORIAN)) else 2 if precision == _MONTH else 3
    date = "-".join(parts[:wanted])
    try:
        day_range(date)
    except InvalidDate:
        return None
    return date


def share_of(snak: Any) -> float | None:
    """A proportion (P1107) in per cent: `0.51` is 51; above one, or with a unit, it is in per cent already. None where it cannot be a share."""
    value = mapping(value_of(snak))
    try:
        amount = float(str(value.get("amount")))
    except ValueError:
        return None
    percent = amount if value.get("unit", "1") != "1" or amount > 1 else amount * 100
    return round(percent, 4) if 0 < percent <= 100 else None


def first(snaks: Any) -> Any:
    """The first of several snaks."""
    return next(iter(sequence(snaks)), None)
