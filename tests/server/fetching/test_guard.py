"""What is checked before a socket is opened."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest

from server.errors import AddressRefused, FetchTimeout, HostNotFound, InvalidUrl
from server.fetching import FetchSettings, check_url, parse_allow


def answers(*addresses: str) -> Sequence[str]:
    return addresses


@pytest.mark.parametrize(
    "addresses",
    [["93.184.216.34", "127.0.0.1"], ["10.0.0.1"], ["2606:4700::1", "::1"], ["64:ff9b::7f00:1"], ["168.63.129.16"], ["93.184.216.34", "junk"]],
)
def test_one_bad_address_refuses_the_host(addresses: list[str]) -> None:
    with pytest.raises(AddressRefused):
        check_url("https://news.example.org/", resolver=lambda _host: addresses)


def test_accepts_a_host_whose_addresses_are_all_public() -> None:
    target = check_url("https://News.example.org/a", resolver=lambda _host: ["93.184.216.34", "2606:4700::1"])
    assert (target.host, target.port, target.rest) == ("news.example.org", 443, "/a")


@pytest.mark.parametrize("port", [1, 22, 81, 444, 6379, 8000, 8080, 8443, 65535])
def test_other_ports_are_refused(port: int) -> None:
    with pytest.raises(AddressRefused):
        check_url(f"http://news.example.org:{port}/", resolver=lambda _host: ["93.184.216.34"])


def test_names_of_private_networks_are_not_looked_up() -> None:
    asked: list[str] = []
    with pytest.raises(AddressRefused):
        check_url("http://printer.local/", resolver=lambda host: asked.append(host) or ["93.184.216.34"])
    assert asked == []


def test_a_host_without_addresses_is_not_found() -> None:
    def fails(_host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    with pytest.raises(HostNotFound) as caught:
        check_url("https://news.example.org/", resolver=fails)
    assert isinstance(caught.value.__cause__, socket.gaierror)
    with pytest.raises(HostNotFound):
        check_url("https://news.example.org/", resolver=lambda _host: [])


def test_a_name_service_that_hangs_costs_only_its_time(release_later) -> None:
    with pytest.raises(FetchTimeout):
        check_url("https://news.example.org/", FetchSettings(resolve_seconds=0.05), resolver=lambda _host: release_later.wait() and [])


def test_an_allowed_pair_passes_and_its_neighbours_do_not() -> None:
    settings = FetchSettings(allow=parse_allow("127.0.0.1:8999, localhost:80 [::1]:7"))
    assert settings.allow == {("127.0.0.1", 8999), ("localhost", 80), ("::1", 7)}
    assert check_url("http://127.0.0.1:8999/x", settings).port == 8999
    assert check_url("http://localhost/", settings, resolver=lambda _host: ["127.0.0.1"]).host == "localhost"
    for url in ("http://127.0.0.1:9000/", "http://127.0.0.1/", "http://127.0.0.2:8999/", "http://localhost:8999/"):
        with pytest.raises(AddressRefused):
            check_url(url, settings, resolver=lambda _host: ["127.0.0.1"])


@pytest.mark.parametrize("text", ["127.0.0.1", "*:80", "*.example.org:80", "a:0", "a:70000", "a:b", ":80"])
def test_fetch_allow_takes_nothing_but_pairs(text: str) -> None:
    with pytest.raises(InvalidUrl):
        parse_allow(text)


def test_the_service_does_not_ask_itself() -> None:
    settings = FetchSettings(own_hosts=frozenset({"sidenote.example"}))
    with pytest.raises(AddressRefused, match="own"):
        check_url("https://sidenote.example/v1/annotations?url=https://sidenote.example/", settings, resolver=lambda _host: ["93.184.216.34"])
    assert check_url("https://www.sidenote.example/", settings, resolver=lambda _host: ["93.184.216.34"])
