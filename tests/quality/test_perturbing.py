"""Perturbed articles keep their gold in place, and attribution does not hang on the letters of the corpus."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.quality.evaluate_robustness import scored
from tests.quality.perturbing import PERTURBATIONS, RARE, Article, renamed, replaced
from tests.quality.test_attribution_floors import FLOORS, figures

# How many points a figure may fall when the same articles are written otherwise. Measured on 28 November 2026: 1.5 with rare names, 0.3 else.
MOST_LOST = {"other rare names": 2.5}
MOST_LOST_ELSE = 1.0
MEASURED = ("other rare names", "two apostrophes", "guillemets", "curly apostrophes", "single line breaks", "no-break spaces")


def article(text: str, **spans: str) -> Article:
    gold: dict[str, Any] = {"kind": "direct", "speaker_names": ["Mary Quill"]}
    for name, words in spans.items():
        gold |= {name: words, f"{name}_start": text.index(words), f"{name}_end": text.index(words) + len(words)}
    return {"id": "own/1", "lang": "en", "text": text, "people_quoted": ["Mary Quill"], "gold": [gold]}


def test_gold_moves_with_the_text() -> None:
    before = article("It rained.\n\n“No,” said Mary Quill.", speaker="Mary Quill", quote="“No,”", cue="said")
    after = replaced(replaced(before, "[“”]", lambda m: "''"), r"\n\n", lambda m: "\n")
    gold = after["gold"][0]
    assert after["text"] == "It rained.\n''No,'' said Mary Quill."
    for name, words in (("speaker", "Mary Quill"), ("quote", "''No,''"), ("cue", "said")):
        assert (gold[name], after["text"][gold[f"{name}_start"] : gold[f"{name}_end"]]) == (words, words)


def test_people_are_renamed_everywhere() -> None:
    after = renamed(article("“No,” said Mary Quill. Quill left.", speaker="Mary Quill", quote="“No,”"), RARE)
    name = after["people_quoted"][0]
    assert name.split()[0] in RARE["female"]
    assert after["text"] == f"“No,” said {name}. {name.split()[1]} left."
    assert (after["gold"][0]["speaker"], after["gold"][0]["speaker_names"]) == (name, [name])


@pytest.mark.shared
def test_figures_hardly_change(shared_dir: Path) -> None:
    gold = shared_dir / "quotes" / "dev" / "ggt.jsonl"
    content = gold.read_bytes()
    if not hashlib.sha256(content).hexdigest().startswith(FLOORS["ggt"][0]):
        pytest.skip("ggt is not the corpus the losses were measured on")
    articles = [json.loads(line) for line in content.decode().splitlines() if line.strip()]
    lost = {}
    printed = figures(scored(articles, shared_dir / "quotes" / "evaluate.py"))
    for kind in MEASURED:
        change = PERTURBATIONS[kind]
        changed = figures(scored([change(a) for a in articles], shared_dir / "quotes" / "evaluate.py"))
        worst = max(printed[name] - changed[name] for name in printed)
        if worst > MOST_LOST.get(kind, MOST_LOST_ELSE):
            lost[kind] = round(worst, 1)
    assert lost == {}
