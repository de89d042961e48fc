"""`python -m server worker`: what goes on behind the requests, in child processes of one that watches over them.

One child publishes the curators' changes and sweeps the batches; the others work at the batches' chunks, one a core. Any number of workers may run,
on any node. The watching process has no threads, so that its children can be forked from it and share its memory.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.process import BaseProcess
from typing import Any

from server.api.annotations.schemas import AnnotationBodySchema
from server.api.forms import checked
from server.app import make_pipeline, make_queue, make_spool
from server.config import Config
from server.curators import Curators
from server.jobs.answering import LineAnswerer
from server.jobs.batches.spool import BatchSpool
from server.jobs.batches.working import ChunkWorker
from server.jobs.leading import Leadership
from server.jobs.publishing import Publisher
from server.knowledge import KnowledgeSource
from server.observability.metrics import Metrics
from server.records.request import AnnotationRequest

log = logging.getLogger(__name__)

WATCH_SECONDS = 0.5
SWEEP_SECONDS = 2.0
_RESTART_PAUSE = 1.0
_STOPPING_SECONDS = 15.0
_PROCESSES: Any = multiprocessing.get_context("fork" if sys.platform.startswith("linux") else "spawn")


def work(config: Config, *, jobs: int | None = None, parent: int | None = None) -> None:
    """Work until SIGTERM or SIGINT. With `parent` also until the process of that number is not our parent any more: it died."""
    stop = _stop_at_signals()
    count = jobs or os.cpu_count() or 1
    gc.collect()
    gc.freeze()  # what is loaded by now is shared with the children: no collection may touch it
    tasks = [partial(_publish, config), *[partial(_do_batches, config, count) for _ in range(count)]]
    children = [_Child(task) for task in tasks]
    log.info("the worker works with %d processes for batches", count, extra={"event": "started"})
    while not stop.wait(WATCH_SECONDS):
        if parent is not None and os.getppid() != parent:
            log.warning("the server that started this worker is gone", extra={"event": "orphaned"})
            break
        for child in children:
            child.watch()
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + _STOPPING_SECONDS
    for child in children:
        child.process.join(max(0.0, deadline - time.monotonic()))
        child.process.kill()


class _Child:
    """A child process that is started again when it dies."""

    def __init__(self, task: Callable[[], None]) -> None:
        self._task = task
        self._begun = time.monotonic()
        self.process = self._start()

    def _start(self) -> BaseProcess:
        process: BaseProcess = _PROCESSES.Process(target=self._task, daemon=True)
        process.start()
        return process

    def watch(self) -> None:
        """Start another where this one died, not more often than once a second."""
        if self.process.is_alive() or time.monotonic() - self._begun < _RESTART_PAUSE:
            return
        log.error("a process of the worker ended with status %s; another is started", self.process.exitcode, extra={"event": "worker ended"})
        self._begun = time.monotonic()
        self.process = self._start()


def _stop_at_signals(*, parent: int | None = None) -> threading.Event:
    """An event that SIGTERM and SIGINT set; with `parent` its death does too."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    def watch(watched: int) -> None:
        while not stop.wait(WATCH_SECONDS):
            if os.getppid() != watched:
                stop.set()

    if parent is not None:
        threading.Thread(target=watch, args=(parent,), name="watch", daemon=True).start()
    return stop


def _publish(config: Config) -> None:
    """The child that publishes, and that sweeps the batches while no other worker does."""
    stop = _stop_at_signals(parent=os.getppid())
    curators = Curators(config.database_url)
    queue = make_queue(config)
    sweeper = threading.Thread(target=_sweep, args=(config, make_spool(config, queue), stop), name="sweeper", daemon=True)
    sweeper.start()
    Publisher(curators, config.editions).follow(stop)
    curators.close()
    sweeper.join(SWEEP_SECONDS)


def _sweep(config: Config, spool: BatchSpool, stop: threading.Event) -> None:
    leadership = Leadership(config.spool / ".sweeper")
    while not stop.wait(SWEEP_SECONDS):
        try:
            if leadership.take():
                spool.sweep()
        except Exception:
            log.exception("the batches could not be swept", extra={"event": "sweep failed"})
    leadership.release()


def _do_batches(config: Config, processes: int) -> None:
    """A child that works at batches."""
    stop = _stop_at_signals(parent=os.getppid())
    make_chunk_worker(config, processes=processes).run(stop)


def make_chunk_worker(config: Config, *, processes: int = 1) -> ChunkWorker:
    """What works at batches with the settings, in one of so many processes."""
    pipeline = make_pipeline(config, Metrics(config.metrics_folder), processes=processes)
    knowledge = KnowledgeSource(config.editions)
    schema = AnnotationBodySchema()

    def make_answerer() -> LineAnswerer:
        edition = knowledge.current()

        def annotate(wanted: AnnotationRequest) -> dict[str, Any]:
            return pipeline.annotate_item(wanted, edition)

        return LineAnswerer(lambda item: checked(schema, item), annotate)

    queue = make_queue(config)
    return ChunkWorker(make_spool(config, queue), queue, make_answerer)
