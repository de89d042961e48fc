"""Whose address it is: forged headers, chains of proxies, ports and brackets."""

from __future__ import annotations

import pytest

from server.limits.addresses import client_address, parse_networks

PROXIES = ("10.0.0.0/8", "::1", "2001:db8:1::/48")
TABLE = [
    # peer, X-Forwarded-For, the client
    ("203.0.113.5", "", "203.0.113.5"),
    ("203.0.113.5", "198.51.100.7", "203.0.113.5"),  # forged: the peer is no proxy of ours
    ("10.1.2.3", "198.51.100.7", "198.51.100.7"),
    ("10.1.2.3", "1.2.3.4, 198.51.100.7", "198.51.100.7"),  # the left part came from the client
    ("10.1.2.3", "10.9.9.9, 198.51.100.7", "198.51.100.7"),  # even where it names a proxy
    ("10.1.2.3", "1.2.3.4, 198.51.100.7, 10.4.4.4", "198.51.100.7"),  # two proxies
    ("10.1.2.3", "10.4.4.4", "10.4.4.4"),
    ("10.1.2.3", "198.51.100.7:4711", "198.51.100.7"),
    ("10.1.2.3", "[2001:db8:ffff::7]:4711", "2001:db8:ffff::7"),
    ("10.1.2.3", "2001:db8:ffff::7", "2001:db8:ffff::7"),
    ("::1", "198.51.100.7", "198.51.100.7"),
    ("::ffff:10.1.2.3", "198.51.100.7", "198.51.100.7"),  # a proxy over IPv4 on a double socket
    ("10.1.2.3", "unknown", "10.1.2.3"),
    ("10.1.2.3", "_hidden", "10.1.2.3"),
    ("10.1.2.3", "198.51.100.7, garbage", "10.1.2.3"),
    ("10.1.2.3", ",,", "10.1.2.3"),
    ("10.1.2.3", "010.1.1.1", "10.1.2.3"),
    ("", "198.51.100.7", ""),
]


@pytest.mark.parametrize(("peer", "forwarded", "client"), TABLE)
def test_only_trusted_proxies_are_believed(peer: str, forwarded: str, client: str) -> None:
    assert client_address(peer, forwarded, parse_networks(PROXIES)) == client


def test_without_proxies_the_peer_is_the_client() -> None:
    assert client_address("10.1.2.3", "198.51.100.7", ()) == "10.1.2.3"


@pytest.mark.parametrize("entry", ["proxy.example", "10.0.0.1/8", "10.0.0.0/99", "300.1.1.1"])
def test_what_is_no_network_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match=r"network|host bits|appear"):
        parse_networks([entry])
