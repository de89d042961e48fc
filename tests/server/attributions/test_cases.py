"""The shared cases: every expected attribution is found, with its name, type, channel and description."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from server.records.attribution import Attribution
from tests.server.attributions.markup import attributions_of

CASES = ("ntd-2023-05-25", "nyt-2015-11-18", "nyt-2016-09-19")


def fold(text: str | None) -> str:
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    for mark in "‘’‚‛′`":
        folded = folded.replace(mark, "'")
    return " ".join(folded.split())


def lacks(found: Attribution, expected: dict[str, Any]) -> list[str]:
    """What an attribution lacks of what is expected of it."""
    missing = []
    if "source_name" in expected and fold(found.source.name) != fold(expected["source_name"]):
        missing.append(f"name {found.source.name!r}")
    if found.source.type != expected["source_type"]:
        missing.append(f"type {found.source.type}")
    if "channel" in expected and found.channel is None:
        missing.append("channel")
    if fold(expected.get("described_as_has")) not in fold(found.described_as):
        missing.append(f"description {found.described_as!r}")
    if "described_organization" in expected and not found.described_organizations:
        missing.append("organization")
    return missing


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES)
def test_case(case: str, shared_dir: Path) -> None:
    folder = shared_dir / "cases" / case
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = attributions_of((folder / expected["input"]["text"]).read_text(encoding="utf-8"))
    problems = []
    for wanted in expected["attributions"]:
        hits = [a for a in found if fold(wanted["content_has"]) in fold(a.content.text)]
        best = min((lacks(a, wanted) for a in hits), key=len, default=["not found"])
        if best:
            problems.append((wanted["content_has"], best))
    given = {fold(a.content.text).strip("\"'“” ") for a in found}
    assert problems == []
    assert given.isdisjoint(fold(quote) for quote in expected["not_attributions"])
