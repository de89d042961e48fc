"""Whose address a request came from: the peer's, or what a trusted proxy says of it.

Anybody can write `X-Forwarded-For`; only a proxy of ours is believed.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def parse_networks(entries: Iterable[str]) -> tuple[Network, ...]:
    """Addresses and networks (10.0.0.0/8) out of a setting. Raises ValueError for what is neither."""
    return tuple(ipaddress.ip_network(entry) for entry in entries)


def client_address(peer: str, forwarded: str, proxies: tuple[Network, ...]) -> str:
    """The client's address: `forwarded` is read from the right as long as the one who wrote the entry is a trusted proxy.

    What stands further left was written by the client and proves nothing. Where an entry is no address, the walk ends before it.
    """
    if not proxies or not forwarded:
        return peer
    found = peer
    for entry in reversed(forwarded.split(",")):
        if not _is_within(found, proxies):
            return found
        address = _plain(entry)
        if address is None:
            return found
        found = address
    return found


def _is_within(address: str, networks: tuple[Network, ...]) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return any(mapped in network for network in networks)


def _plain(entry: str) -> str | None:
    """An entry as an address: without white space, brackets and port; None where it is none."""
    text = entry.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return None
