"""A real Redis on a free port, and both twins of the cache."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from server.cache import Cache, open_cache


class RedisServer:
    """A redis-server process of our own, stopped by its pid."""

    def __init__(self, folder: Path, *options: str, program: tuple[str, ...] = ("redis-server",)) -> None:
        self._options, self._program = options, program
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        keeping = () if "--sentinel" in self._program else ("--save", "", "--appendonly", "no", "--dir", str(self._folder))
        command = [*self._program, "--port", str(self.port), "--bind", "127.0.0.1", *keeping, *self._options]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        with redis.Redis(port=self.port) as client:
            while time.monotonic() < deadline:
                try:
                    client.ping()
                    return
                except redis.ConnectionError:
                    time.sleep(0.02)
        raise RuntimeError("redis-server did not start")

    def signal(self, number: int) -> None:
        if self._process is None:
            raise RuntimeError("redis-server was not started")
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        """kill -9, then wait for it to be gone."""
        if self._process is not None and self._process.poll() is None:
            self.signal(signal.SIGKILL)
            self._process.wait(10)


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A running Redis."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def events() -> Counter[str]:
    """What the caches of a test reported."""
    return Counter()


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
def cache(request: pytest.FixtureRequest, events: Counter[str]) -> Iterator[Cache]:
    """Each twin in turn."""
    url = request.getfixturevalue("redis_server").url if request.param == "redis" else ""
    opened = open_cache(url, memory_bytes=1_000_000, on_event=lambda event: events.update([event]))
    yield opened
    opened.close()
