"""What finding names costs: processor time at ten thousand and a million names, opening, memory once and in each forked worker."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from credibility_db.edition.name_index import NameIndex
from tests.credibility_db.bench.conftest import Indexed
from tests.credibility_db.edition.test_name_index import in_order
from tests.credibility_db.synthetic import made_up_text

pytestmark = pytest.mark.benchmark(timer=process_time)
FIND_S, GROWTH, OPEN_S, ONCE_MB, WORKER_MB = 80e-6, 2.5, 0.5, 150, 6
TEXT_LENGTH = 6_000


def fastest_find(indexed: Indexed, text: str) -> float:
    """The fastest of many searches in seconds."""
    best = 1.0
    for _ in range(1_000):
        start = process_time()
        indexed.index.find(text)
        best = min(best, process_time() - start)
    return best


def test_find_in_a_million(benchmark: Any, a_million: Indexed, ten_thousand: Indexed) -> None:
    text = made_up_text(a_million.names, length=TEXT_LENGTH)
    assert benchmark(a_million.index.find, text)
    among_few = fastest_find(ten_thousand, made_up_text(ten_thousand.names, length=TEXT_LENGTH))
    among_many = fastest_find(a_million, text)
    benchmark.extra_info.update(among_ten_thousand_us=among_few * 1e6, among_a_million_us=among_many * 1e6, growth=among_many / among_few)
    assert among_many <= FIND_S
    assert among_many <= GROWTH * among_few


def test_open_a_million(benchmark: Any, a_million: Indexed) -> None:
    assert benchmark.pedantic(NameIndex, (a_million.folder,), rounds=5).size > 990_000
    assert benchmark.stats.stats.min <= OPEN_S
    size = sum(path.stat().st_size for path in a_million.folder.iterdir()) / 1e6
    benchmark.extra_info["megabytes"] = size
    assert size <= ONCE_MB


def test_forked_worker(benchmark: Any, a_million: Indexed) -> None:
    texts = [made_up_text(a_million.names, seed=seed) for seed in range(200)]

    def private_megabytes() -> float:
        reader, writer = os.pipe()
        gc.freeze()  # as servers do before they fork: else the collector writes to every page with an object on it
        child = os.fork()
        if child == 0:
            before = _private(a_million.folder)
            for text in texts:
                a_million.index.find(text)
            os.write(writer, str(_private(a_million.folder) - before).encode())
            os._exit(0)
        os.waitpid(child, 0)
        return int(os.read(reader, 100)) / 1024

    private = benchmark.pedantic(private_megabytes, rounds=1)
    benchmark.extra_info["private_megabytes"] = private
    assert private <= WORKER_MB


def _private(folder: Path) -> int:
    """Kilobytes that this process alone has written to; the index's own mapped files, which all workers share, are left out."""
    total, counts = 0, True
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, _, rest = line.partition(":")
        if "-" in name.split()[0]:  # a mapping's first line: addresses, rights, file
            counts = str(folder) not in line
        elif counts and name == "Private_Dirty":
            total += int(rest.split()[0])
    return total


def test_nothing_missed_among_a_million(benchmark: Any, a_million: Indexed) -> None:
    """Against a dictionary of every folded name, asked for every pair of word boundaries in the text."""
    by_name = {name: number for number, name in enumerate(a_million.names)}
    longest = max(map(len, by_name))
    text = made_up_text(a_million.names).replace("\u2019", "'").replace("\n", " ")
    expected = [
        (start, end, f"entity-{by_name[text[start:end]]}", "person", False)
        for start in range(len(text))
        for end in range(start + 1, min(len(text), start + longest) + 1)
        if text[start:end] in by_name and not _splits_word(text, start) and not _splits_word(text, end)
    ]
    found = benchmark.pedantic(a_million.index.find, (text,), rounds=1)
    assert in_order(found) == in_order(expected)
    assert len(expected) > 15


def _splits_word(text: str, place: int) -> bool:
    if place in (0, len(text)):
        return False
    left, right = text[place - 1], text[place]
    return left.isalnum() and right.isalnum() and left < "\u2e80" and right < "\u2e80"
