"""What an edition costs to open and to ask, in processor time. The limits hold for the fastest of many rounds: other work only adds to a round."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from credibility_db.edition import Edition, open_edition

pytestmark = pytest.mark.benchmark(timer=process_time)
OPEN_S, HOST_S, ENTITY_S, CHAIN_S = 50e-3, 20e-6, 100e-6, 60e-6


def fastest(benchmark: Any) -> float:
    """The fastest round in seconds."""
    return float(benchmark.stats.stats.min)


def test_open(benchmark: Any, editions: Path) -> None:
    assert benchmark(open_edition, editions).counts()["entities"] == 25_007
    assert fastest(benchmark) <= OPEN_S


def test_outlet_of_a_host(benchmark: Any, editions: Path) -> None:
    edition = open_edition(editions)
    assert benchmark(edition.outlet_of, "www.news.site9000.example", "/2023/05/25/story") == "outlet-9000"
    assert fastest(benchmark) <= HOST_S


def test_entity(benchmark: Any, editions: Path) -> None:
    edition, ids = open_edition(editions), cycle(f"outlet-{number}" for number in range(0, 24_000, 39))
    assert benchmark(lambda: edition.entity(next(ids)))["kind"] == "outlet"
    assert fastest(benchmark) <= ENTITY_S


def test_ownership_chain_of_six(benchmark: Any, editions: Path) -> None:
    edition: Edition = open_edition(editions)
    assert benchmark(edition.ownership, "chain-0")["ultimate"][0]["id"] == "chain-6"
    assert fastest(benchmark) <= CHAIN_S
