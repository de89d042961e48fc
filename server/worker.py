"""`python -m server worker`: what goes on behind the requests. It publishes the curators' changes; any number may run, on any node."""

from __future__ import annotations

import logging
import os
import signal
import threading

from server.config import Config
from server.curators import Curators
from server.jobs.publishing import Publisher

log = logging.getLogger(__name__)


def work(config: Config, *, parent: int | None = None) -> None:
    """Work until SIGTERM or SIGINT. With `parent` also until the process of that number is not our parent any more: it died."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    curators = Curators(config.database_url)
    publisher = threading.Thread(target=Publisher(curators, config.editions).follow, args=(stop,), name="publisher")
    publisher.start()
    log.info("the worker works", extra={"event": "started"})
    while not stop.wait(1.0):
        if parent is not None and os.getppid() != parent:
            log.warning("the server that started this worker is gone", extra={"event": "orphaned"})
            stop.set()
    publisher.join()
    curators.close()
