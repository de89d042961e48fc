"""Surroundings of a quote hold only what the document writes as the page text does, where that is enough to tell the quote by."""

from __future__ import annotations

import pytest

from server.annotations.selectors import selectors

TWO = "The bridge reopens on Monday, the city said.\n\nIda Holm, a baker in Velmark, was glad of it."
WRAPPED = "Kim Jong Un hat US-Präsident Donald Trump indirekt erklärt, dass das noch am Leben sei."


def around(text: str, words: str, *respaced: str) -> tuple[object, object]:
    start = text.index(words)
    offsets = [text.index(spot) + spot.index(" ") for spot in respaced]
    quote, _ = selectors(text, start, start + len(words), offsets)
    return quote["prefix"], quote["suffix"]


@pytest.mark.parametrize(
    ("text", "words", "respaced", "expected"),
    [
        (TWO, "Ida Holm", (), ("", ", a baker in Velmark, was glad")),
        (TWO, "the city", (), ("The bridge reopens on Monday, ", " said.")),
        (WRAPPED, "Donald Trump", (), ("Kim Jong Un hat US-Präsident ", " indirekt erklärt, dass das noch")),
        (WRAPPED, "Donald Trump", ("Präsident Donald",), ("", " indirekt erklärt, dass das noch")),
        (WRAPPED, "Donald Trump", ("Un hat", "dass das"), ("hat US-Präsident ", " indirekt erklärt, dass")),
        # Too little would be left: they reach over it.
        (WRAPPED, "Donald Trump", ("Präsident Donald", "Trump indirekt"), ("Kim Jong Un hat US-Präsident ", " indirekt erklärt, dass das noch")),
        ("Photograph\n\nReuters\n\nThe bridge", "Reuters", (), ("Photograph\n\n", "\n\nThe bridge")),
    ],
)
def test_surroundings(text: str, words: str, respaced: tuple[str, ...], expected: tuple[str, str]) -> None:
    assert around(text, words, *respaced) == expected
