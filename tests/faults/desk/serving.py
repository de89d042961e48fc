"""A real server's process group over a database of seeded records, to be ended gently or killed, and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import requests
from sqlalchemy import Engine

from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from tests.conftest import ROOT
from tests.faults.desk.crew import ENTITIES
from tests.faults.test_app_without_redis import free_port
from tests.server.desk.seed import seed_entities


class Served:
    """`start`, `kill` (SIGKILL to every process of the server), `stop`."""

    def __init__(self, database_url: str, editions: Path, log: Path) -> None:
        self.port = free_port()
        self.url, self._log = f"http://127.0.0.1:{self.port}", log
        self._environment = os.environ | {"DATABASE_URL": database_url, "SIDENOTE_EDITIONS": str(editions), "SIDENOTE_LIMITS": "no"}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "server", "serve", "--port", str(self.port), "--no-worker"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                requests.get(self.url + "/healthz", timeout=2)
                return
            except requests.RequestException:
                time.sleep(0.05)
        raise RuntimeError(f"the server did not start: {self._log.read_text()[-2000:]}")

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End every process of the server at once."""
        if self._process is not None:
            os.killpg(self._process.pid, number)
            self._process.wait(timeout=30)
            self._process = None

    def stop(self) -> None:
        """End it gently."""
        self.kill(signal.SIGTERM)


def seeded(database_url: str) -> Engine:
    """A database with the entities that everybody works at."""
    engine = open_database(database_url)
    upgrade(engine)
    with engine.begin() as connection:
        seed_entities(connection, ENTITIES)
    return engine
