"""Every relative link in the documentation leads to a file that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_relative_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#|/)([^)#\s]+)", document.read_text())
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_the_map_names_every_step() -> None:
    text = (ROOT / "docs" / "map.md").read_text()
    for step in ("cache", "fetching", "reading", "attributions", "outlets", "linking", "context", "annotations"):
        assert f"server/{step}/" in text
