"""A server's memory over distinct pages: the short form of `make soak`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.soak import soak

PAGES = 600
MOST_MB = 25.0
"""Most growth over the last 450 pages, which are 104 MB of HTML: a process that kept them would stand out."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_a_server_keeps_nothing_of_the_pages_it_read(shared_dir: Path, bundled_editions: Path) -> None:
    seen = soak(shared_dir, bundled_editions, PAGES, workers=1)
    sizes = [sum(sample) for sample in seen.samples]
    assert seen.failed == 0
    assert seen.answered > 0.95 * PAGES  # the others have no text
    assert max(sizes[-3:]) - sizes[len(sizes) // 4 - 1] < MOST_MB, sizes
