"""A worker process beside the server: started with it, started again when it dies, stopped with it. For installs of one machine (`serve`)."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LAST_PAUSE = 1.0, 30.0
_STEADY_SECONDS = 60.0
_STOPPING_SECONDS = 20.0


class WorkerProcess:
    """`python -m server worker` as a child, attended by a thread. The child itself ends when this process is gone, however it went."""

    def __init__(self, *, program: tuple[str, ...] = (sys.executable, "-m", "server", "worker")) -> None:
        self._command = [*program, "--parent", str(os.getpid())]
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._process = subprocess.Popen(self._command)
        self._thread = threading.Thread(target=self._attend, name="worker", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The number of the process that runs now, or ran last."""
        return self._process.pid

    def _attend(self) -> None:
        pause = _FIRST_PAUSE
        while True:
            began = time.monotonic()
            status = self._process.wait()
            if self._stopping.is_set():
                return
            pause = _FIRST_PAUSE if time.monotonic() - began > _STEADY_SECONDS else pause
            log.error("the worker ended with status %d; another is started in %.0f s", status, pause, extra={"event": "worker ended"})
            if self._stopping.wait(pause):
                return
            pause = min(pause * 2, _LAST_PAUSE)
            with self._lock:
                if self._stopping.is_set():
                    return
                self._process = subprocess.Popen(self._command)

    def stop(self) -> None:
        """End the worker after what it is doing; kill it where that takes too long: nothing is lost by that."""
        with self._lock:
            self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(_STOPPING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._thread.join()
