"""Quotations, whatever the typography: the marked stretches must come out, and nothing else."""

from __future__ import annotations

import re

import pytest

from server.attributions.quotations import find_quotations, is_title
from server.attributions.sentences import find_sentences
from server.attributions.tokens import tokenize
from server.attributions.vocabulary import vocabulary_of

QUOTED = [
    "He said [“go”] and left.",
    'He said ["go"] and left.',
    "He said [''go''] and left.",
    "He said [‘go now’] and left.",
    "Er sagte [„geh“] und ging.",
    "Il dit [«va»] et part.",
    "Er sagte [»geh«] und ging.",
    "他说[「走」]。",
    "He said [“go and] [“stay”] too.",
    "It’s the workers’ choice, they said.",
    "The ’90s were [“good”] years.",
    "[“First paragraph.\n\n“Second paragraph.”] He left.",
    "[“An open quotation that nobody closes.]\n\nHe left.",
    "A closing mark” that nobody opened.",
    '["One."] ["Two."]',
    "He called it [“a ‘real’ victory”] then.",
]


@pytest.mark.parametrize("marked", QUOTED)
def test_quotations(marked: str) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    tokens = tokenize(text, vocabulary_of("en"))
    found = [text[tokens.starts[q.first] : tokens.end(q.last)].rstrip() for q in find_quotations(tokens)]
    assert found == re.findall(r"\[(.*?)\]", marked, flags=re.DOTALL)


SENTENCES = [
    ("He came. She left.", 2),
    ("Mr. King came. She left.", 2),
    ("The U.S. economy grew. It fell.", 2),
    ("He lives in the U.S. She left.", 2),
    ("John J. Smith came. She left.", 2),
    ("“I won. They lost,” he said.", 1),
    ("“I won.” He left.", 2),
    ("“Really?” he asked.", 1),
    ("“Really?” Smith asked.", 1),
    ("“Really?” She left.", 2),
    ("Sen. Ann Low (D-N.Y.) said it. She left.", 2),
    ("He paid 3.5 dollars. She left.", 2),
    ("Wait... what? She left.", 2),
    ("A line that is\nwrapped goes on.", 1),
    ("A heading\n\nA paragraph.", 2),
]


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_sentences(text: str, count: int) -> None:
    vocabulary = vocabulary_of("en")
    tokens = tokenize(text, vocabulary)
    assert len(find_sentences(tokens, find_quotations(tokens), vocabulary)) == count


@pytest.mark.parametrize(
    ("quoted", "title"),
    [("“Meet the Press”", True), ("“The Art of the Deal”", True), ("“It will hold for years”", False), ("“No”", False), ("“WE WILL WIN”", True)],
)
def test_titles(quoted: str, title: bool) -> None:
    assert is_title(quoted) is title
