"""The real server for tests: `python -m server serve` on a free port, stopped by its own pid."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Served:
    """A running server. `log` is the file of everything it wrote."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str, **options: object) -> requests.Response:
        """A GET over a connection of its own."""
        return requests.get(self.url + path, timeout=30, **options)  # type: ignore[arg-type]

    def post(self, path: str, **options: object) -> requests.Response:
        """A POST over a connection of its own."""
        return requests.post(self.url + path, timeout=60, **options)  # type: ignore[arg-type]


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, editions: Path, *options: str, **settings: str) -> Iterator[Served]:
    """A server on `editions` with its database and log in `folder`; `settings` are environment variables. Without a worker unless options say so."""
    port, log = free_port(), folder / "log"
    environment = os.environ | {"SIDENOTE_EDITIONS": str(editions), "DATABASE_URL": f"sqlite:///{folder / 'curators.db'}"} | settings
    command = [sys.executable, "-m", "server", "serve", "--port", str(port), *(options or ("--no-worker",))]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    served = Served(f"http://127.0.0.1:{port}", log, process)
    try:
        _wait_for(served)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)


def _wait_for(served: Served) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and served.process.poll() is None:
        try:
            if served.get("/healthz").ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {served.log.read_text()[-2000:]}")
