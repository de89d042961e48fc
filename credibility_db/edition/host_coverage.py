"""Which of many addresses have an outlet in an edition, and which hosts have none, most frequent first. Called by the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from credibility_db.edition.reader import Edition
from credibility_db.hosts import HostInvalid, normal_host


@dataclass(slots=True)
class HostCoverage:
    """How many lines, by normal host, resolve to an outlet and do not; `invalid` are lines that are no address."""

    resolved: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    invalid: list[str] = field(default_factory=list)

    def missing_first(self) -> list[tuple[str, int]]:
        """The hosts without an outlet and their number of lines, most frequent first, then by name."""
        return sorted(self.missing.items(), key=lambda item: (-item[1], item[0]))


def cover_hosts(edition: Edition, lines: Iterable[str]) -> HostCoverage:
    """Look up addresses or hosts, one a line; empty lines and lines that begin with # are passed over.

    A host of which one page has an outlet and another has none stands on both sides.
    """
    coverage = HostCoverage()
    for line in map(str.strip, lines):
        if not line or line.startswith("#"):
            continue
        try:
            parts = urlsplit(line if "://" in line else f"//{line}")
            host = normal_host(parts.hostname or "")
        except (HostInvalid, ValueError):
            coverage.invalid.append(line)
            continue
        found = edition.outlet_of(host, parts.path or "/")
        (coverage.missing if found is None else coverage.resolved)[host] += 1
    return coverage
