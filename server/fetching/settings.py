"""What a fetch may cost and where it may go. `config.py` fills it once from the environment."""

from __future__ import annotations

from dataclasses import dataclass

from server.errors import InvalidUrl

PRODUCT = "Sidenote"
"""The token robots.txt files address."""


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Seconds, bytes and counts; every default is explained in docs/fetching.md.

    `user_agent` says honestly who asks, and ought to name an address where a site's owner can complain. `allow` are exact (host, port) pairs that
    pass the port and network rules: for tests, and for outlets inside one's own network. `own_hosts` are this service's own names: it does not ask
    itself. `ca_file` adds certificates to those trusted.
    """

    user_agent: str = f"{PRODUCT}/0.1 (reads one news page when a reader asks)"
    obey_robots: bool = True
    allow: frozenset[tuple[str, int]] = frozenset()
    own_hosts: frozenset[str] = frozenset()
    ca_file: str | None = None
    places: int = 12
    max_bytes: int = 5 * 1024 * 1024
    total_seconds: float = 8.0
    header_seconds: float = 5.0
    connect_seconds: float = 3.0
    resolve_seconds: float = 3.0
    max_redirects: int = 5
    host_connections: int = 2
    host_interval_seconds: float = 0.25
    host_patience_seconds: float = 3.0
    host_failures: int = 5
    host_rest_seconds: float = 60.0
    hosts_remembered: int = 10_000
    robots_seconds: float = 24 * 3600.0
    robots_retry_seconds: float = 300.0
    robots_max_bytes: int = 500 * 1024


def parse_allow(text: str) -> frozenset[tuple[str, int]]:
    """The pairs of `FETCH_ALLOW`: `host:port` separated by commas or spaces. Raises InvalidUrl for anything else, a wildcard included."""
    pairs = set()
    for entry in text.replace(",", " ").split():
        host, colon, port = entry.rpartition(":")
        if not (colon and host and port.isascii() and port.isdigit() and 0 < int(port) < 65536) or "*" in host:
            raise InvalidUrl(f"FETCH_ALLOW takes exact host:port pairs, not {entry!r}")
        pairs.add((host.lower().strip("[]"), int(port)))
    return frozenset(pairs)
