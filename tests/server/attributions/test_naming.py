"""Sources named only after their first report: "A coach says … Mary Quill said"."""

from __future__ import annotations

import pytest

from tests.server.attributions.markup import attributions_of

FIRST = [
    ("A local coach said the dam would hold.\n\nMary Quill said it was new.", "Mary Quill"),
    ("A local coach said the dam would hold.\n\nMary Quill, a farmer, said it was new.", None),
    ("A spokeswoman for the mayor said the dam would hold. “It is new,” said Tom Bremmer.", None),
    ("Mary Quill came. A local coach said the dam would hold. Quill said it was new.", None),
    ("Coaches said the dam would hold. Mary Quill said it was new.", None),
    ("One former director said the dam would hold. Mary Quill told CNN that it was new.", "Mary Quill"),
    ("A judge said the dam would hold. “It is new,” the engineer said. Mary Quill said it would last.", None),
]


@pytest.mark.parametrize(("text", "name"), FIRST)
def test_source_named_later(text: str, name: str | None) -> None:
    assert attributions_of(text)[0].source.name == name
