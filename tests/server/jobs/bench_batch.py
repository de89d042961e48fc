"""A batch of dev pages by HTTP on a server and its worker: how much of the cores it uses, what it costs the server's memory: `make bench`.

1,000 items; SIDENOTE_BENCH_ITEMS=10000 for the largest batch there can be. The share is of the time that other programs leave to us.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest

from credibility_db.curation.api_keys import NewApiKey, create_api_key
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from tests.nodes import Node, Program, until

ITEMS = int(os.environ.get("SIDENOTE_BENCH_ITEMS", "1000"))
LEAST_SHARE = 0.9
MOST_GROWTH = 40  # MB
TICKS = os.sysconf("SC_CLK_TCK")


def items(folder: Path, count: int) -> Iterator[bytes]:
    """Lines of dev pages, each under an address of its own."""
    files = sorted((folder / "pages" / "dev").glob("*.jsonl.gz"))

    def pages() -> Iterator[dict[str, Any]]:
        for path in files:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from map(json.loads, lines)

    kept = list(islice(pages(), 500))
    for number, page in enumerate(islice(cycle(kept), count)):
        yield json.dumps({"id": number, "url": f"{page['url']}?item={number}", "html": page["html"]}).encode() + b"\n"


def busy(pids: list[int]) -> float:
    """Seconds of processor time that processes have used."""
    fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids)
    return sum(int(field[11]) + int(field[12]) for field in fields) / TICKS


def machine() -> tuple[float, float]:
    """Seconds that all processors were busy, and idle."""
    user, nice, system, idle, wait, *rest = (int(field) / TICKS for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9])
    return user + nice + system + sum(rest), idle + wait


def memory(pid: int, member: str) -> float:
    """MB of a process by a line of its status."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(member)) / 1024


@dataclass(frozen=True, slots=True)
class Served:
    """A server, its worker and the headers of a client that may hand in batches."""

    node: Node
    worker: Program
    headers: dict[str, str]

    def hand_in(self, lines: Iterator[bytes]) -> tuple[str, float, float]:
        """Send a batch: its path, the seconds it took, the MB by which the server grew."""
        server = max(self.node.children(), key=lambda pid: memory(pid, "VmRSS"))
        before, began = memory(server, "VmHWM"), time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.node.port, timeout=600)
        connection.request("POST", "/v1/batches", body=lines, headers=self.headers, encode_chunked=True)
        answer = connection.getresponse()
        batch = json.loads(answer.read())
        assert answer.status == 202, batch
        connection.close()
        return f"/v1/batches/{batch['id']}", time.monotonic() - began, memory(server, "VmHWM") - before

    def progress(self, path: str) -> Any:
        """How far the batch is."""
        return self.node.ask(path, headers=self.headers)[1]

    def work_through(self, path: str) -> dict[str, float]:
        """Start the worker; while there is enough for each process: items, seconds, processor time of the worker, of others, and left idle."""
        self.worker.start()
        until(lambda: self.progress(path)["state"] == "running", 60)
        children = self.worker.children()
        first, began, (busy_before, idle_before), ours = self.progress(path), time.monotonic(), machine(), busy(children)
        rest = ITEMS - 2 * 16 * len(children)
        until(lambda: ended(self.progress(path)) >= rest or time.sleep(0.5), 600)
        seconds, (busy_after, idle_after), ours = time.monotonic() - began, machine(), busy(children) - ours
        done = ended(self.progress(path)) - ended(first)
        return {"items": done, "seconds": seconds, "ours": ours, "others": busy_after - busy_before - ours, "idle": idle_after - idle_before}


@pytest.fixture
def served(bundled_editions: Path, tmp_path: Path) -> Iterator[Served]:
    """A server that answers, and its worker, not yet started."""
    database = f"sqlite:///{tmp_path / 'curators.db'}"
    engine = open_database(database)
    upgrade(engine)
    with engine.begin() as connection:
        key = create_api_key(connection, NewApiKey("bench", ("batches",), days=1)).secret
    engine.dispose()
    environment = {"SIDENOTE_EDITIONS": str(bundled_editions), "SIDENOTE_SPOOL": str(tmp_path / "spool"), "DATABASE_URL": database}
    node = Node(tmp_path, environment=environment | {"SIDENOTE_LOG_LEVEL": "ERROR", "SIDENOTE_LIMITS": "no"})
    worker = Program(tmp_path, "worker", environment=environment, name="worker")
    node.start()
    try:
        until(node.ready, 60)
        yield Served(node, worker, {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"})
    finally:
        worker.kill()
        node.kill()


def ended(told: Any) -> int:
    """How many items of a batch are done, well or not."""
    return int(told["succeeded"] + told["failed"])


@pytest.mark.shared
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processor time is read from /proc")
def test_a_batch_uses_the_cores(served: Served, shared_dir: Path, benchmark: Any, capsys: pytest.CaptureFixture[str]) -> None:
    path, taken, growth = served.hand_in(items(shared_dir, ITEMS))
    spent = served.work_through(path)
    until(lambda: served.progress(path)["state"] == "done", 60)
    last = served.progress(path)
    share = spent["ours"] / (spent["ours"] + spent["idle"])
    figures = {"items": ITEMS, "failed": last["failed"], "share": round(share, 3), "others": round(spent["others"] / spent["seconds"], 2)}
    figures |= {"milliseconds an item": round(spent["ours"] / spent["items"] * 1000, 2), "growth": round(growth, 1)}
    with capsys.disabled():
        sys.stdout.write(f"\ntaken in {taken:.0f} s, the server grew by {growth:.1f} MB; then {spent['items']} items in {spent['seconds']:.0f} s: ")
        sys.stdout.write(f"the workers had {spent['ours']:.0f} s of processor time, {share:.1%} of what others left free; {figures}\n")
    benchmark.extra_info.update(figures)
    benchmark(lambda: None)
    assert ended(last) == ITEMS
    assert growth <= MOST_GROWTH
    assert share >= LEAST_SHARE
