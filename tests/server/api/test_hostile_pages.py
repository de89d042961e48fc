"""Hostile pages through the served API: each gets a tidy answer within 10 s, 2 s of CPU and 300 MB, and the same process lives on.

The server runs as in production, with its own politeness; so every page has a loopback address of its own (127.1.0.1, 127.1.0.2 …).
"""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.server.served import ROOT, Served, serving

SECONDS, CPU_SECONDS, MEGABYTES = 10.0, 2.0, 300
TICKS = os.sysconf("SC_CLK_TCK")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"
TEXT = b"<p>\xe2\x80\x9cThe plan is sound,\xe2\x80\x9d said Mara Ellison, a senior fellow at the Institute for Strait Studies.</p>"
WITHOUT_TEXT = {"empty", "only_space", "noscript_js_only"}
"""Pages of the shared list that are HTML and have no text to extract."""


def page(body: bytes) -> bytes:
    html = b"<!doctype html><html lang=en><head><title>A page</title></head><body><article>" + TEXT + body + b"</article></body></html>"
    return HEAD + b"Content-Length: %d\r\n\r\n" % len(html) + html


def endless() -> Iterator[bytes]:
    yield HEAD + b"\r\n" + TEXT
    while True:
        yield b"y " * 32_768


def slow() -> Iterator[bytes]:
    yield HEAD + b"\r\n"
    while True:
        yield b"a"
        time.sleep(0.3)


def bomb() -> Iterator[bytes]:
    packed = gzip.compress(b"<p> </p>" * (8 << 20), 9)
    yield HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed


