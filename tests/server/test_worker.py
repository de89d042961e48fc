"""The worker as a process: beside the server it is started, started again and stopped; a stored change reaches readers through it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from credibility_db.curation import load_records
from credibility_db.edition import publish_edition
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.records import EntityRecord
from server.heartbeat import read_heartbeat
from tests.conftest import ROOT
from tests.credibility_db.conftest import OPTIONS, records

__all__ = ["records"]
PROMISED_SECONDS = 10.0


class Install:
    """`python -m server serve` on a small database of its own."""

    def __init__(self, folder: Path, records: list[EntityRecord]) -> None:
        self.records = records
        self.editions = folder / "editions"
        self._url = f"sqlite:///{folder / 'curators.db'}"
        self.engine = open_database(self._url)
        upgrade(self.engine)
        self.change(records[0].description)
        publish_edition(self.engine, self.editions)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        environment = os.environ | {"DATABASE_URL": self._url, "SIDENOTE_EDITIONS": str(self.editions), "REDIS_URL": ""}
        command = [sys.executable, "-m", "server", "serve", "--port", str(self.port)]
        with (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def change(self, description: str) -> None:
        with self.engine.begin() as connection:
            load_records(connection, [replace(record, description=description) for record in self.records], OPTIONS)

    def asked(self, path: str) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return json.load(answer)

    def described(self) -> str:
        try:
            return str(self.asked(f"/v1/entities/{self.records[0].id}")["description"])
        except OSError:
            return ""

    def worker(self) -> int | None:
        """The process id of the worker."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        for child in " ".join(path.read_text() for path in children).split():
            try:
                if b"worker" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                    return int(child)
            except OSError:
                continue
        return None


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def is_gone(pid: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True


@pytest.fixture
def install(tmp_path: Path, records: list[EntityRecord]) -> Iterator[Install]:
    if not sys.platform.startswith("linux"):
        pytest.skip("child processes are found in /proc")
    made = Install(tmp_path, records)
    yield made
    made.engine.dispose()
    if made.process.poll() is None:
        made.process.terminate()
        made.process.wait(30)


def test_a_stored_change_reaches_readers_and_so_it_does_after_the_worker_was_killed(install: Install) -> None:
    until(lambda: install.described() == install.records[0].description and read_heartbeat(install.editions) is not None)
    install.change("Changed.")
    until(lambda: install.described() == "Changed.", PROMISED_SECONDS)
    killed = install.worker()
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    install.change("Changed again.")
    until(lambda: install.described() == "Changed again.")
    again = install.worker()
    assert again not in (None, killed)
    install.process.terminate()
    assert install.process.wait(30) == 0
    assert is_gone(int(again or 0))


def test_the_worker_ends_when_the_server_was_killed(install: Install) -> None:
    until(lambda: read_heartbeat(install.editions) is not None)
    worker = install.worker()
    assert worker is not None
    children = [int(child) for path in Path(f"/proc/{install.process.pid}/task").glob("*/children") for child in path.read_text().split()]
    install.process.kill()
    install.process.wait(10)
    until(lambda: is_gone(worker))
    for child in children:
        if not is_gone(child):
            os.kill(child, signal.SIGTERM)
