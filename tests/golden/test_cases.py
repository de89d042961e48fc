"""Whole answers: the project's own cases of an invented world, and the shared ones on the bundled database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from server.cli import Annotator
from server.knowledge import KnowledgeSource
from tests.golden.misses import find_misses

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/expected.json"))


def hold(case: Path, editions: Path) -> list[str]:
    expected = json.loads((case / "expected.json").read_text())
    request = {name: (case / value).read_text() if name in ("text", "html") else value for name, value in expected["input"].items()}
    answer = Annotator.of(KnowledgeSource(editions).current()).answer(request)
    assert "error" not in answer, answer["error"]
    return list(find_misses(expected, answer, request.get("text")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_own_case_holds(case: Path, golden_editions: Path) -> None:
    assert hold(case, golden_editions) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ntd-2023-05-25", "nyt-2015-11-18", "nyt-2016-09-19"])
def test_shared_case_holds(name: str, shared_dir: Path, bundled_editions: Path) -> None:
    assert hold(shared_dir / "cases" / name, bundled_editions) == []
