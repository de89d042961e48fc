"""A whole fetch against a site on loopback: what comes back, and each failure by its name."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.errors import AddressRefused, FetchFailed, HostBusy, NotHtml, RobotsRefused, UpstreamStatus
from server.fetching import Fetcher
from tests.server.fetching.conftest import PAGE, PUBLIC, QUICK, URL, Site, World, redirect, reply


def test_a_page_comes_back_with_what_the_site_said_of_it(world: World) -> None:
    world.site.replies["/a"] = reply(PAGE.encode("koi8-r", "replace"), kind='Text/HTML; Charset="KOI8-R"')
    page = world.fetcher().fetch(" http://News.example.org/a#top ")
    assert page.url == " http://News.example.org/a#top "
    assert (page.final_url, page.status, page.content_type, page.charset) == (URL, 200, "text/html", "koi8-r")
    assert page.body == PAGE.encode("koi8-r", "replace")
    assert page.redirects == ()
    assert abs((datetime.now(UTC) - page.fetched_at).total_seconds()) < 60


def test_we_say_who_we_are_and_send_nothing_of_anyone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    world.site.replies["/a"] = reply(PAGE, headers=["Set-Cookie: id=1; Path=/"])
    fetcher = world.fetcher(user_agent="Sidenote/9 (+https://sidenote.example/robot)")
    fetcher.fetch(URL)
    fetcher.fetch(URL)
    head = world.site.asked[-1]
    assert head.startswith("GET /a HTTP/1.1\r\nHost: news.example.org\r\n")
    assert "User-Agent: Sidenote/9 (+https://sidenote.example/robot)\r\n" in head
    assert not any(name in head.lower() for name in ("cookie", "authorization", "referer", "x-forwarded", "from:"))


def test_an_answer_that_changes_after_the_check_changes_nothing(world: World) -> None:
    world.sequences["rebinding.example.org"] = [[PUBLIC], ["127.0.0.1"]]
    world.site.replies["/a"] = reply(PAGE)
    page = world.fetcher(obey_robots=False).fetch("http://rebinding.example.org/a")
    assert page.body == PAGE.encode()
    assert world.dialled == [PUBLIC]


def test_each_address_is_tried_in_turn(world: World, site: Site) -> None:
    world.names["news.example.org"] = ["2606:4700::1", PUBLIC]
    site.replies["/a"] = reply(PAGE)

    def dial(address: str, _port: int, seconds: float) -> socket.socket:
        world.dialled.append(address)
        if ":" in address:
            raise OSError(101, "network is unreachable")
        return socket.create_connection(("127.0.0.1", site.port), timeout=seconds)

    assert Fetcher(QUICK, resolver=world.resolve, dial=dial).fetch(URL).status == 200
    assert world.dialled[:2] == ["2606:4700::1", PUBLIC]


@pytest.mark.parametrize("status", [204, 304, 401, 402, 403, 404, 410, 429, 451, 500, 503, 999])
def test_an_error_status_is_told(world: World, status: int) -> None:
    world.site.replies["/a"] = reply(PAGE, status=f"{status} No")
    with pytest.raises(UpstreamStatus) as caught:
        world.fetcher().fetch(URL)
    assert caught.value.extra["upstream_status"] == status


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "application/json", "text/plain", "application/rss+xml", "multipart/mixed; boundary=x"]
)
def test_other_types_are_refused_unread(world: World, kind: str) -> None:
    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: " + kind.encode() + b"\r\n\r\n"
        while True:
            yield b"x" * 65536

    world.site.replies["/a"] = endless
    with pytest.raises(NotHtml):
        world.fetcher().fetch(URL)


@pytest.mark.parametrize(
    ("kind", "body"), [("text/html", b"%PDF-1.7"), ("text/html", b"PK\x03\x04"), ("application/xml", b"<?xml?><rss/>"), (None, b"\0\1\2")]
)
def test_bytes_that_are_no_page_are_refused(world: World, kind: str | None, body: bytes) -> None:
    world.site.replies["/a"] = reply(body, kind=kind)
    with pytest.raises(NotHtml):
        world.fetcher().fetch(URL)


@pytest.mark.parametrize("kind", [None, "application/octet-stream", "nonsense", "application/xhtml+xml", "text/html, text/html"])
def test_a_page_whose_type_is_badly_told_is_read(world: World, kind: str | None) -> None:
    world.site.replies["/a"] = reply(PAGE, kind=kind)
    assert world.fetcher().fetch(URL).body == PAGE.encode()


def test_a_closed_port_is_told(world: World) -> None:
    def dial(_address: str, _port: int, _seconds: float) -> socket.socket:
        raise ConnectionRefusedError(111, "refused")

    with pytest.raises(FetchFailed) as caught:
        Fetcher(QUICK, resolver=world.resolve, dial=dial).fetch(URL)
    assert caught.value.detail == "The site takes no connections"


def test_fetch_allow_lets_a_loopback_page_be_fetched_and_warns(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.replies["/a"] = reply(PAGE)
    with caplog.at_level(logging.WARNING):
        fetcher = Fetcher(replace(QUICK, allow=frozenset({("127.0.0.1", site.port)})))
    assert "FETCH_ALLOW" in caplog.text
    assert fetcher.fetch(f"http://127.0.0.1:{site.port}/a").body == PAGE.encode()
    with pytest.raises(AddressRefused):
        Fetcher(QUICK).fetch(f"http://127.0.0.1:{site.port}/a")


def test_a_host_that_keeps_failing_is_left_alone_for_a_while(world: World) -> None:
    world.site.replies["/a"] = reply(status="500 No")
    fetcher = world.fetcher(host_failures=2, host_rest_seconds=0.3)
    for _ in range(2):
        with pytest.raises(UpstreamStatus):
            fetcher.fetch(URL)
    asked = len(world.site.asked)
    with pytest.raises(HostBusy) as caught:
        fetcher.fetch(URL)
    assert caught.value.extra["retry_after"] == 1
    assert len(world.site.asked) == asked
    world.site.replies["/b"] = reply(PAGE)
    assert fetcher.fetch("http://www.example.com/b").status == 200  # others are not concerned
    time.sleep(0.35)
    world.site.replies["/a"] = reply(PAGE)
    assert fetcher.fetch(URL).status == 200


def test_robots_are_asked_once_and_obeyed_at_every_hop(world: World) -> None:
    world.site.replies |= {
        "/robots.txt": reply("User-agent: *\nDisallow: /b\n\nUser-agent: other\nDisallow: /\n", kind="text/plain"),
        "/a": redirect("/b"),
        "/b": reply(PAGE),
        "/c": reply(PAGE),
    }
    fetcher = world.fetcher()
    for _ in range(2):
        with pytest.raises(RobotsRefused):
            fetcher.fetch(URL)
    assert fetcher.fetch("http://news.example.org/c").status == 200
    assert world.site.paths() == ["/a", "/a", "/c"]
    assert sum("GET /robots.txt" in head for head in world.site.asked) == 1
    assert world.fetcher(obey_robots=False).fetch(URL).final_url.endswith("/b")
