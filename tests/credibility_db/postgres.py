"""A real PostgreSQL for tests: its own cluster in a temporary folder, on a free loopback port, stopped by its own process id."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)


def postgres_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, None where PostgreSQL is not installed."""
    if _BINARIES:
        return _BINARIES[-1]
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def running_postgres(folder: Path) -> Iterator[str]:
    """Start a server in `folder` and yield the address of its database. Root hands over to the user `postgres`."""
    binaries = postgres_binaries()
    assert binaries is not None
    cluster = folder / "cluster"
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        for path in (folder, *folder.parents):
            if path.stat().st_uid == 0 and path.is_relative_to(Path("/tmp")) and path != Path("/tmp"):
                path.chmod(0o755)
        shutil.chown(folder, "postgres")
    subprocess.run(
        [*as_user, binaries / "initdb", "-D", cluster, "-U", "sidenote", "-A", "trust", "-E", "UTF8", "--no-sync"], check=True, capture_output=True
    )
    port = _free_port()
    settings = [f"-cport={port}", "-clisten_addresses=127.0.0.1", f"-cunix_socket_directories={folder}", "-cfsync=off"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([*as_user, binaries / "postgres", "-D", cluster, *settings], stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_for(port, folder / "log")
        yield f"postgresql+psycopg://sidenote@127.0.0.1:{port}/postgres"
    finally:
        own_pid = (cluster / "postmaster.pid").read_text().split()[0]
        subprocess.run([*as_user, "kill", "-INT", own_pid], check=True)
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if "ready to accept connections" in log.read_text("utf-8", "replace"):
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start on port {port}: {log.read_text('utf-8', 'replace')[-500:]}")
