"""Reading, loading and publishing 25,000 entities with 60,000 statements, from a file to an edition, and the bundled data; in processor time."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import pytest

from credibility_db.cli.options import BUNDLED
from credibility_db.curation import load_records
from credibility_db.edition import publish_edition
from credibility_db.exchange import merge_records, read_files, record_files, write_jsonl
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.records import Located
from tests.credibility_db.conftest import OPTIONS
from tests.credibility_db.synthetic import made_up_records

pytestmark = pytest.mark.benchmark(timer=process_time)
LOAD_S, PUBLISH_S = 60, 30


def test_load_and_publish_what_is_bundled(benchmark: Any, tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")

    def load() -> int:
        upgrade(engine)
        items = read_files(record_files([BUNDLED]))
        with engine.begin() as connection:
            return len(load_records(connection, merge_records(item.record for item in items if isinstance(item, Located)), OPTIONS).changes)

    assert benchmark.pedantic(load, rounds=1) > 40_000
    assert benchmark.stats.stats.min <= LOAD_S
    before = process_time()
    assert publish_edition(engine, tmp_path / "editions").is_new
    published = process_time() - before
    benchmark.extra_info["publish_seconds"] = published
    assert published <= PUBLISH_S
    engine.dispose()


def test_load(benchmark: Any, tmp_path: Path) -> None:
    with (tmp_path / "all.jsonl").open("wb") as stream:
        write_jsonl(made_up_records(25_000, 60_000), stream)
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")

    def load() -> int:
        upgrade(engine)
        items = read_files(record_files([tmp_path / "all.jsonl"]))
        with engine.begin() as connection:
            return len(load_records(connection, merge_records(item.record for item in items if isinstance(item, Located)), OPTIONS).changes)

    assert benchmark.pedantic(load, rounds=1) == 85_000
    assert benchmark.stats.stats.min <= LOAD_S
    engine.dispose()


def test_publish(benchmark: Any, tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    upgrade(engine)
    with engine.begin() as connection:
        load_records(connection, list(made_up_records(25_000, 60_000)), OPTIONS)
    assert benchmark.pedantic(publish_edition, (engine, tmp_path / "editions"), rounds=1).is_new
    assert benchmark.stats.stats.min <= PUBLISH_S
    engine.dispose()
