"""Fixtures every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of shared corpora: SIDENOTE_SHARED, or `../shared` beside the checkout; skips where there is none."""
    folder = Path(os.environ.get("SIDENOTE_SHARED", Path(__file__).parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared corpora are not here (set SIDENOTE_SHARED to their folder)")
    return folder
