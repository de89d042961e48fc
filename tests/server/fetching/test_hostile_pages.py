"""The shared server of hostile pages: the fetch and the look before the parser give each a tidy answer, in time and within the CPU's share."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from selectolax.lexbor import LexborHTMLParser

from server.errors import PageError
from server.fetching import Fetcher, FetchSettings
from server.reading.prescan import check_markup

SECONDS, CPU_SECONDS = 10.0, 2.0
# What only `reading` can refuse: these are HTML without a text.
WITHOUT_TEXT = {"empty", "only_space", "noscript_js_only"}


@pytest.fixture
def hostile_port(shared_dir: Path) -> Iterator[int]:
    """The server in a process of its own, stopped by its pid."""
    process = subprocess.Popen([sys.executable, str(shared_dir / "security" / "hostile_pages.py"), "--port", "0"], stdout=subprocess.PIPE, text=True)
    if process.stdout is None:
        raise RuntimeError("the server has no output")
    yield int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
    process.kill()
    process.wait(10)
    process.stdout.close()


@pytest.mark.shared
def test_every_hostile_page_gets_a_tidy_answer(hostile_port: int) -> None:
    base = f"http://127.0.0.1:{hostile_port}"
    cases = requests.get(f"{base}/", timeout=10).json()
    settings = FetchSettings(allow=frozenset({("127.0.0.1", hostile_port)}), host_interval_seconds=0, host_failures=10_000)
    fetcher = Fetcher(replace(settings, total_seconds=3.0, header_seconds=2.0))
    wrong = []
    for case in cases:
        began, cpu = time.monotonic(), time.thread_time()
        try:
            page = fetcher.fetch(f"{base}/case/{case['name']}")
            check_markup(page.body)
            LexborHTMLParser(page.body)
            outcome = "extract"
        except PageError as error:
            outcome = f"refuse: {error.type}"
        seconds, cpu = time.monotonic() - began, time.thread_time() - cpu
        expected = case["expect"] == "bounded" or outcome.startswith(case["expect"]) or case["name"] in WITHOUT_TEXT
        if not expected or seconds > SECONDS or cpu > CPU_SECONDS:
            wrong.append((case["name"], case["expect"], outcome, round(seconds, 1), round(cpu, 1)))
    assert len(cases) >= 200
    assert wrong == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 600 * 1024  # kB; pytest and the other tests are in it
