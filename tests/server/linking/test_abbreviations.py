"""What an abbreviation stands for in a text."""

from __future__ import annotations

import pytest

from server.linking.abbreviations import explained_otherwise

NAMES = ["Canadian Broadcasting Corporation", "CBC"]
ABOUT = "CBC broadcaster Canadian public broadcaster"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Congressional Black Caucus (CBC) met.", "Congressional Black Caucus"),
        ("Members of the Congressional Black Caucus (the CBC) met.", "Congressional Black Caucus"),
        ("The Canadian Broadcasting Corporation (CBC) reported.", None),
        ("TORONTO (CBC) — Snow fell.", None),
        ("The CBC, a Canadian broadcaster, said so.", None),
        ("The CBC, a blood count, was normal.", "blood count"),
        ("The CBCX, a blood count, was normal.", None),
        ("The CBC said so.", None),
        ("Cheap Black Coffee and more (CBC) is a café.", None),
    ],
)
def test_explained_otherwise(text: str, said: str | None) -> None:
    assert explained_otherwise(text, "CBC", NAMES, ABOUT) == said


def test_it_is_linear_in_a_text_of_abbreviations() -> None:
    assert explained_otherwise("CBC (CBC) " * 20_000, "CBC", NAMES, ABOUT) is None
