"""What one annotation costs on one core, step by step, as a ratio to a bare lexbor parse of the same bytes; and a worker's memory: `make bench`.

All dev pages and the full edition: the bundled records with those compiled from the shared facts. The ratios of a page are of the best of three runs
in processor time, the figures printed are medians over the pages.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import orjson
import pytest
from selectolax.lexbor import LexborHTMLParser

from server import pipeline
from server.annotations import annotation_page
from server.attributions import find_attributions
from server.context import build_context
from server.errors import PageError
from server.knowledge import EditionKnowledge, KnowledgeSource
from server.linking import link_mentions, settle_channels, settle_source_types
from server.memory import collect_seldom
from server.outlets import identify_outlet
from server.reading import read_page
from server.reading.prescan import check_markup
from tests.conftest import ROOT, publish

T = TypeVar("T")
RUNS = 3
MOST_RATIO = 10.0
MOST_MEMORY = 150  # MB
STEPS = ("parse", "prescan", "reading", "attributions", "outlets", "linking", "context", "annotations", "JSON", "whole")


@pytest.fixture(scope="module")
def pages(shared_dir: Path) -> list[tuple[str, bytes]]:
    """Address and bytes of every dev page."""
    found = []
    for corpus in sorted((shared_dir / "pages" / "dev").glob("*.jsonl.gz")):
        with gzip.open(corpus, "rt", encoding="utf-8") as lines:
            found += [(page["url"], page["html"].encode("utf-8", errors="replace")) for page in map(json.loads, lines)]
    return found


@pytest.fixture(scope="module")
def full_editions(shared_dir: Path, session_dir: Path) -> Path:
    """A folder with the full edition."""
    records = session_dir / "full-records"
    if not records.exists():
        shutil.copytree(ROOT / "credibility_db" / "data", records)
        command = [sys.executable, "-m", "credibility_db.exchange.facts", str(shared_dir / "facts"), str(records)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return publish(session_dir / "full", records)


class _Clock:
    """Nanoseconds of processor time by step."""

    def __init__(self) -> None:
        self.spent: dict[str, int] = {}

    def __call__(self, step: str, work: Callable[..., T], *args: Any, **named: Any) -> T:
        began = time.process_time_ns()
        try:
            return work(*args, **named)
        finally:
            self.spent[step] = self.spent.get(step, 0) + time.process_time_ns() - began


def _annotate(url: str, body: bytes, knowledge: EditionKnowledge) -> dict[str, int]:
    """The steps of `server.pipeline` one by one; nanoseconds of each. A page that cannot be read ends at reading."""
    clock = _Clock()
    clock("parse", LexborHTMLParser, body)
    try:
        clock("prescan", check_markup, body)
        page = clock("reading", read_page, body, url=url, origin="submitted")
    except PageError:
        return clock.spent
    attributions = clock("attributions", find_attributions, page) if pipeline.is_read(page.language) else ()
    identity = clock("outlets", identify_outlet, page, knowledge)
    links = clock("linking", link_mentions, page, identity, attributions, knowledge)
    attributions, links = clock("linking", settle_channels, attributions, links, knowledge)
    attributions = clock("linking", settle_source_types, attributions, links, knowledge, page.published)
    context = clock("context", build_context, page, identity, attributions, links, knowledge)
    answer = clock("annotations", annotation_page, page, identity, attributions, links, context, knowledge.edition)
    clock("JSON", orjson.dumps, answer)
    return clock.spent


def _whole(url: str, body: bytes, knowledge: EditionKnowledge) -> bytes:
    """From HTML bytes to JSON bytes by the pipeline's own two halves."""
    return orjson.dumps(pipeline.annotate_reading(pipeline.read(read_page(body, url=url, origin="submitted")), knowledge))


def _ratios(url: str, body: bytes, knowledge: EditionKnowledge) -> dict[str, float] | None:
    best: dict[str, int] = {}
    for _ in range(RUNS):
        spent = _annotate(url, body, knowledge)
        if "JSON" not in spent:
            return None
        clock = _Clock()
        clock("whole", _whole, url, body, knowledge)
        best = {step: min(taken, best.get(step, taken)) for step, taken in (spent | clock.spent).items()}
    return {step: best.get(step, 0) / best["parse"] for step in STEPS}


def _show(capsys: pytest.CaptureFixture[str], *lines: str) -> None:
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")


@pytest.mark.shared
def test_an_annotation_against_a_bare_parse(
    pages: list[tuple[str, bytes]], full_editions: Path, benchmark: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    knowledge = KnowledgeSource(full_editions).current()
    collect_seldom()  # as a worker does
    found = [ratios for url, body in pages if (ratios := _ratios(url, body, knowledge)) is not None]
    table = {step: round(median(ratios[step] for ratios in found), 2) for step in STEPS}
    lines = [f"  {step:14}{ratio:6.2f}" for step, ratio in table.items()]
    _show(capsys, f"{len(found)} pages, median ratio to a parse; reading includes the pre-scan and a parse", *lines)
    benchmark.extra_info.update(table)
    readable = sorted((body for _, body in pages), key=len)
    benchmark(LexborHTMLParser, readable[len(readable) // 2])
    assert table["whole"] <= MOST_RATIO


@contextmanager
def _server(editions: Path) -> Iterator[tuple[int, int]]:
    """A server with one worker: its port and process id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "server", "serve", "--port", str(port), "--workers", "1", "--no-worker"]
    environment = os.environ | {"SIDENOTE_EDITIONS": str(editions), "SIDENOTE_LOG_LEVEL": "ERROR", "SIDENOTE_LIMITS": "no"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _connected(port: int) -> http.client.HTTPConnection:
    for _ in range(150):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.connect()
        except ConnectionRefusedError:
            time.sleep(0.2)
        else:
            return connection
    raise TimeoutError("the server did not start")


def _memory(parent: int, member: str) -> float:
    """MB of the heaviest child process by a line of /proc/…/status."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    lines = [line for child in children for line in Path(f"/proc/{child}/status").read_text().splitlines() if line.startswith(member)]
    return max(int(line.split()[1]) for line in lines) / 1024


@pytest.mark.shared
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_memory_of_a_worker(pages: list[tuple[str, bytes]], full_editions: Path, benchmark: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with _server(full_editions) as (port, process), closing(_connected(port)) as connection:
        started = _memory(process, "VmRSS")
        for url, body in pages:
            request = orjson.dumps({"url": url, "html": body.decode("utf-8", errors="replace")})
            connection.request("POST", "/v1/annotations", body=request, headers={"Content-Type": "application/json"})
            connection.getresponse().read()
        peak, last = _memory(process, "VmHWM"), _memory(process, "VmRSS")
    _show(capsys, f"a worker's memory in MB: {started:.0f} at the start, {last:.0f} after {len(pages)} pages, {peak:.0f} at the peak")
    benchmark.extra_info.update(start=round(started), after=round(last), peak=round(peak))
    benchmark(lambda: None)
    assert peak <= MOST_MEMORY
