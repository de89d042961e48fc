"""A request's body into numbered lines, and lines into chunks, with one line in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from server.jobs.batches.chunks import Item

CHUNK_ITEMS, CHUNK_BYTES = 16, 4_000_000
"""Small enough that two workers finish together and that a killed one loses seconds of work, large enough that files and messages cost nothing."""

_DRAINING = 1 << 16


def numbered_lines(body: IO[bytes], *, longest: int) -> Iterator[Item]:
    """The lines that are not blank, counted from 1 as an editor counts them. One above `longest` bytes comes empty: its error is told as a result."""
    number = 0
    while line := body.readline(longest + 1):
        number += 1
        whole = line.endswith(b"\n") or len(line) <= longest
        while not whole and (rest := body.readline(_DRAINING)):
            whole = rest.endswith(b"\n")
            line = b""
        if not line:
            yield Item(number, b"")
        elif content := line.strip():
            yield Item(number, content)


def chunked(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Items in chunks of at most CHUNK_ITEMS and about CHUNK_BYTES."""
    chunk: list[Item] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.content)
        if len(chunk) >= CHUNK_ITEMS or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
