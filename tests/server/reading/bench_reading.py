"""How long reading takes, as a ratio to a bare lexbor parse of the same bytes: `make bench`, or pytest --benchmark-enable on this file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time_ns
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from server.errors import PageError
from server.reading import read_page

CORPORA = ("scrapinghub", "fundus", "andy")
RUNS = 3
MOST_RATIO = 6.0


@pytest.fixture(scope="module")
def pages(shared_dir: Path) -> list[bytes]:
    found = []
    for corpus in CORPORA:
        with gzip.open(shared_dir / "pages" / "dev" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["html"].encode("utf-8", errors="replace") for line in lines]
    return found


def _read(body: bytes) -> None:
    try:
        read_page(body, url="https://gazette.example/a")
    except PageError:
        return


def _nanoseconds(work: Callable[[bytes], object], body: bytes) -> int:
    """Processor time of the best of some runs: the others also measure what else the machine does."""
    spent = []
    for _ in range(RUNS):
        began = process_time_ns()
        work(body)
        spent.append(process_time_ns() - began)
    return min(spent)


@pytest.mark.shared
def test_reading_against_a_bare_parse(pages: list[bytes], benchmark: Any) -> None:
    ratio = median(_nanoseconds(_read, body) / _nanoseconds(LexborHTMLParser, body) for body in pages)
    benchmark.extra_info["median ratio to a parse"] = round(ratio, 2)
    benchmark(_read, sorted(pages, key=len)[len(pages) // 2])
    assert ratio <= MOST_RATIO
