"""The service as processes, as an operator runs it: nodes and workers that tests start, kill by their own group, and ask."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(holds: Callable[[], object], seconds: float = 30.0, *, what: str = "it") -> None:
    """Wait for something; fail where it does not come."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not happen in {seconds:.0f} s"
        time.sleep(0.02)


class Program:
    """`python -m server …` in a process group of its own."""

    def __init__(self, folder: Path, *arguments: str, environment: Mapping[str, str] | None = None, name: str = "program") -> None:
        self._command = [sys.executable, "-m", "server", *arguments]
        self._environment = os.environ | {"REDIS_URL": "", "SIDENOTE_LOG_LEVEL": "WARNING"} | dict(environment or {})
        self.log = folder / f"{name}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def pid(self) -> int:
        """The number of its first process."""
        assert self._process is not None
        return self._process.pid

    def children(self) -> list[int]:
        """The numbers of its children's processes."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
        return [int(child) for path in tasks for child in path.read_text().split()]

    def kill(self) -> None:
        """SIGKILL for all of its processes at once, as when a machine is lost."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
            self._process = None

    def stop(self) -> int:
        """SIGTERM, as an orderly stop; returns the exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(30)


class Node(Program):
    """`python -m server serve` on a free port, without a worker unless it is asked for."""

    def __init__(self, folder: Path, *options: str, environment: Mapping[str, str] | None = None, worker: bool = False, name: str = "node") -> None:
        self.port = free_port()
        beside = () if worker else ("--no-worker",)
        super().__init__(folder, "serve", "--port", str(self.port), *beside, *options, environment=environment, name=name)

    def ready(self) -> bool:
        """Whether /readyz says so."""
        try:
            return self.ask("/readyz")[0] == 200
        except OSError:
            return False

    def ask(self, path: str, body: object = None, *, method: str | None = None, headers: Mapping[str, str] | None = None) -> tuple[int, Any]:
        """A request's status and its answer, parsed where it is JSON. Raises OSError."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            sent = body if isinstance(body, bytes | None) else json.dumps(body).encode()
            given = {"Content-Type": "application/json"} | dict(headers or {}) if sent is not None else dict(headers or {})
            connection.request(method or ("GET" if sent is None else "POST"), path, body=sent, headers=given)
            answer = connection.getresponse()
            content = answer.read()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
        kind = answer.headers.get("Content-Type", "")
        return answer.status, json.loads(content) if kind in ("application/json", "application/problem+json") else content
