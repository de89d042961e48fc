"""The spool with workers that stop, die and come twice: every item has one result, and what is over is gone."""

from __future__ import annotations

import errno
import io
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

from server.errors import AppError, NoBody, NotFound, RequestTooLarge, StorageFull, UpstreamStatus
from server.jobs.answering import LineAnswerer
from server.jobs.batches import chunks
from server.jobs.batches.chunks import BatchFiles
from server.jobs.batches.queue import ChunkQueue
from server.jobs.batches.spool import BatchLimits, BatchSpool
from server.jobs.batches.working import ChunkWorker
from server.records.batch import Batch
from server.records.request import AnnotationRequest

GONE_PROCESS = 2**22 + 1
"""Above the largest process number there can be."""


@dataclass
class Installation:
    """A spool, its queue and a worker whose answers the test decides."""

    folder: Path
    seconds: int = 3600
    failing: set[str] = field(default_factory=set)
    answered: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.queue = ChunkQueue(self.folder)
        self.spool = BatchSpool(self.folder, self.queue, BatchLimits(line_bytes=1000, seconds=self.seconds))
        self.worker = ChunkWorker(self.spool, self.queue, lambda: LineAnswerer(lambda item: AnnotationRequest(text=item["text"]), self.annotate))

    def annotate(self, wanted: AnnotationRequest) -> dict[str, Any]:
        text = wanted.text or ""
        self.answered.append(text)
        if text in self.failing:
            raise UpstreamStatus()
        return {"id": "its own", "said": text}

    def hand_in(self, count: int, *, owner: str | None = None) -> Batch:
        body = "".join(json.dumps({"id": f"id-{number}", "text": f"text {number}"}) + "\n" for number in range(1, count + 1))
        return self.spool.receive(io.BytesIO(body.encode()), owner=owner, most_items=1000)

    def work(self) -> None:
        while self.worker.step(self.stop):
            pass

    def results(self, batch: Batch) -> list[dict[str, Any]]:
        return [json.loads(line) for piece in self.spool.results(batch.id, owner=None) for line in piece.splitlines()]


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path)
    yield made
    made.queue.close()


def counts(batch: Batch) -> tuple[str, int, int, int]:
    return batch.state, batch.succeeded, batch.failed, batch.pending


def test_a_batch_from_its_arrival_to_its_results(installation: Installation) -> None:
    batch = installation.hand_in(40)
    assert counts(batch) == ("waiting", 0, 0, 40)
    assert installation.results(batch) == []
    installation.worker.step(installation.stop)
    half_way = installation.spool.progress(batch.id, owner=None)
    assert (half_way.state, half_way.succeeded) == ("running", len(installation.results(batch)))
    installation.work()
    assert counts(installation.spool.progress(batch.id, owner=None)) == ("done", 40, 0, 0)
    expected = [{"line": number, "id": f"id-{number}", "said": f"text {number}"} for number in range(1, 41)]
    assert installation.results(batch) == expected
    assert not any(path.read_bytes() for path in installation.folder.glob("*/items/*"))  # the texts are gone


def test_lines_that_are_wrong_are_results(installation: Installation) -> None:
    body = b'{"id": 1, "text": "a"}\n\nnot json\n[1]\n{"id": 5, "text": "' + b"x" * 2000 + b'"}\n{"id": 6, "text": "b"}'
    batch = installation.spool.receive(io.BytesIO(body), owner=None, most_items=10)
    installation.work()
    found = [(result["line"], result["id"], result.get("error", {}).get("type")) for result in installation.results(batch)]
    expected = [(1, 1, None), (3, None, "not-json"), (4, None, "wrong-type"), (5, None, "request-too-large"), (6, 6, None)]
    assert found == expected
    assert counts(installation.spool.progress(batch.id, owner=None)) == ("done", 2, 3, 0)


