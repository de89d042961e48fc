"""Redirects are followed a few steps, each checked like an address; none leads inside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.errors import AddressRefused, HostNotFound, InvalidUrl, PageError, PageTooLarge, TooManyRedirects
from tests.server.fetching.conftest import PAGE, PUBLIC, URL, World, redirect, reply


def test_redirects_are_followed_and_told(world: World) -> None:
    world.site.replies |= {"/a": redirect("/b", "301 Moved"), "/b": redirect("//www.example.com/c?x=Ã¼#y", "308 Moved"), "/c": reply(PAGE)}
    page = world.fetcher().fetch(URL)
    assert page.final_url == "http://www.example.com/c?x=%C3%BC"
    assert page.redirects == (URL, "http://news.example.org/b")


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("http://127.0.0.1/", AddressRefused),
        ("http://169.254.169.254/latest/meta-data/", AddressRefused),
        ("http://[::1]/", AddressRefused),
        ("http://inside.example.org/", AddressRefused),
        ("http://news.example.org:8080/", AddressRefused),
        ("http://nowhere.example.org/", HostNotFound),
        ("http://2130706433/", InvalidUrl),
        ("http://a@news.example.org/", InvalidUrl),
        ("/\\127.0.0.1/", InvalidUrl),
        ("file:///etc/passwd", InvalidUrl),
        ("", InvalidUrl),
        ("/a", TooManyRedirects),
    ],
)
def test_a_redirect_is_checked_like_an_address(world: World, location: str, error: type[PageError]) -> None:
    world.names["inside.example.org"] = ["10.0.0.1"]
    world.site.replies["/a"] = redirect(location)
    with pytest.raises(error):
        world.fetcher().fetch(URL)
    assert set(world.dialled) == {PUBLIC}


def test_a_chain_of_redirects_ends(world: World) -> None:
    world.site.replies |= {f"/{number}": redirect(f"/{number + 1}") for number in range(20)}
    with pytest.raises(TooManyRedirects):
        world.fetcher(max_redirects=5).fetch("http://news.example.org/0")
    assert len(world.site.paths()) == 6


def test_a_redirect_without_end_in_its_body_is_refused(world: World) -> None:
    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n"
        while True:
            yield b"x" * 65536

    world.site.replies |= {"/a": endless, "/b": reply(PAGE)}
    with pytest.raises(PageTooLarge):
        world.fetcher().fetch(URL)
