"""A whole installation on loopback, as in compose.yaml: nginx, two nodes, a worker, Redis, PostgreSQL. Each part can be killed and started again."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from credibility_db.curation import LoadOptions, load_records
from credibility_db.models import open_database
from credibility_db.queries import read_records
from tests.conftest import ROOT
from tests.credibility_db.postgres import postgres_binaries
from tests.nodes import Node, Program, free_port, until
from tests.server.cache.conftest import RedisServer
from tests.sites import HTML, Answer, SiteHandler

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


class PostgresServer:
    """A PostgreSQL of our own that can be killed."""

    def __init__(self, folder: Path) -> None:
        binaries = postgres_binaries()
        assert binaries is not None
        self._binaries, self._folder, self._cluster = binaries, folder, folder / "cluster"
        self.port = free_port()
        self.url = f"postgresql+psycopg://sidenote@127.0.0.1:{self.port}/postgres"
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        folder.mkdir()
        if self._as_user:
            self._let_in()
            shutil.chown(folder, "postgres")
        made = [*self._as_user, binaries / "initdb", "-D", self._cluster, "-U", "sidenote", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(made, check=True, capture_output=True)

    def _let_in(self) -> None:
        """Let the other user through the folders above; each run of pytest closes them again."""
        for path in self._folder.parents:
            if path.stat().st_uid == 0 and path.is_relative_to(Path("/tmp")) and path != Path("/tmp"):
                path.chmod(0o755)

    def start(self) -> None:
        if self._as_user:
            self._let_in()
        settings = [f"-cport={self.port}", "-clisten_addresses=127.0.0.1", f"-cunix_socket_directories={self._folder}", "-cfsync=off"]
        with (self._folder / "log").open("ab") as log:
            command = [*self._as_user, self._binaries / "postgres", "-D", self._cluster, *settings]
            self._server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        until(self._is_up, 60, what="the start of PostgreSQL")

    def _is_up(self) -> bool:
        return subprocess.run([self._binaries / "pg_isready", "-h", "127.0.0.1", "-p", str(self.port), "-q"], check=False).returncode == 0

    def kill(self) -> None:
        """SIGKILL for the first process; its children end at once by themselves."""
        pid_file = self._cluster / "postmaster.pid"
        if pid_file.exists():
            subprocess.run([*self._as_user, "kill", "-KILL", pid_file.read_text().split()[0]], check=False)
            self._server.wait(30)
            until(lambda: not self._is_up(), what="the end of PostgreSQL")
            time.sleep(0.3)  # its children see that it is gone
            pid_file.unlink(missing_ok=True)


class SlowPages(SiteHandler):
    """A site whose pages take a second; how often each was fetched is counted."""

    protocol_version = "HTTP/1.1"
    fetched: ClassVar[Counter[str]] = Counter()

    def answer(self) -> Answer:
        self.fetched[self.path] += 1
        if self.path == "/robots.txt":
            return 404, HTML, b""
        time.sleep(1.0)
        sentence = "<p>“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies.</p>"
        return 200, HTML, f"<html lang='en'><body><article>{sentence * 8}</article></body></html>".encode()


class Nginx:
    """nginx with deploy/nginx.conf, in which the marked lines are ours."""

    def __init__(self, folder: Path, nodes: list[Node]) -> None:
        self.port = free_port()
        servers = "".join(f"        server 127.0.0.1:{node.port} max_fails=0;\n" for node in nodes)
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        text = re.sub(r"(^ *server api-.*\n)+", lambda _: servers, text, flags=re.MULTILINE)
        text = text.replace("/tmp/sidenote-nginx", f"{folder}/nginx").replace("listen 8080", f"listen 127.0.0.1:{self.port}")
        (folder / "nginx.conf").write_text(text)
        assert NGINX is not None
        self._command = [NGINX, "-e", "stderr", "-g", "daemon off;", "-c", str(folder / "nginx.conf")]
        self._log = folder / "nginx.log"

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log, start_new_session=True)

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)


class Installation:
    """All parts, running."""

    def __init__(self, folder: Path, environment: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.editions = folder / "editions"
        self.redis = RedisServer(folder)
        self.postgres = PostgresServer(folder / "postgres")
        self.pages = http.server.ThreadingHTTPServer(("127.0.0.1", 0), SlowPages)
        self.environment = {
            "FETCH_ALLOW": f"127.0.0.1:{self.pages.server_address[1]}",
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "SIDENOTE_EDITIONS": str(self.editions),
            "SIDENOTE_SPOOL": str(folder / "spool"),
            "SIDENOTE_LIMITS": "no",
            "SIDENOTE_TRUSTED_PROXIES": "127.0.0.1",
        } | (environment or {})
        self.nodes = [Node(folder, environment=self.environment, name=f"node-{number}") for number in (1, 2)]
        self.worker = Program(folder, "worker", "--jobs", "1", environment=self.environment, name="worker")
        self.nginx = Nginx(folder, self.nodes)
        self.door = _Door(self.nginx.port)

    def start(self) -> None:
        threading.Thread(target=self.pages.serve_forever, daemon=True).start()
        self.redis.start()
        self.postgres.start()
        for command in (["migrate"], ["load", str(ROOT / "tests" / "golden" / "records")], ["publish"]):
            run = subprocess.run(
                [sys.executable, "-m", "credibility_db", *command], cwd=ROOT, env=os.environ | self.environment, capture_output=True, text=True
            )
            assert run.returncode == 0, run.stdout + run.stderr
        for part in (*self.nodes, self.worker, self.nginx):
            part.start()
        until(lambda: all(node.ready() for node in self.nodes), 60, what="the start of the nodes")

    def close(self) -> None:
        self.pages.shutdown()
        self.pages.server_close()
        for part in (self.nginx, self.worker, *self.nodes, self.postgres, self.redis):
            part.kill()

    def describe(self, entity_id: str, description: str) -> None:
        """Store another description of an entity, as an accepted proposal does."""
        engine = open_database(self.postgres.url)
        with engine.begin() as connection:
            (record,) = read_records(connection, [entity_id])
            load_records(connection, [replace(record, description=description)], LoadOptions(who="tests", why="a test"))
        engine.dispose()


class _Door(Node):
    """What clients see: nginx."""

    def __init__(self, port: int) -> None:
        self.port = port


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    if NGINX is None or postgres_binaries() is None or shutil.which("redis-server") is None:
        pytest.skip("nginx, PostgreSQL or Redis is not installed (tests/provision.sh)")
    made = Installation(tmp_path_factory.mktemp("installation"))
    try:
        made.start()
        yield made
    finally:
        made.close()
