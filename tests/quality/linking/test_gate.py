"""The pinned gate of linking: precision and recall on the labelled mentions of the dev pages. Lowering a floor needs a sentence here."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.quality.linking.gate import LABELS, Measure, count, labelled_pages, links_of
from tests.server.knowledge_in_memory import knowledge_from

CURATED = Path(__file__).parents[3] / "credibility_db" / "data" / "curated"
PRECISION, RECALL = 0.995, 0.90


@pytest.mark.shared
def test_precision_and_recall_on_labelled_mentions(shared_dir: Path) -> None:
    knowledge = knowledge_from(CURATED)
    measure = Measure()
    for label, saved in labelled_pages(shared_dir / "pages" / "dev"):
        digest = sha256(saved["gold"]["text"].encode()).hexdigest()
        assert digest.startswith(label["sha"]), f"{label['page']}: the text is not the one that was labelled"
        count(measure, label, links_of(saved, digest, knowledge))
    print(f"{measure.mentions} mentions, precision {measure.precision:.4f}, recall {measure.recall:.4f}")
    assert measure.mentions >= 600
    assert measure.precision >= PRECISION, measure.wrong
    assert measure.recall >= RECALL, measure.missed


def test_labels_hold_facts_only() -> None:
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == {"page", "sha", "mentions"}
