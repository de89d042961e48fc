"""Reading: dates as publishers write them → ISO calendar dates, in the page's own time zone."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(tomllib.loads((Path(__file__).parent / "data" / "months.toml").read_text(encoding="utf-8"))["months"], start=1)
    for name in names
}
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_CJK = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_LOOSE_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)\d\d)(?!\d)")
_MONTH_NAME = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-]*(?:de |of |d’|d')?({_MONTH_NAME})\.?,?[\s-]*(?:de |del )?((?:19|20)\d\d)", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"\b({_MONTH_NAME})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)", re.IGNORECASE)
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_IN_ADDRESS = re.compile(r"[/_-]((?:199|20\d)\d)([/_-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=\D|$)")
_SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d\d)(?![\d.])")


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _from_epoch(text: str) -> str | None:
    seconds = int(text[:10])
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if 631152000 < seconds < 4102444800 else None


def _from_numbers(first: int, second: int, year: int, *, month_first: bool) -> str | None:
    if (month_first and first <= 12) or second > 12:
        first, second = second, first
    return _iso(year, second, first)


def parse_date(text: str, *, month_first: bool = False) -> str | None:
    """The first calendar date in a text as ISO (`2023-05-25`), None when it holds none; `month_first` reads 5/25/2023 the American way."""
    text = text.strip()[:200]
    if _EPOCH.match(text):
        return _from_epoch(text)
    for pattern in (_ISO, _CJK, _LOOSE_ISO):
        if found := pattern.search(text):
            return _iso(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_MONTH.search(text):
        return _iso(int(found[3]), _MONTHS[found[2].lower()], int(found[1]))
    if found := _MONTH_DAY.search(text):
        return _iso(int(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    if found := _DAY_FIRST.search(text):
        return _from_numbers(int(found[1]), int(found[3]), int(found[4]), month_first=month_first and found[2] == "/")
    if found := _SHORT_YEAR.search(text):
        return _iso(2000 + int(found[3]), int(found[2]), int(found[1]))
    return None


def date_in_address(url: str) -> str | None:
    """The date in an address's path (`/2023/05/25/`, `-20230525`), None when it has none."""
    found = _IN_ADDRESS.search(url)
    return _iso(int(found[1]), int(found[3]), int(found[4])) if found else None
