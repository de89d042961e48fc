"""What a site sends: compressed, too large, too slow, broken. Each is unfolded or refused within its bounds."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterable

import pytest

from server.errors import FetchFailed, FetchTimeout, PageError, PageTooLarge
from tests.server.fetching.conftest import HEAD, PAGE, URL, World, endless, reply

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


LARGE = {
    "declared": lambda: [HEAD + b"Content-Length: 1000001\r\n\r\n"],
    "without length": lambda: endless(HEAD + b"\r\n", b"x" * 65536),
    "in chunks": lambda: endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
}


@pytest.mark.parametrize("answer", LARGE.values(), ids=LARGE)
def test_a_page_beyond_the_limit_is_refused(world: World, answer: object) -> None:
    world.site.replies["/a"] = answer  # type: ignore[assignment]
    with pytest.raises(PageTooLarge):
        world.fetcher(max_bytes=1_000_000).fetch(URL)


SLOW = {
    "silence": lambda: endless(b"", b"", 0.1),
    "a head in drops": lambda: endless(HEAD, b"X", 0.05),
    "a body in drops": lambda: endless(HEAD + b"\r\n", b"x", 0.05),
    "a body in drops of a known length": lambda: endless(HEAD + b"Content-Length: 100000\r\n\r\n", b"x", 0.05),
    "continue without end": lambda: endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
}


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW)
def test_a_page_that_does_not_come_in_time_is_given_up(world: World, answer: object) -> None:
    world.site.replies["/a"] = answer  # type: ignore[assignment]
    with pytest.raises(FetchTimeout):  # what none of the limits stopped would go on for good
        world.fetcher(total_seconds=0.8, header_seconds=0.4).fetch(URL)


def test_a_stream_of_tiny_chunks_costs_little(world: World) -> None:
    world.site.replies["/a"] = lambda: endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 10_000)
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
