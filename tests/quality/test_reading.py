"""Floors under the quality of reading, on saved real pages. Lowering one needs a sentence here that says why.

Measured in November 2026 (text F1, byline, date): scrapinghub .984; fundus .972, .882, .989; fundus-eval .972.
The best library measured on the same pages, trafilatura 2.3: .980; .945, .77, .97; .965.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.quality.evaluate_reading import evaluate

FLOORS = {
    # corpus: SHA-256 of the file, first digits; text F1, byline, date (None: no gold)
    "scrapinghub": ("81e8c643fa10", 0.980, None, None),
    "fundus": ("faee05cdee43", 0.967, 0.87, 0.98),
    "fundus-eval": ("4dbe6f59b6de", 0.967, None, None),
}


@pytest.mark.shared
@pytest.mark.parametrize("corpus", FLOORS)
def test_reading_stays_above_its_floors(corpus: str, shared_dir: Path) -> None:
    digest, text, byline, date = FLOORS[corpus]
    folder = shared_dir / "pages" / "dev"
    found = hashlib.sha256((folder / f"{corpus}.jsonl.gz").read_bytes()).hexdigest()
    if not found.startswith(digest):
        pytest.skip(f"the floors are for another version of {corpus}")
    tally = evaluate(folder, corpus)
    assert tally.text_f1 is not None
    assert tally.text_f1 >= text
    for kind, floor in (("byline", byline), ("date", date)):
        share = tally.share(kind)
        assert floor is None or (share is not None and share >= floor), (kind, share, tally.misses[kind])
