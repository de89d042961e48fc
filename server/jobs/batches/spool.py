"""The folder of all batches: taking one in, telling of it, ending it. Implements the port of `server/records/batch.py`.

Nodes share batches by sharing the folder (a volume); whoever sees the files knows all there is to know. A batch holds texts, so it is removed when
its time is over, and a chunk's texts as soon as they are annotated.
"""

from __future__ import annotations

import errno
import logging
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import add
from pathlib import Path
from typing import IO, Any

from server.errors import AppError, NoBody, NotFound, RequestTooLarge, StorageFull
from server.jobs.answering import LineAnswerer
from server.jobs.batches.chunks import BatchFiles, Result, Tally
from server.jobs.batches.queue import ChunkQueue
from server.jobs.batches.receiving import chunked, numbered_lines
from server.records.batch import Batch, BatchState
from server.records.request import AnnotationRequest

log = logging.getLogger(__name__)

_INCOMING, _REMOVED = ".incoming-", ".removed-"
_ABANDONED_SECONDS = 3600.0
_MOST_DEATHS = 3
_ID = re.compile(r"[A-Za-z0-9_-]{22}\Z")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """`line_bytes` is the longest line that is kept, `seconds` the life of a batch from its arrival."""

    line_bytes: int
    seconds: int


class BatchSpool:
    """Batches as files in a folder; safe for threads and processes."""

    def __init__(self, folder: Path, queue: ChunkQueue, limits: BatchLimits) -> None:
        self._folder, self._queue, self._limits = folder, queue, limits

    def receive(self, body: IO[bytes], *, owner: str | None, most_items: int) -> Batch:
        """See the port. What was stored of a body that breaks off is removed."""
        batch_id = secrets.token_urlsafe(16)
        incoming = self._folder / f"{_INCOMING}{batch_id}"
        files = BatchFiles(incoming)
        try:
            with _room():
                files.create()
                about = self._store(files, body, most_items) | {"id": batch_id, "owner": owner}
                files.write_about(about)
                incoming.rename(self._folder / batch_id)
        except BaseException:
            shutil.rmtree(incoming, ignore_errors=True)
            raise
        for chunk in range(about["chunks"]):
            self._queue.put(batch_id, chunk)
        return self.progress(batch_id, owner=owner)

    def _store(self, files: BatchFiles, body: IO[bytes], most_items: int) -> dict[str, Any]:
        items = chunks = 0
        for chunk in chunked(numbered_lines(body, longest=self._limits.line_bytes)):
            items += len(chunk)
            if items > most_items:
                raise RequestTooLarge(f"A batch has up to {most_items:,} lines.")
            files.write_items(chunks, chunk)
            chunks += 1
        if not items:
            raise NoBody('Send lines of JSON such as {"id": "1", "url": "https://…"}.')
        now = time.time()
        return {"items": items, "chunks": chunks, "created": now, "expires": now + self._limits.seconds}

    def progress(self, batch_id: str, *, owner: str | None) -> Batch:
        """See the port."""
        files, about = self._owned(batch_id, owner)
        tallies = [files.tally(chunk) for chunk in range(about["chunks"])]
        tally = reduce(add, filter(None, tallies), Tally())
        state: BatchState = "running" if tally != Tally() else "waiting"
        if len(files.done()) == about["chunks"]:
            state = "done"
        elif files.cancelled:
            state = "cancelled"
        created, expires = (datetime.fromtimestamp(about[name], UTC).isoformat(timespec="seconds") for name in ("created", "expires"))
        return Batch(batch_id, state, about["items"], tally.succeeded, tally.failed, created, expires)

    def results(self, batch_id: str, *, owner: str | None) -> Iterator[bytes]:
        """See the port."""
        files, about = self._owned(batch_id, owner)
        return (found for chunk in range(about["chunks"]) if (found := files.results(chunk)) is not None)

    def cancel(self, batch_id: str, *, owner: str | None) -> Batch:
        """See the port."""
        files, _ = self._owned(batch_id, owner)
        (files.path / "cancelled").touch()
        return self.progress(batch_id, owner=owner)

    def retry(self, batch_id: str, *, owner: str | None) -> Batch:
        """See the port."""
        files, about = self._owned(batch_id, owner)
        for chunk in range(about["chunks"]):
            tally = files.tally(chunk)
            if tally is not None and tally.failed:
                files.do_again(chunk)
        (files.path / "cancelled").unlink(missing_ok=True)
        for chunk in sorted(set(range(about["chunks"])) - files.done()):
            self._queue.put(batch_id, chunk)
        return self.progress(batch_id, owner=owner)

    def delete(self, batch_id: str, *, owner: str | None) -> None:
        """See the port. Who works at a chunk of it meanwhile finds no folder to write to."""
        files, _ = self._owned(batch_id, owner)
        self._remove(files.path)

    def open(self, batch_id: str) -> BatchFiles | None:
        """A batch's files for who works at it; None where it is gone."""
        files = BatchFiles(self._folder / batch_id)
        return files if _ID.match(batch_id) and files.path.is_dir() else None

    def sweep(self) -> None:
        """Remove what is over, and have done what a killed worker or a lost queue left undone."""
        if not self._folder.is_dir():
            return
        now = time.time()
        idle = len(self._queue) == 0
        for path in sorted(self._folder.iterdir()):
            if path.name.startswith((_INCOMING, _REMOVED)):
                if path.name.startswith(_REMOVED) or now - path.stat().st_mtime > _ABANDONED_SECONDS:
                    shutil.rmtree(path, ignore_errors=True)
            elif (files := self.open(path.name)) is not None:
                about = files.about()
                if about is None or now >= about["expires"]:
                    self._remove(path)
                elif not files.cancelled:
                    self._put_lost(files, about, idle=idle)

    def _put_lost(self, files: BatchFiles, about: dict[str, Any], *, idle: bool) -> None:
        """Put again the chunks nobody works at: those of a dead worker, and all where the queue has nothing left."""
        undone = set(range(about["chunks"])) - files.done()
        claimed = files.claimed() if undone else set()
        lost = undone - files.worked_at() if idle else (undone & claimed) - files.worked_at()
        for chunk in sorted(lost):
            if chunk in claimed and files.count_death(chunk) >= _MOST_DEATHS:
                _give_up(files, chunk)
            else:
                self._queue.put(about["id"], chunk)
            files.release(chunk)
        if lost:
            log.warning("%d chunks of a batch were left undone and are put again", len(lost), extra={"event": "swept"})

    def _remove(self, path: Path) -> None:
        gone = path.with_name(f"{_REMOVED}{path.name}")
        try:
            path.rename(gone)
        except FileNotFoundError:
            return
        shutil.rmtree(gone, ignore_errors=True)

    def _owned(self, batch_id: str, owner: str | None) -> tuple[BatchFiles, dict[str, Any]]:
        files = self.open(batch_id)
        about = files.about() if files else None
        if files is None or about is None or about["owner"] != owner or time.time() >= about["expires"]:
            raise NotFound("There is no such batch, or its time is over.")
        return files, about


def _give_up(files: BatchFiles, chunk: int) -> None:
    """Have the items of a chunk fail, one of which kills who works at it; `retry` does them again all the same."""
    log.error("workers died at a chunk of a batch again and again; its items are given up", extra={"event": "chunk given up"})
    answerer = LineAnswerer(_refuse, lambda _: {})
    items = list(files.items(chunk))
    answers = answerer.answer_all([item.content for item in items], [item.line for item in items])
    files.write_results(chunk, [Result(item.line, *answer) for item, answer in zip(items, answers, strict=True)])


def _refuse(_: object) -> AnnotationRequest:
    raise AppError("Annotating this item, or one beside it, ended the process that did it.")


@contextmanager
def _room() -> Iterator[None]:
    """Turn a full disk into our own error."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            log.error("no room is left for batches: %s", error, extra={"event": "storage full"})
            raise StorageFull(retry_after=60) from error
        raise
