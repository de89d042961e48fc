"""The networks and names that are never entered."""

from __future__ import annotations

import pytest

from server.fetching.networks import name_refused, why_refused

REFUSED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 169.254.0.1 169.254.169.254 172.16.0.0 172.31.255.255
168.63.129.16 192.0.0.8 192.0.0.192 192.0.2.1 192.88.99.2 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1
240.0.0.1 255.255.255.255 :: ::1 ::10.0.0.1 ::ffff:8.8.8.8 64:ff9b::808:808 64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:10::1 2001:1ff:ffff::1
2001:db8::1 2002:808:808::1 3fff:fff::1 4000::1 5f00::1 fc00::1 fd00::1 fe80::1 fe80::1%eth0 2a00::1%eth0 fec0::1 ff02::1 text 1.2.3 127.1
"""
PUBLIC = """
1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 168.63.129.15 168.63.129.17 169.253.255.255 172.15.255.255
172.32.0.0 192.0.1.1 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 2001:200::1 2001:4860:4860::8888 2003::1 2606:4700::1
2a00:1450::1 3ffe::1
"""


@pytest.mark.parametrize("address", REFUSED.split())
def test_refuses_addresses_that_are_not_public(address: str) -> None:
    assert why_refused(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_lets_neighbours_of_special_networks_pass(address: str) -> None:
    assert why_refused(address) is None


@pytest.mark.parametrize(
    "name", ["localhost", "a.localhost", "intranet", "router", "db.internal", "nas.local", "x.home.arpa", "api.default.svc", "a.onion"]
)
def test_refuses_names_of_private_networks(name: str) -> None:
    assert name_refused(name)


@pytest.mark.parametrize("name", ["localhost.example.org", "local.news", "internal.example", "thelocal.se", "mylocalhost.com"])
def test_lets_names_pass_that_only_look_alike(name: str) -> None:
    assert not name_refused(name)
