"""The queue between who takes batches in and who works at them: huey, in an SQLite file beside the batches or in Redis.

A message names a chunk. It is a hint, not a record: the files of `chunks` say what is to be done, so a lost message is put again by `spool.sweep`
and one that comes twice finds the chunk done.
"""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from huey import Huey
    from huey.api import TaskWrapper

log = logging.getLogger(__name__)


class ChunkQueue:
    """Chunks to be worked at: the first ones of every batch before the later ones, so that a small batch does not wait for a large one."""

    def __init__(self, folder: Path, redis_url: str = "") -> None:
        self._folder, self._redis_url = folder, redis_url

    @cached_property
    def _task(self) -> TaskWrapper:
        """Opened at first use: an SQLite connection may not cross a fork, and most processes never need it."""
        from server.jobs.batches.messages import open_messages  # noqa: PLC0415 - huey loads 25 MB of libraries

        return open_messages(self._folder, self._redis_url)

    @property
    def _huey(self) -> Huey:
        return self._task.huey

    def put(self, batch_id: str, chunk: int) -> None:
        """Have a chunk done. A queue that is away is no failure: the sweep puts what is missing."""
        try:
            self._huey.enqueue(self._task.s(batch_id, chunk, priority=max(0, 1_000_000 - chunk)))
        except Exception as error:
            log.warning("the queue is away (%s); the batch waits for the next sweep", type(error).__name__)

    def take(self) -> tuple[str, int] | None:
        """The next chunk; None where none waits. Raises what the storage raises when it is away."""
        task = self._huey.dequeue()
        if task is None:
            return None
        batch_id, chunk = task.args
        return str(batch_id), int(chunk)

    def __len__(self) -> int:
        return int(self._huey.storage.queue_size())

    def close(self) -> None:
        """Close the connections."""
        if "_task" in self.__dict__:
            self._huey.storage.close()
