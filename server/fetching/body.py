"""An open response → its decompressed bytes, never more than the limit: a bomb is refused while it unfolds, before it fills the memory."""

from __future__ import annotations

import zlib
from typing import Protocol

import requests
from urllib3.exceptions import HTTPError

from server.errors import FetchFailed, PageTooLarge
from server.fetching.transport import translate

ACCEPT_ENCODING = "gzip, deflate"
"""Only what zlib unfolds with an exact bound; brotli and zstd would need two more libraries for 15 % of the bytes."""
_CHUNK = 64 * 1024


class _Decoder(Protocol):
    def feed(self, chunk: bytes, room: int) -> bytes: ...

    def finish(self) -> None: ...


class _Identity:
    def feed(self, chunk: bytes, room: int) -> bytes:
        if len(chunk) > room:
            raise PageTooLarge
        return chunk

    def finish(self) -> None:
        """Nothing is held back."""


class _Inflater:
    """gzip (several members too) and deflate, with or without its zlib wrapper: servers send both."""

    def __init__(self, encoding: str) -> None:
        self._gzip = encoding != "deflate"
        self._stream = zlib.decompressobj(31 if self._gzip else 15)
        self._begun = False

    def feed(self, chunk: bytes, room: int) -> bytes:
        parts: list[bytes] = []
        while chunk:
            if self._stream.eof:
                if not self._gzip or not chunk.startswith(b"\x1f\x8b"):
                    break  # padding after the last member
                self._stream = zlib.decompressobj(31)
            part = self._inflate(chunk, room + 1)
            room -= len(part)
            if room < 0:
                raise PageTooLarge
            parts.append(part)
            chunk = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return b"".join(parts)

    def _inflate(self, chunk: bytes, room: int) -> bytes:
        try:
            part = self._stream.decompress(chunk, room)
        except zlib.error as error:
            if self._gzip or self._begun:
                raise FetchFailed("The page's compression is broken") from error
            self._stream = zlib.decompressobj(-15)
            try:
                part = self._stream.decompress(chunk, room)
            except zlib.error as raw_error:
                raise FetchFailed("The page's compression is broken") from raw_error
        self._begun = True
        return part

    def finish(self) -> None:
        if self._begun and not self._stream.eof:
            raise FetchFailed("The page's compression breaks off")


def read_body(response: requests.Response, *, limit: int) -> bytes:
    """The whole body. Raises PageTooLarge beyond `limit` bytes, FetchFailed for broken or unknown encodings, FetchTimeout."""
    decoder = _choose_decoder(response.headers.get("Content-Encoding", ""))
    declared = response.headers.get("Content-Length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > limit:
        raise PageTooLarge
    parts: list[bytes] = []
    room = limit
    try:
        while chunk := response.raw.read(_CHUNK, decode_content=False):
            part = decoder.feed(chunk, room)
            room -= len(part)
            parts.append(part)
    except (HTTPError, OSError, ValueError) as error:
        raise translate(error) from error
    decoder.finish()
    return b"".join(parts)


def refuse_long_body(response: requests.Response) -> None:
    """A redirect's body is a line for people. Raises PageTooLarge where it goes on and on: no honest site does that."""
    if response.headers.get("Content-Length", "").isdigit():
        return  # it is not read
    try:
        read = response.raw.read(_CHUNK + 1, decode_content=False)
    except (HTTPError, OSError, ValueError) as error:
        raise translate(error) from error
    if len(read) > _CHUNK:
        raise PageTooLarge("The site's redirect carries a body without end")


def _choose_decoder(header: str) -> _Decoder:
    encodings = [name for part in header.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not encodings:
        return _Identity()
    if len(encodings) > 1 or encodings[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed("The page is compressed in a way this service did not ask for")
    return _Inflater(encodings[0])
