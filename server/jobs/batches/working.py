"""Working at chunks: take one from the queue, answer its lines, keep the results. `server/worker.py` runs it, a process a core."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from itertools import islice

from server.jobs.answering import LineAnswerer
from server.jobs.batches.chunks import BatchFiles, Item, Result
from server.jobs.batches.queue import ChunkQueue
from server.jobs.batches.spool import BatchSpool

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LAST_PAUSE = 0.05, 1.0
_AFTER_FAILURE = 5.0
_AT_ONCE = 8

MakeAnswerer = Callable[[], LineAnswerer]
"""Called for each chunk: all its items are answered from the edition that is current then."""


class _Stopped(Exception):
    """The batch was cancelled or deleted, or this process is to end."""


class ChunkWorker:
    """One a process."""

    def __init__(self, spool: BatchSpool, queue: ChunkQueue, make_answerer: MakeAnswerer) -> None:
        self._spool, self._queue, self._make_answerer = spool, queue, make_answerer

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set; a chunk begun is given back unfinished."""
        pause = _FIRST_PAUSE
        while not stop.is_set():
            try:
                worked = self.step(stop)
            except Exception:
                log.exception("a chunk could not be worked at", extra={"event": "chunk failed"})
                stop.wait(_AFTER_FAILURE)
                continue
            if worked:
                pause = _FIRST_PAUSE
                continue
            stop.wait(pause)
            pause = min(pause * 1.5, _LAST_PAUSE)

    def step(self, stop: threading.Event) -> bool:
        """Work at the next chunk; False where none waits."""
        message = self._queue.take()
        if message is None:
            return False
        batch_id, chunk = message
        files = self._spool.open(batch_id)
        try:
            if files is not None and not files.cancelled and not files.is_done(chunk) and files.claim(chunk):
                try:
                    self._work(files, chunk, stop)
                finally:
                    files.release(chunk)
        except (_Stopped, FileNotFoundError):
            log.info("a chunk was given up", extra={"event": "chunk stopped"})
            if stop.is_set():
                self._queue.put(batch_id, chunk)
        return True

    def _work(self, files: BatchFiles, chunk: int, stop: threading.Event) -> None:
        kept = {result.line: result for result in _kept(files, chunk)}
        todo = (item for item in files.items(chunk) if item.line not in kept)
        made = dict(kept)
        failed: list[Item] = []
        answerer = self._make_answerer()
        while some := list(islice(todo, _AT_ONCE)):
            if stop.is_set() or files.cancelled:
                raise _Stopped
            files.still_working(chunk)
            answers = answerer.answer_all([item.content for item in some], [item.line for item in some])
            for item, (content, is_failed) in zip(some, answers, strict=True):
                made[item.line] = Result(item.line, content, is_failed)
                failed += [item] if is_failed else []
        files.write_results(chunk, [made[line] for line in sorted(made)])
        files.write_items(chunk, failed)


def _kept(files: BatchFiles, chunk: int) -> Iterator[Result]:
    """The results of an earlier round that need not be made again."""
    for line in (files.results(chunk) or b"").splitlines():
        result = Result.read(line)
        if not result.failed:
            yield result