@pytest.mark.parametrize(("body", "error"), [(b"", NoBody), (b"\n\n", NoBody), (b"{}\n" * 11, RequestTooLarge)])
def test_a_body_that_is_not_taken_leaves_nothing(installation: Installation, body: bytes, error: type[AppError]) -> None:
    with pytest.raises(error):
        installation.spool.receive(io.BytesIO(body), owner=None, most_items=10)
    assert [path for path in installation.folder.iterdir() if path.is_dir()] == []


class _BreaksOff(io.RawIOBase):
    """A body whose sender is gone after some lines, or whose storage is full by then."""

    def __init__(self, error: Exception) -> None:
        self._lines, self._error = 100, error

    def readline(self, _size: int | None = -1, /) -> bytes:
        self._lines -= 1
        if not self._lines:
            raise self._error
        return b'{"text": "a"}\n'


def test_a_body_that_breaks_off_or_finds_no_room_leaves_nothing(installation: Installation) -> None:
    for error, told in ((ConnectionResetError(), ConnectionResetError), (OSError(errno.ENOSPC, "full"), StorageFull)):
        body: IO[bytes] = _BreaksOff(error)  # type: ignore[assignment]
        with pytest.raises(told):
            installation.spool.receive(body, owner=None, most_items=1000)
        assert [path for path in installation.folder.iterdir() if path.is_dir()] == []


def test_a_batch_is_its_owners_alone(installation: Installation) -> None:
    batch = installation.hand_in(1, owner="key-1")
    assert installation.spool.progress(batch.id, owner="key-1").items == 1
    for stranger in (None, "key-2"):
        with pytest.raises(NotFound):
            installation.spool.progress(batch.id, owner=stranger)
    for name in ("../elsewhere", "a" * 22, ""):
        with pytest.raises(NotFound):
            installation.spool.progress(name, owner=None)


def test_failed_items_are_done_again_and_only_they(installation: Installation) -> None:
    installation.failing = {"text 3", "text 20"}
    batch = installation.hand_in(40)
    installation.work()
    assert counts(installation.spool.progress(batch.id, owner=None)) == ("done", 38, 2, 0)
    installation.failing = {"text 20"}
    installation.answered.clear()
    assert installation.spool.retry(batch.id, owner=None).state == "running"
    installation.work()
    assert sorted(installation.answered) == ["text 20", "text 3"]
    assert counts(installation.spool.progress(batch.id, owner=None)) == ("done", 39, 1, 0)
    assert [result["line"] for result in installation.results(batch)] == list(range(1, 41))


def test_a_cancelled_batch_rests_until_it_is_taken_up_again(installation: Installation) -> None:
    batch = installation.hand_in(40)
    installation.worker.step(installation.stop)
    begun = len(installation.results(batch))
    assert installation.spool.cancel(batch.id, owner=None).state == "cancelled"
    installation.work()
    installation.spool.sweep()
    installation.work()
    assert len(installation.results(batch)) == begun
    installation.spool.retry(batch.id, owner=None)
    installation.work()
    assert counts(installation.spool.progress(batch.id, owner=None)) == ("done", 40, 0, 0)


def test_a_deleted_batch_is_gone_at_once_also_for_who_works_at_it(installation: Installation) -> None:
    batch = installation.hand_in(40)
    annotate = installation.annotate

    def annotate_and_delete(wanted: AnnotationRequest) -> dict[str, Any]:
        if wanted.text == "text 3":
            installation.spool.delete(batch.id, owner=None)
        return annotate(wanted)

    installation.annotate = annotate_and_delete  # type: ignore[method-assign]
    installation.worker = ChunkWorker(
        installation.spool, installation.queue, lambda: LineAnswerer(lambda item: AnnotationRequest(text=item["text"]), installation.annotate)
    )
    installation.work()
    with pytest.raises(NotFound):
        installation.spool.progress(batch.id, owner=None)
    assert not list(installation.folder.glob(f"*{batch.id}*"))


def test_a_lost_queue_is_filled_again(installation: Installation) -> None:
    batch = installation.hand_in(40)
    while installation.queue.take():
        pass
    installation.spool.sweep()
    installation.work()
    assert counts(installation.spool.progress(batch.id, owner=None)) == ("done", 40, 0, 0)
    installation.spool.sweep()
    assert len(installation.queue) == 0


