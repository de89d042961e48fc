"""Bodies into lines: every line is counted, none is held back, and a line too long costs itself alone."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.jobs.batches.receiving import CHUNK_BYTES, CHUNK_ITEMS, chunked, numbered_lines

LONGEST = 10


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (b"", []),
        (b"\n \r\n\n", []),
        (b"a\nb", [(1, b"a"), (2, b"b")]),
        (b"a\r\n\n  b \n", [(1, b"a"), (3, b"b")]),
        (b"0123456789\nb\n", [(1, b"0123456789"), (2, b"b")]),
        (b"0123456789A\nb\n", [(1, b""), (2, b"b")]),
        (b"x" * 200_000 + b"\nb\n" + b"y" * 200_000, [(1, b""), (2, b"b"), (3, b"")]),
    ],
)
def test_lines_and_their_numbers(body: bytes, lines: list[tuple[int, bytes]]) -> None:
    assert [(item.line, item.content) for item in numbered_lines(io.BytesIO(body), longest=LONGEST)] == lines


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=8)))
def test_nothing_is_lost(lines: list[str]) -> None:
    body = "\n".join(lines).encode()
    found = {item.line: item.content for item in numbered_lines(io.BytesIO(body), longest=100)}
    assert found == {number: content for number, line in enumerate(lines, 1) if (content := line.encode().strip())}


def test_chunks_are_bounded_by_items_and_by_bytes() -> None:
    small = b"a\n" * (2 * CHUNK_ITEMS + 1)
    assert [len(chunk) for chunk in chunked(numbered_lines(io.BytesIO(small), longest=LONGEST))] == [CHUNK_ITEMS, CHUNK_ITEMS, 1]
    large = (b"a" * (CHUNK_BYTES // 2) + b"\n") * 5
    assert [len(chunk) for chunk in chunked(numbered_lines(io.BytesIO(large), longest=CHUNK_BYTES))] == [2, 2, 1]
