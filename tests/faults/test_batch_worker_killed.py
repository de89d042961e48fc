"""Workers killed in the midst of a batch. Expected: no item is lost, none has two results."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.app import make_queue, make_spool
from server.config import Config
from server.jobs.batches.spool import BatchSpool
from server.records.batch import Batch
from tests.nodes import Program, until

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="child processes are found in /proc")
ITEMS = 320
SENTENCE = "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies, on day {number}. "


class Running:
    """A batch with a worker at it."""

    def __init__(self, folder: Path, editions: Path) -> None:
        config = Config(editions=editions, spool=folder / "spool", database_url=f"sqlite:///{folder / 'none.db'}")
        self._queue = make_queue(config)
        self.spool: BatchSpool = make_spool(config, self._queue)
        environment = {"SIDENOTE_EDITIONS": str(editions), "SIDENOTE_SPOOL": str(config.spool), "DATABASE_URL": config.database_url}
        self.worker = Program(folder, "worker", "--jobs", "2", environment=environment, name="worker")
        lines = (json.dumps({"id": number, "text": SENTENCE.format(number=number) * 8}) for number in range(1, ITEMS + 1))
        self.batch: Batch = self.spool.receive(io.BytesIO("\n".join(lines).encode()), owner=None, most_items=ITEMS)

    def progress(self) -> Batch:
        return self.spool.progress(self.batch.id, owner=None)

    def ids(self) -> list[int]:
        lines = [line for piece in self.spool.results(self.batch.id, owner=None) for line in piece.splitlines()]
        return [json.loads(line)["id"] for line in lines]

    def close(self) -> None:
        self.worker.kill()
        self._queue.close()


@pytest.fixture
def running(tmp_path: Path, golden_editions: Path) -> Iterator[Running]:
    made = Running(tmp_path, Path(shutil.copytree(golden_editions, tmp_path / "editions")))
    yield made
    made.close()


def test_a_killed_process_of_the_worker_loses_and_doubles_nothing(running: Running) -> None:
    running.worker.start()
    for share in (0.1, 0.4):
        until(lambda share=share: running.progress().succeeded > share * ITEMS, what="progress")
        claims = list((running.spool.open(running.batch.id) or pytest.fail("no batch")).path.glob("claims/[0-9]*"))
        working = {int(claim.read_text().split()[1]) for claim in claims}
        for child in set(running.worker.children()) & working:
            os.kill(child, signal.SIGKILL)
    until(lambda: running.progress().state == "done", 60, what="the end of the batch")
    assert running.ids() == list(range(1, ITEMS + 1))
    assert running.progress().succeeded == ITEMS


def test_a_worker_killed_with_all_its_processes_is_followed_by_another(running: Running) -> None:
    running.worker.start()
    until(lambda: running.progress().succeeded > 0.2 * ITEMS, what="progress")
    running.worker.kill()
    rest = running.progress()
    time.sleep(0.5)
    assert running.progress() == rest
    running.worker.start()
    until(lambda: running.progress().state == "done", 60, what="the end of the batch")
    assert running.ids() == list(range(1, ITEMS + 1))


def test_a_worker_that_is_stopped_gives_back_what_it_had_begun(running: Running) -> None:
    running.worker.start()
    until(lambda: running.progress().succeeded > 0.2 * ITEMS, what="progress")
    assert running.worker.stop() == 0
    assert not list((running.spool.open(running.batch.id) or pytest.fail("no batch")).path.glob("claims/[0-9]*"))
    running.worker.start()
    until(lambda: running.progress().state == "done", 60, what="the end of the batch")
    assert running.ids() == list(range(1, ITEMS + 1))
