"""The figures of attribution on the dev corpora may not fall below these floors. Lowering one needs a sentence here that says why.

Measured with evaluate.py beside the corpora on 28 November 2026; each floor is half a point under the figure then. The corpora stay outside the
project, so the test skips without them, and says so when their content is another than the one measured.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.quality.evaluate_attributions import predict, score

FLOORS: dict[str, tuple[str, dict[str, float]]] = {
    "ggt": ("27bc472800e83e42", {"people": 92.0, "people precision": 93.8, "spans": 86.5, "resolved": 90.1, "end to end": 83.7}),
    "polnear": ("e01db617488b9856", {"people": 92.3, "people precision": 93.2, "spans": 82.6, "resolved": 91.3, "end to end": 78.6}),
    "dewikinews": ("322305b5d5eeb3dc", {"direct": 77.3, "spans": 51.8}),
}


def figures(scores: dict[str, Any]) -> dict[str, float]:
    """The figures the floors are for, by their names there."""
    return {
        "people": scores["people"]["f1"],
        "people precision": scores["people"]["p"],
        "spans": scores["spans"]["f1"],
        "resolved": scores["speaker"]["resolved_acc"] or 0.0,
        "end to end": scores["end_to_end"]["f1"],
        "direct": scores["recall_by_kind"]["direct"][0],
    }


@pytest.mark.shared
@pytest.mark.parametrize("corpus", FLOORS)
def test_floor(corpus: str, shared_dir: Path) -> None:
    gold = shared_dir / "quotes" / "dev" / f"{corpus}.jsonl"
    content = gold.read_bytes()
    digest, floors = FLOORS[corpus]
    if not hashlib.sha256(content).hexdigest().startswith(digest):
        pytest.skip(f"{corpus} is not the corpus the floors were measured on")
    predictions = [predict(json.loads(line)) for line in content.decode().splitlines() if line.strip()]
    measured = figures(score(gold, predictions, shared_dir / "quotes" / "evaluate.py"))
    assert {name: measured[name] for name, floor in floors.items() if measured[name] < floor} == {}