PAGES: dict[str, tuple[Iterable[bytes], str]] = {
    # name: what is sent, and what must come of it (any: an answer or a problem)
    "honest": ([page(b"")], "answer"),
    "endless": (endless(), "page-too-large"),
    "slow": (slow(), "fetch-timeout"),
    "gzip bomb": (bomb(), "page-too-large"),
    "deep": ([page(b"<div>" * 200_000)], "page-too-complex"),
    "many attributes": ([page(b"<p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + b">x</p>")], "page-too-complex"),
    "many tags": ([page(b"<i><b>" * 60_000)], "page-too-complex"),
    "open quotes": ([page(b"<p>" + "“".encode() * 250_000 + b"</p>")], "any"),
    "reporting verbs": ([page(b"<p>" + b"said " * 55_000 + b"</p>")], "any"),
    "names": ([page(b"<p>" + b"Aa " * 90_000 + b"</p>")], "any"),
    "a word without end": ([page(b"<p>" + b"A" * (4 << 20) + b"</p>")], "text-too-large"),
    "a flood of quotes": ([page(b"<p>" + "“Yes,” she said. ".encode() * 40_000 + b"</p>")], "text-too-large"),
    "quotes up to the limit": ([page(b"<p>" + "“Yes,” she said. ".encode() * 16_000 + b"</p>")], "answer"),
    "Chinese quotes up to the limit": ([page(b"<p>" + "他说“是的”。".encode() * 40_000 + b"</p>")], "answer"),
    "deep JSON-LD": ([page(b'<script type="application/ld+json">' + b"[" * 200_000 + b"</script>")], "any"),
    "half a character in JSON-LD": (
        [page(b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "author": "\\ud800 Ada Smith"}</script>')],
        "answer",
    ),
    "UTF-16 under a wrong label": ([HEAD + b"\r\n" + page(b"").partition(b"\r\n\r\n")[2].decode().encode("utf-16-le")], "answer"),
    "redirect to metadata": ([b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nConnection: close\r\n\r\n"], "address-refused"),
    "redirect to a file": ([b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nConnection: close\r\n\r\n"], "invalid-url"),
    "redirect to itself": ([b"HTTP/1.1 302 Found\r\nLocation: /page\r\nConnection: close\r\n\r\n"], "too-many-redirects"),
    "a thousand megabytes told": ([HEAD + b"Content-Length: 1073741824\r\n\r\n<p>"], "page-too-large"),
    "a picture": ([HEAD + b"\r\n\x89PNG\r\n\x1a\n" + b"\0" * 1000], "not-html"),
    "no HTTP": ([b"\x16\x03\x01\x02\x00" * 1000], "fetch-failed"),
    "ten thousand headers": ([HEAD + b"".join(b"X-%d: v\r\n" % n for n in range(10_000)) + b"\r\n" + TEXT], "fetch-failed"),
}


@contextmanager
def answering(pages: list[Iterable[bytes]]) -> Iterator[int]:
    """A listener on every loopback address: 127.1.0.n gets the n-th page, whatever path it asks for but robots.txt."""
    with socket.create_server(("0.0.0.0", 0), backlog=128) as listener:

        def answer(connection: socket.socket) -> None:
            with connection:
                try:
                    connection.settimeout(20)
                    head = connection.recv(65_536)
                    number = int(connection.getsockname()[0].rpartition(".")[2])
                    robots = b" /robots.txt " in head
                    for part in [b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"] if robots else pages[number - 1]:
                        connection.sendall(part)
                except OSError:
                    pass  # the fetcher hung up, as it should

        def listen() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a page: `answer` or the problem's type; wall seconds, the server's CPU seconds."""

    what: str
    seconds: float
    cpu: float


def server_process(served: Served) -> int:
    """The process that answers: the child of `serve`."""
    children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()
    return int(children[0])


def cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_megabytes(process: int) -> float:
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def ask(served: Served, url: str) -> Outcome:
    process, began = server_process(served), time.monotonic()
    spent = cpu_seconds(process)
    answer = served.post("/v1/annotations", json={"url": url})
    seconds, spent = time.monotonic() - began, cpu_seconds(process) - spent
    if answer.status_code == 200:
        assert answer.json()["type"] == "AnnotationPage"
        return Outcome("answer", seconds, spent)
    assert answer.headers["Content-Type"] == "application/problem+json"
    return Outcome(answer.json()["type"].removeprefix("/problems/"), seconds, spent)


def settings(pairs: Iterable[str]) -> dict[str, str]:
    return {"FETCH_ALLOW": ",".join(pairs), "SIDENOTE_LIMITS": "no", "SIDENOTE_LOG_LEVEL": "WARNING"}


def test_own_hostile_pages(golden_editions: Path, tmp_path: Path) -> None:
    wrong: list[Any] = []
    with answering([sent for sent, _ in PAGES.values()]) as port:
        hosts = {name: f"127.1.0.{number}:{port}" for number, name in enumerate(PAGES, 1)}
        with serving(tmp_path, golden_editions, **settings(hosts.values())) as served:
            process = server_process(served)
            for name, (_, expected) in PAGES.items():
                outcome = ask(served, f"http://{hosts[name]}/page")
                if (outcome.what != expected and expected != "any") or outcome.seconds > SECONDS or outcome.cpu > CPU_SECONDS:
                    wrong.append((name, expected, outcome))
            assert server_process(served) == process
            assert peak_megabytes(process) < MEGABYTES
    assert wrong == []


@pytest.fixture
def hostile_server(shared_dir: Path) -> Iterator[int]:
    """The shared server of hostile pages, in a process of its own and on every loopback address."""
    program = (
        "import sys, socket, threading, time; sys.path.insert(0, sys.argv[1]); import hostile_pages as h\n"
        "s = socket.create_server(('0.0.0.0', 0), backlog=128); print(s.getsockname()[1], *h.CASES, flush=True)\n"
        "while True:\n    c, _ = s.accept(); threading.Thread(target=h.serve, args=(c,), daemon=True).start()"
    )
    command = [sys.executable, "-c", program, str(shared_dir / "security")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    yield int(process.stdout.readline().split()[0])
    process.kill()
    process.wait(10)
    process.stdout.close()


@pytest.mark.shared
def test_the_shared_hostile_pages(hostile_server: int, golden_editions: Path, tmp_path: Path) -> None:
    with socket.create_connection(("127.0.0.1", hostile_server)) as probe:
        probe.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        listed = b"".join(iter(lambda: probe.recv(65_536), b"")).partition(b"\r\n\r\n")[2]
    cases = {case["name"]: case for case in json.loads(listed)}
    hosts = {name: f"127.1.{number // 250}.{number % 250 + 1}:{hostile_server}" for number, name in enumerate(cases)}
    wrong: list[Any] = []
    with serving(tmp_path, golden_editions, **settings(hosts.values())) as served:
        process = server_process(served)

        def judge(name: str, *, alone: bool) -> None:
            outcome = ask(served, f"http://{hosts[name]}/case/{name}")
            expected = cases[name]["expect"]
            fits = {"bounded": True, "extract": outcome.what == "answer" or name in WITHOUT_TEXT, "refuse": outcome.what != "answer"}[expected]
            if not fits or outcome.what == "internal-error" or outcome.seconds > SECONDS or (alone and outcome.cpu > CPU_SECONDS):
                wrong.append((name, expected, outcome))

        waiting = [name for name, case in cases.items() if case["group"] == "time"]
        for name in cases.keys() - set(waiting):
            judge(name, alone=True)
        with ThreadPoolExecutor(8) as together:
            list(together.map(lambda name: judge(name, alone=False), waiting))
        judge("plain", alone=True)
        assert server_process(served) == process
        assert peak_megabytes(process) < MEGABYTES
    assert len(cases) >= 200
    assert wrong == []
