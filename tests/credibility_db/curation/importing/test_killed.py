"""An import that is killed (SIGKILL) in the middle goes on, and ends where an undisturbed one ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from credibility_db.curation import verify_history
from credibility_db.curation.importing import ImportOptions, run_import
from credibility_db.exchange import jsonl_line
from credibility_db.exchange.wikidata import WikidataReader
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.queries import checkpoint_of, read_records
from tests.credibility_db.exchange.make_wikidata_dump import write_dump

ENTITIES, AS_OF = 3_000, "2026-11-01"
ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump with lines that are cut off."""
    path = tmp_path_factory.mktemp("dump") / "dump.json.gz"
    assert len(write_dump(path, ENTITIES, malformed=3)) == 3
    return path


@pytest.fixture(scope="module")
def undisturbed(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, int]:
    """What an import without interruption leaves: the records, and how many revisions."""
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('undisturbed') / 'x.db'}")
    upgrade(engine)
    run_import(engine, WikidataReader(dump, as_of=AS_OF), ImportOptions())
    state = state_of(engine)
    engine.dispose()
    return state


def state_of(engine: Engine) -> tuple[bytes, int]:
    with engine.connect().execution_options(reading=True) as connection:
        return b"".join(map(jsonl_line, read_records(connection))), verify_history(connection)


def kill_behind(engine: Engine, dump: Path, database: str, *, stage: int, line: int) -> None:
    """Start an import as a process of its own and kill it when it has stored more than `line` lines of a stage."""
    command = [sys.executable, "-m", "credibility_db", "import", "wikidata", str(dump), "--as-of", AS_OF]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": database}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and process.poll() is None:
        with engine.connect().execution_options(reading=True) as connection:
            row = checkpoint_of(connection, "wikidata")
        if row is not None and (row.stage, row.line) >= (stage, line):
            break
        time.sleep(0.02)
    assert process.poll() is None, "it ended before it could be killed"
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(timeout=30) == -signal.SIGKILL


def test_killed_in_both_stages_it_ends_the_same(engine: Engine, database_url: str, dump: Path, undisturbed: tuple[bytes, int]) -> None:
    kill_behind(engine, dump, database_url, stage=1, line=800)
    kill_behind(engine, dump, database_url, stage=2, line=800)
    result = run_import(engine, WikidataReader(dump, as_of=AS_OF), ImportOptions())
    assert result.resumed_at is not None and result.resumed_at >= (2, 800)
    assert result.counts["problems"] == 3
    assert state_of(engine) == undisturbed
