"""Which networks and names are never entered. Asked by `guard` for every address before a socket is opened."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

_HERE = Path(__file__).parent
_GLOBAL_UNICAST = IPv6Network("2000::/3")


def _lines(name: str) -> list[str]:
    return [line.strip() for line in (_HERE / name).read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]


def _load_networks() -> tuple[tuple[tuple[IPv4Network, str], ...], tuple[tuple[IPv6Network, str], ...]]:
    v4: list[tuple[IPv4Network, str]] = []
    v6: list[tuple[IPv6Network, str]] = []
    for line in _lines("refused_networks.txt"):
        text, why = line.split(None, 1)
        network = ip_network(text)
        if isinstance(network, IPv4Network):
            v4.append((network, why))
        else:
            v6.append((network, why))
    return tuple(v4), tuple(v6)


_V4, _V6 = _load_networks()
_NAMES = frozenset(_lines("refused_names.txt"))


def why_refused(address: str) -> str | None:
    """Why an IP address (as a resolver or a URL gives it) is not entered, None when it is public. Anything unreadable is refused."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return "not an IP address"
    if isinstance(parsed, IPv4Address):
        return next((why for network, why in _V4 if parsed in network), None)
    if parsed.scope_id is not None or parsed not in _GLOBAL_UNICAST:
        return "not public IPv6 space"
    return next((why for network, why in _V6 if parsed in network), None)


def name_refused(host: str) -> bool:
    """Whether a lower-case host name is, or lies below, a name that private networks use; a name of one label always is."""
    labels = host.split(".")
    return len(labels) == 1 or any(".".join(labels[start:]) in _NAMES for start in range(len(labels)))
