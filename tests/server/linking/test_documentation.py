"""docs/linking.md lists every kind of evidence with its weight, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from server.linking.decision import DECIDING, WEIGHTS

PAGE = Path(__file__).parents[3] / "docs" / "linking.md"


def test_the_table_is_the_code() -> None:
    rows = re.findall(r"^\| `(\w+)`( \*)? \| (-?\d) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {kind: int(weight) for kind, _star, weight in rows} == WEIGHTS
    assert {kind for kind, star, _weight in rows if star} == DECIDING
