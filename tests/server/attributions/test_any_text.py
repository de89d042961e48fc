"""Any text in: no exception, spans exact, work linear in the text's length."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from server.attributions import find_attributions, languages
from server.errors import UnsupportedLanguage
from server.records.attribution import Attribution
from server.records.page import Page

WORDS = [
    "said",
    "told",
    "that",
    "he",
    "she",
    "“",
    "”",
    '"',
    "''",
    "‘",
    "’",
    "„",
    "«",
    "»",
    ",",
    ".",
    "?",
    ":",
    "—",
    "--",
    "(",
    ")",
    "\n\n",
    "Mary",
    "Quill",
    "Mr.",
    "Quill's",
    "the",
    "a",
    "senator",
    "according",
    "to",
    "and",
    "who",
    "İstanbul",
    "ß",
    "U.S.",
    "CNN",
    "in",
    "an",
    "interview",
    "with",
    "sagte",
    "so",
    "dass",
    "3",
    "’s",
    "𝒳",
]
texts = st.one_of(
    st.text(max_size=400), st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join), st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
)


def spans_of(found: Attribution) -> list[tuple[str, int, int]]:
    spans = [found.source.span, found.cue, found.content, found.channel, *found.descriptions, *found.described_organizations]
    return [(span.text, span.start, span.end) for span in spans if span is not None]


@settings(max_examples=400, deadline=None)
@given(text=texts, language=st.sampled_from(sorted(languages())))
@example(text="A sagt:.", language="de")
def test_spans_are_exact(text: str, language: str) -> None:
    found = find_attributions(Page(text, "", "submitted", language=language))
    ids = {attribution.id for attribution in found}
    assert len(ids) == len(found)
    for attribution in found:
        assert attribution.continues is None or attribution.continues in ids
        assert attribution.content.text
        for words, start, end in spans_of(attribution):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == words


def work(text: str, language: str = "en") -> int:
    """How many lines of Python run to read a text: a measure that no other process disturbs."""
    count = 0

    def trace(frame: object, event: str, arg: object) -> object:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        find_attributions(Page(text, "", "submitted", language=language))
    finally:
        sys.settrace(None)
    return count


HOSTILE = {
    "one long sentence of cues": "he said ",
    "commas and cues": "Mary Quill, said, ",
    "appositions": "Mary Quill, a senator, ",
    "open quotation marks": "“a ",
    "straight marks": '" ',
    "dashes": "Quill -- ",
    "brackets": "(((",
    "closing brackets and cues": ") said ",
    "names": "Mary Quill ",
    "full stops": "U.S. ",
    "sentences": "“No,” he said. ",
    "paragraphs": "“No\n\n",
    "pronouns without antecedent": "It rained. He said it rained. ",
    "attributed to everyone": "Mary Quill said “no” and Tom Bremmer said “yes” and ",
    "conjunctions": "and but said that ",
    "according": "according to ",
    "titles of works": "on “Aa Bbbb,” he said ",
    "posts": "— Mary Quill (@a) ",
    "quantities": "six in 10 say ",
    "relative clauses": "people who have said ",
    "labels": "Mary Quill: ",
    "nominals before names": "A coach said so. ",
    "capitals": "A. B-C. ",
    "apostrophes": "'’ ",
    "numbers": "1-a 1-",
}

HOSTILE_ELSEWHERE = [
    ("de", "sagte er, "),
    ("de", "„Nein“, sagte er. "),
    ("de", "laut "),
    ("es", "«No», dijo él. "),
    ("es", "según "),
    ("fr", "« Non », a-t-il dit. "),
    ("fr", "l'd'qu'"),
    ("ru", "— сказал он, — "),
    ("ru", "газета «А» "),
    ("ru", "по словам Ивана Бремова, "),
    ("zh", "说"),
    ("zh", "“不。”他说。"),
    ("zh", "据王报道，"),
    ("zh", "在接受采访时"),
    ("zh", "《“「"),
    ("zh", "5月24日王"),
    ("zh", "美国"),
]


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_is_linear(unit: str) -> None:
    small, large = unit * 100, unit * 800
    assert work(large) <= 16 * work(small) + 20_000  # linear would be 8 times; quadratic 64


@pytest.mark.parametrize(("language", "unit"), HOSTILE_ELSEWHERE)
def test_work_is_linear_in_every_language(language: str, unit: str) -> None:
    small, large = unit * 100, unit * 800
    assert work(large, language) <= 16 * work(small, language) + 20_000


def test_unsupported_language() -> None:
    with pytest.raises(UnsupportedLanguage):
        find_attributions(Page("text", "", "submitted", language="xx"))


def test_empty_text() -> None:
    assert find_attributions(Page("", "", "submitted")) == ()
