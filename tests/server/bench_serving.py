"""What serving costs beyond a bare Flask view, under granian as in production: `make bench`. Every figure is a ratio of the same run.

Throughput is requests a second of the server's own processor time, so that other programs on the machine do not matter. Rate limits and the access
log are off, since the bare view has neither; the figure with both is shown beside it.
"""

from __future__ import annotations

import gzip
import http.server
import json
import os
import re
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote

import pytest
import redis

from tests.load import Load, Outcome, get, run
from tests.nodes import Node, Program, free_port, until
from tests.server.cache.conftest import RedisServer, redis_server
from tests.sites import HTML, Answer, SiteHandler

__all__ = ["redis_server"]
pytestmark = [pytest.mark.redis, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processor time is read from /proc")]
TICKS = os.sysconf("SC_CLK_TCK")
SECONDS, ROUNDS, TAIL_ROUNDS = 3.0, 3, 5
FEW_THREADS, FEW_FETCHES = ("--threads", "4"), {"SIDENOTE_FETCHES": "3"}
LEAST_REDIS, LEAST_MEMORY, MOST_TAIL, MOST_COLD = 0.85, 0.90, 3.0, 1.25


class Bare(Program):
    """granian with the bare view."""

    def __init__(self, folder: Path, environment: Mapping[str, str], *, threads: int = 16) -> None:
        super().__init__(folder, name="bare", environment=environment)
        self.port = free_port()
        served = ["--interface", "wsgi", "--port", str(self.port), "--workers", "1", "--blocking-threads", str(threads), "--no-ws"]
        self._command = [sys.executable, "-m", "granian", *served, "tests.server.bare:app"]


def processor_seconds(program: Program) -> float:
    """Of all of a program's processes."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in (program.pid, *program.children())]
    return sum(int(field[11]) + int(field[12]) for field in fields) / TICKS


@dataclass
class Served:
    """A server under measurement and what it is asked."""

    program: Any
    path: str

    def measure(self, *, connections: int = 64, seconds: float = SECONDS, rate: float | None = None) -> tuple[float, Outcome]:
        """Requests a second of processor time, and the outcome."""
        before = processor_seconds(self.program)
        outcome = run(Load([self.program.port], [get(self.path)], connections=connections, seconds=seconds, rate=rate))
        assert outcome.failures == []
        assert set(outcome.statuses) == {200}
        return outcome.answered / (processor_seconds(self.program) - before), outcome


class _Pages(SiteHandler):
    protocol_version = "HTTP/1.1"
    body = b""

    def answer(self) -> Answer:
        return (404, HTML, b"") if self.path.startswith("/robots.txt") else (200, HTML, self.body)


def page_of_median_size(shared_dir: Path) -> bytes:
    with gzip.open(sorted((shared_dir / "pages" / "dev").glob("fundus-e*.jsonl.gz"))[0], "rt", encoding="utf-8") as lines:
        found = sorted((json.loads(line)["html"].encode() for line in lines), key=len)
    return found[len(found) // 2]


@pytest.fixture(scope="module")
def pages(shared_dir: Path) -> Iterator[tuple[int, bytes]]:
    """A server of one dev page of median size, under any path: its port and the page."""
    _Pages.body = page_of_median_size(shared_dir)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], _Pages.body
    server.shutdown()
    server.server_close()


@contextmanager
def started(program: Any, ready: Any) -> Iterator[Any]:
    program.start()
    try:
        until(ready, 60, what="the start")
        yield program
    finally:
        program.kill()


def answers(port: int, path: str) -> bool:
    outcome = run(Load([port], [get(path)], connections=1, seconds=0.2))
    return outcome.statuses[200] > 0


def shown(capsys: pytest.CaptureFixture[str], *lines: str) -> None:
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")


@pytest.mark.parametrize(("store", "least"), [("redis", LEAST_REDIS), ("memory", LEAST_MEMORY)])
def test_a_cached_annotation_against_a_bare_view(
    store: str, least: float, bundled_editions: Path, pages: tuple[int, bytes], redis_server: RedisServer, tmp_path: Path,
    benchmark: Any, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    address = f"http://127.0.0.1:{pages[0]}/2025/05/06/story"
    path = f"/v1/annotations?url={quote(address, safe='')}"
    environment = {"SIDENOTE_EDITIONS": str(bundled_editions), "FETCH_ALLOW": f"127.0.0.1:{pages[0]}", "SIDENOTE_LIMITS": "no"}
    environment |= {"REDIS_URL": redis_server.url if store == "redis" else "", "SIDENOTE_LOG_LEVEL": "WARNING"}
    with started(node := Node(tmp_path, environment=environment), node.ready):
        with urllib.request.urlopen(f"http://127.0.0.1:{node.port}{path}") as answer:
            (tmp_path / "bytes").write_bytes(answer.read())
        bare = {"BARE_FILE": str(tmp_path / "bytes"), "BARE_URL": address, "BARE_REDIS": redis_server.url if store == "redis" else ""}
        with started(yardstick := Bare(tmp_path, bare), lambda: answers(yardstick.port, path)):
            ours, theirs = Served(node, path), Served(yardstick, path)
            for served in (ours, theirs):
                served.measure(seconds=1.0)
            rounds = [(theirs.measure()[0], ours.measure()[0]) for _ in range(ROUNDS)]
    everyday = {"SIDENOTE_LIMITS": "yes", "SIDENOTE_LOG_LEVEL": "INFO", "SIDENOTE_LIMIT_ANNOTATIONS": "9999999"}
    with started(talking := Node(tmp_path, environment=environment | everyday), talking.ready):
        talking.ask(path)
        everything = Served(talking, path).measure()[0]
    ratio = median(mine / bare for bare, mine in rounds)
    figures = {"bare µs": 1e6 / median(bare for bare, _ in rounds), "ours µs": 1e6 / median(mine for _, mine in rounds), "ratio": ratio}
    figures["with limits and access log"] = everything / median(bare for bare, _ in rounds)
    shown(capsys, f"{store}: " + ", ".join(f"{name} {value:.3g}" for name, value in figures.items()))
    benchmark.extra_info.update(figures)
    benchmark(lambda: None)
    assert ratio >= least


@pytest.mark.parametrize("store", ["redis", "memory"])
def test_the_slowest_under_64_connections_against_the_usual_at_half_the_load(
    store: str, bundled_editions: Path, pages: tuple[int, bytes], redis_server: RedisServer, tmp_path: Path, benchmark: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Half the load: 32 connections that ask without a pause, where 64 make up the whole, so that twice is what a perfectly fair server reaches.

    (Half the requests a second, at random moments, is shown as `steady`: nobody waits there, and 64 who wait for each other cannot be near that.)
    A server process has a core of its own and four threads, as docs/deploy.md advises for many readers of kept answers; the load and Redis share
    the others. The server as it starts by default and the bare view are shown beside it. Of each figure the round least disturbed by others counts.
    """
    address = f"http://127.0.0.1:{pages[0]}/2025/05/06/story"
    path = f"/v1/annotations?url={quote(address, safe='')}"
    redis_url = redis_server.url if store == "redis" else ""
    environment = {"SIDENOTE_EDITIONS": str(bundled_editions), "FETCH_ALLOW": f"127.0.0.1:{pages[0]}", "SIDENOTE_LIMITS": "no"}
    environment |= {"REDIS_URL": redis_url}
    first, *others = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(redis_pid(redis_server), others or [first])
    figures: dict[str, dict[str, float]] = {}
    with started(usual := Node(tmp_path, environment=environment), usual.ready):
        with urllib.request.urlopen(f"http://127.0.0.1:{usual.port}{path}") as answer:
            (tmp_path / "bytes").write_bytes(answer.read())
        figures["by default"] = tail(Served(usual, path))
    node = Node(tmp_path, *FEW_THREADS, environment=environment | FEW_FETCHES)
    with on_cores([first]), started(node, node.ready), on_cores(others or [first]):
        node.ask(path)
        figures["a core, 4 threads"] = tail(Served(node, path))
    bare = {"BARE_FILE": str(tmp_path / "bytes"), "BARE_URL": address, "BARE_REDIS": redis_url}
    yardstick = Bare(tmp_path, bare, threads=4)
    with on_cores([first]), started(yardstick, lambda: answers(yardstick.port, path)), on_cores(others or [first]):
        figures["bare, the same way"] = tail(Served(yardstick, path))
    for name, each in figures.items():
        shown(capsys, f"{store}, {name}: " + ", ".join(f"{figure} {value:.3g}" for figure, value in each.items()))
    ours, theirs = figures["a core, 4 threads"], figures["bare, the same way"]
    benchmark.extra_info.update(ours | {"bare ratio": theirs["ratio"]})
    benchmark(lambda: None)
    assert ours["ratio"] <= max(MOST_TAIL, 1.25 * theirs["ratio"])


def redis_pid(server: RedisServer) -> int:
    with redis.Redis(port=server.port) as client:
        return int(client.info("server")["process_id"])


@contextmanager
def on_cores(cores: list[int]) -> Iterator[None]:
    """Processes started meanwhile run on these cores alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def tail(served: Served) -> dict[str, float]:
    """Milliseconds of usual and slowest answers at half the load and at the whole, and the ratio of the slowest to the usual at half.

    `steady`: 64 connections that bring half the requests a second of the whole, at random moments.
    """
    served.measure(seconds=1.0)
    rounds = [(served.measure(connections=32, seconds=2.0)[1], served.measure(seconds=2.0)[1]) for _ in range(TAIL_ROUNDS)]
    figures = {f"{name} p{percent}": min(pair[which].at(percent / 100) for pair in rounds)
               for which, name in enumerate(("half", "64")) for percent in (50, 99)}  # fmt: skip
    rate = max(whole.answered / whole.took for _, whole in rounds)
    steady = [served.measure(rate=rate / 2, seconds=2.0)[1] for _ in range(2)]
    figures |= {f"steady p{percent}": min(outcome.at(percent / 100) for outcome in steady) for percent in (50, 99)}
    milliseconds = {name: seconds * 1000 for name, seconds in figures.items()}
    return milliseconds | {"requests a second": rate, "ratio": figures["64 p99"] / figures["half p50"]}


@pytest.mark.parametrize("store", ["redis", "memory"])
def test_a_cold_page_against_its_fetch_and_analysis(
    store: str,
    shared_dir: Path,
    bundled_editions: Path,
    redis_server: RedisServer,
    tmp_path: Path,
    benchmark: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a request for a new page takes in the server, against the sum of its steps, timed in the same requests.

    60 pages of 60 hosts a round, so that no host is waited for; the median of three rounds, after one that loads what is loaded at its first use.
    robots.txt counts as fetch. Wall time, since a fetch and a question to Redis are mostly waiting.
    """
    _Pages.body = _Pages.body or page_of_median_size(shared_dir)
    server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hosts = [f"127.0.0.{number}:{server.server_address[1]}" for number in range(2, 242)]
    environment = {"SIDENOTE_EDITIONS": str(bundled_editions), "FETCH_ALLOW": ",".join(hosts), "SIDENOTE_LIMITS": "no"}
    environment |= {"REDIS_URL": redis_server.url if store == "redis" else ""}

    def figures() -> dict[str, float]:
        text = node.ask("/metrics")[1].decode()
        steps = re.findall(r'sidenote_step_seconds_sum\{step="([^"]+)"\} ([\d.e+-]+)', text)
        return {
            step: float(value)
            for step, value in [*steps, *re.findall(r'sidenote_request_seconds_sum\{route="(/v1/annotations)"\} ([\d.e+-]+)', text)]
        }

    def a_round(hosts: list[str]) -> dict[str, float]:
        """Milliseconds a page: of each step, of the whole in the server, and for the client."""
        before, began = figures(), time.perf_counter()
        for host in hosts:
            assert node.ask(f"/v1/annotations?url={quote(f'http://{host}/2025/05/06/story', safe='')}")[0] == 200
        seen = time.perf_counter() - began
        return {name: 1000 * (value - before.get(name, 0.0)) / len(hosts) for name, value in {**figures(), "client": seen}.items()}

    with started(node := Node(tmp_path, environment=environment), node.ready):
        rounds = [a_round(hosts[first : first + 60]) for first in range(0, 240, 60)][1:]
    server.shutdown()
    server.server_close()
    steps = {name: median(each[name] for each in rounds) for name in rounds[0]}
    seen, whole = steps.pop("client"), steps.pop("/v1/annotations")
    ratio = median(each["/v1/annotations"] / sum(each[name] for name in steps) for each in rounds)
    table = [f"  {step:14}{milliseconds:8.2f} ms" for step, milliseconds in steps.items()]
    first = f"{store}: a cold page: {whole:.2f} ms in the server, {ratio:.2f} times its steps; {seen:.2f} ms for its client; by step"
    shown(capsys, first, *table)
    benchmark.extra_info.update({"ratio": ratio} | steps)
    benchmark(lambda: None)
    assert ratio <= MOST_COLD
