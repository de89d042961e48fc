"""The time as the tables keep it: UTC, ISO 8601 to the microsecond, so that texts compare as times do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def moment(*, after: float = 0) -> str:
    """Now, or `after` seconds from now."""
    return (datetime.now(UTC) + timedelta(seconds=after)).isoformat(timespec="microseconds").replace("+00:00", "Z")
