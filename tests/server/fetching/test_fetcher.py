"""A whole fetch against a site on loopback: what comes back, and each failure by its name."""

from __future__ import annotations

import gzip
import logging
import socket
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.errors import (
    AddressRefused,
    FetchFailed,
    FetchTimeout,
    HostBusy,
    HostNotFound,
    InvalidUrl,
    NotHtml,
    PageError,
    PageTooLarge,
    RobotsRefused,
    TooManyRedirects,
    UpstreamStatus,
)
from server.fetching import Fetcher
from tests.server.fetching.conftest import PUBLIC, QUICK, Site, World, reply

URL = "http://news.example.org/a"
PAGE = "<!doctype html><title>A</title><p>“Yes,” she said.</p>"


def redirect(location: str, status: str = "302 Found") -> bytes:
    return reply(status=status, headers=[f"Location: {location}"])


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


RAW_DEFLATE = zlib.compressobj(9, zlib.DEFLATED, -15)
ENCODED = {
    "gzip": gzip.compress(PAGE.encode(), mtime=0),
    "x-gzip": gzip.compress(PAGE.encode(), mtime=0),
    "identity, gzip": gzip.compress(PAGE.encode()[:20], mtime=0) + gzip.compress(PAGE.encode()[20:], mtime=0) + b"\0" * 8,
    "deflate": zlib.compress(PAGE.encode()),
    "Deflate": RAW_DEFLATE.compress(PAGE.encode()) + RAW_DEFLATE.flush(),
    "identity": PAGE.encode(),
}


@pytest.mark.parametrize(("encoding", "body"), ENCODED.items())
def test_compressed_pages_are_unfolded(world: World, encoding: str, body: bytes) -> None:
    world.site.replies["/a"] = reply(body, headers=[f"Content-Encoding: {encoding}"])
    assert world.fetcher().fetch(URL).body == PAGE.encode()


@pytest.mark.parametrize(
    ("encoding", "body", "error"),
    [
        ("gzip", gzip.compress(b"\0" * 50_000_000, mtime=0), PageTooLarge),
        ("deflate", zlib.compress(b"\0" * 50_000_000), PageTooLarge),
        ("gzip", gzip.compress(b"a" * 900_000, mtime=0) * 2, PageTooLarge),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE.encode(), mtime=0), mtime=0), FetchFailed),
        ("br", b"\x8b\x02\x80", FetchFailed),
        ("gzip", PAGE.encode(), FetchFailed),
        ("deflate", b"\xff\xff\xff", FetchFailed),
        ("gzip", gzip.compress(PAGE.encode() * 50, mtime=0)[:60], FetchFailed),
    ],
)
def test_bombs_and_broken_compression_are_refused(world: World, encoding: str, body: bytes, error: type[PageError]) -> None:
    world.site.replies["/a"] = reply(body, headers=[f"Content-Encoding: {encoding}"])
    with pytest.raises(error):
        world.fetcher(max_bytes=1_000_000).fetch(URL)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _endless(start: bytes, more: bytes, pause: float = 0.0) -> Iterator[bytes]:
    yield start
    while True:
        yield more
        time.sleep(pause)


LARGE = {
    "declared": lambda: [HEAD + b"Content-Length: 1000001\r\n\r\n"],
    "without length": lambda: _endless(HEAD + b"\r\n", b"x" * 65536),
    "in chunks": lambda: _endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
}


@pytest.mark.parametrize("answer", LARGE.values(), ids=LARGE)
def test_a_page_beyond_the_limit_is_refused(world: World, answer: object) -> None:
    world.site.replies["/a"] = answer  # type: ignore[assignment]
    with pytest.raises(PageTooLarge):
        world.fetcher(max_bytes=1_000_000).fetch(URL)


SLOW = {
    "silence": lambda: _endless(b"", b"", 0.1),
    "a head in drops": lambda: _endless(HEAD, b"X", 0.05),
    "a body in drops": lambda: _endless(HEAD + b"\r\n", b"x", 0.05),
    "a body in drops of a known length": lambda: _endless(HEAD + b"Content-Length: 100000\r\n\r\n", b"x", 0.05),
    "continue without end": lambda: _endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
}


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW)
def test_a_page_that_does_not_come_in_time_is_given_up(world: World, answer: object) -> None:
    world.site.replies["/a"] = answer  # type: ignore[assignment]
    with pytest.raises(FetchTimeout):  # what none of the limits stopped would go on for good
        world.fetcher(total_seconds=0.8, header_seconds=0.4).fetch(URL)


def test_a_stream_of_tiny_chunks_costs_little(world: World) -> None:
    world.site.replies["/a"] = lambda: _endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 10_000)
    began = time.thread_time()
    with pytest.raises((PageTooLarge, FetchTimeout)):
        world.fetcher(total_seconds=8.0).fetch(URL)
    assert time.thread_time() - began < 2


BROKEN = {
    "no HTTP": [b"SSH-2.0-OpenSSH_9.6\r\n\r\n"],
    "HTTP/0.9": [PAGE.encode()],
    "cut": [HEAD + b"Content-Length: 100000\r\n\r\n" + PAGE.encode()],
    "two lengths": [HEAD + b"Content-Length: 5\r\nContent-Length: 50\r\n\r\n" + PAGE.encode()],
    "a long header": [HEAD + b"X: " + b"x" * 100_000 + b"\r\n\r\n"],
    "many headers": [HEAD + b"X: x\r\n" * 1000 + b"\r\n"],
    "a bad chunk": [HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"],
    "a huge chunk": [HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello"],
    "nothing": [],
}


@pytest.mark.parametrize("parts", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_told_from_its_cause(world: World, parts: Iterable[bytes]) -> None:
    world.site.replies["/a"] = lambda: parts
    with pytest.raises(FetchFailed) as caught:
        world.fetcher().fetch(URL)
    assert caught.value.__cause__ is not None


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
