"""Lines and paragraphs whose speaker stands beside them: labels, headlines, embedded posts, pulled quotes, block quotes."""

from __future__ import annotations

import pytest

from tests.server.attributions.markup import attributions_of, parse, shown

STORY = "Mary Quill, the mayor, came to see the dam.\n\n"

SIGNED = [
    "It rained.\n\n[q:The dam will hold. We built it well.] pic.twitter.com/Abc123 — [s:Mary Quill] (@maryquill) May 5, 2020\n\nIt rained.",
    "It rained.\n\n[q:The dam will hold.] — [s:Mary Quill] (@mary_quill) May 5, 2020",
    STORY + "[q:We are not afraid of the water, and we never were.] [s:Mary Quill]\n\nIt rained.",
    STORY + "[q:We are not afraid of the water, and we never were.] [s:Mary Quill], mayor of Halden\n\nIt rained.",
    STORY + "In a letter, [s:Mary Quill] wrote:\n\n[q:The dam was built by those who came before us. It will hold.]\n\nIt rained.",
    STORY + "According to [s:Mary Quill]:\n\n[q:The dam was built by those who came before us.]\n\nIt rained.",
    "[s:Poll] [c::] [q:Voters fear the dam]\n\nIt rained.",
    "[s:Valley historians] [c::] [q:Dam was never safe]\n\nIt rained.",
    "[q:Dam is safe for now] [c::] [s:officials]\n\nIt rained.",
    "[q:Dam is safe for now] [c::] [s:Mary Quill]\n\nIt rained.",
    "It rained.\n\n[s:Mary Quill] [c::] [q:I saw the dam. It was old.]",
]

UNSIGNED = [
    "The dam at dusk, seen from the hill in May. Peter Lund\n\nIt rained.",
    STORY + "The dam at dusk, seen from the hill in May. Mary Quill.\n\nIt rained.",
    "It rained.\n\nThings to bring: a coat, a hat, a map",
    "It rained.\n\nPoll: the box in which votes are put",
    "Mary Quill writes:\n\nnovels\n\nplays",
    "What to know about the new dam: everything",
]


@pytest.mark.parametrize("marked", SIGNED)
def test_signed(marked: str) -> None:
    text, expected = parse(marked)
    found = shown(attributions_of(text))
    assert (found["s"], found["q"]) == (expected["s"], expected["q"])


@pytest.mark.parametrize("text", UNSIGNED)
def test_unsigned(text: str) -> None:
    assert shown(attributions_of(text))["q"] == []