def test_the_chunks_of_a_dead_worker_are_put_again_while_others_wait_and_those_of_a_living_one_are_not(installation: Installation) -> None:
    batch = installation.hand_in(60)
    messages = {installation.queue.take(), installation.queue.take()}
    assert messages == {(batch.id, 0), (batch.id, 1)}
    files = BatchFiles(installation.folder / batch.id)
    assert files.claim(0)
    assert files.claim(1)
    assert not files.claim(0)
    host = (files.path / "claims/0000").read_text().split()[0]
    (files.path / "claims/0000").write_text(f"{host} {GONE_PROCESS}")
    installation.spool.sweep()
    assert [installation.queue.take() for _ in range(4)] == [(batch.id, 0), (batch.id, 2), (batch.id, 3), None]


def test_a_chunk_that_kills_its_workers_is_given_up(installation: Installation) -> None:
    batch = installation.hand_in(2)
    files = BatchFiles(installation.folder / batch.id)
    for _ in range(3):
        assert installation.queue.take() == (batch.id, 0)
        assert files.claim(0)
        claim = files.path / "claims/0000"
        claim.write_text(f"{claim.read_text().split()[0]} {GONE_PROCESS}")
        installation.spool.sweep()
    assert installation.queue.take() is None
    assert counts(installation.spool.progress(batch.id, owner=None)) == ("done", 0, 2, 0)
    failures = [(result["id"], result["error"]["type"]) for result in installation.results(batch)]
    assert failures == [("id-1", "internal-error"), ("id-2", "internal-error")]
    installation.spool.retry(batch.id, owner=None)
    installation.work()
    assert counts(installation.spool.progress(batch.id, owner=None)) == ("done", 2, 0, 0)


def test_a_bug_is_an_items_error_and_no_others(installation: Installation) -> None:
    body = b'{"id": 1}\n{"id": 2, "text": "b"}\n'  # the check of these tests meets a KeyError
    batch = installation.spool.receive(io.BytesIO(body), owner=None, most_items=10)
    installation.work()
    assert [result.get("error", {}).get("type") for result in installation.results(batch)] == ["internal-error", None]


def test_a_claim_from_elsewhere_is_void_when_it_is_old(installation: Installation) -> None:
    batch = installation.hand_in(1)
    files = BatchFiles(installation.folder / batch.id)
    claim = files.path / "claims/0000"
    claim.write_text("another-node 1")
    assert files.worked_at() == {0}
    old = claim.stat().st_mtime - chunks.CLAIM_SECONDS - 1
    os.utime(claim, (old, old))
    assert files.worked_at() == set()
    installation.work()
    assert counts(installation.spool.progress(batch.id, owner=None)) == ("done", 1, 0, 0)


def test_a_message_that_comes_twice_is_done_once(installation: Installation) -> None:
    batch = installation.hand_in(10)
    installation.queue.put(batch.id, 0)
    installation.work()
    assert len(installation.answered) == 10
    assert len(installation.results(batch)) == 10


def test_a_worker_that_is_to_end_gives_its_chunk_back(installation: Installation) -> None:
    batch = installation.hand_in(16)
    annotate = installation.annotate

    def annotate_and_stop(wanted: AnnotationRequest) -> dict[str, Any]:
        installation.stop.set()
        return annotate(wanted)

    worker = ChunkWorker(
        installation.spool, installation.queue, lambda: LineAnswerer(lambda item: AnnotationRequest(text=item["text"]), annotate_and_stop)
    )
    worker.step(installation.stop)
    assert (installation.results(batch), len(installation.queue)) == ([], 1)
    installation.stop.clear()
    installation.work()
    assert len(installation.results(batch)) == 16


def test_batches_whose_time_is_over_are_removed(tmp_path: Path) -> None:
    installation = Installation(tmp_path, seconds=0)
    with pytest.raises(NotFound):
        installation.hand_in(3)
    installation.spool.sweep()
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []
    installation.queue.close()
