"""Nothing of who read what is in the logs, the figures or Redis: a server with its worker is driven through every endpoint with marked requests,
answered, refused and failed, and everything it wrote is searched for the marks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
import requests

from tests.conftest import ROOT, publish
from tests.server.api.test_hostile_pages import HEAD, TEXT, answering, page
from tests.server.cache.conftest import RedisServer, redis_server
from tests.server.served import Served, serving

__all__ = ["redis_server"]
MARK = "zq7marked"
ADDRESS = "203.0.113.77"
PAGES = [
    [page(f"<p>{MARK} said so.</p>".encode())],
    [b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"],
    [f"HTTP/1.1 302 Found\r\nLocation: http://{MARK}.example/\r\nConnection: close\r\n\r\n".encode()],
    [HEAD + b"X-" + MARK.encode() + b"\r\n\r\n" + TEXT],  # a header that is none: urllib3 warns with the address
    [HEAD + b"Content-Encoding: gzip\r\n\r\n" + MARK.encode()],
    [b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"],
    [],
]
SENT = {
    "X-Forwarded-For": ADDRESS,
    "User-Agent": f"Reader/{MARK}",
    "Referer": f"https://{MARK}.example/reading",
    "Cookie": f"reader={MARK}",
    "Authorization": f"Basic {MARK}",
    "Origin": f"https://{MARK}.example",
}


@pytest.fixture
def served(tmp_path: Path, redis_server: RedisServer) -> Iterator[tuple[Served, list[str]]]:
    """The server at its most talkative, and the addresses of the pages it may fetch."""
    editions = publish(tmp_path / "golden", ROOT / "tests" / "golden" / "records")
    with answering(PAGES) as port:  # type: ignore[arg-type]
        hosts = [f"127.1.0.{number}:{port}" for number in range(1, len(PAGES) + 1)]
        settings = {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'golden' / 'curators.db'}",
            "REDIS_URL": redis_server.url,
            "FETCH_ALLOW": ",".join(hosts),
            "SIDENOTE_SPOOL": str(tmp_path / "spool"),
            "SIDENOTE_TRUSTED_PROXIES": "127.0.0.1",
            "SIDENOTE_LOG_LEVEL": "DEBUG",
            "SIDENOTE_BUNDLE_KEY": str(tmp_path / "key.pem"),
        }
        subprocess.run([sys.executable, "-m", "server", "create-bundle-key"], cwd=ROOT, env=os.environ | settings, check=True, capture_output=True)
        with serving(tmp_path, editions, "--workers", "1", **settings) as running:
            yield running, hosts


def drive(server: Served, hosts: list[str]) -> list[int]:
    """Every endpoint with marks in its path, query, body and headers; the statuses."""
    bodies = [{"url": f"http://{host}/{MARK}?q={MARK}"} for host in hosts]
    bodies += [
        {"url": f"http://{MARK}.example/{MARK}"},
        {"url": f"http://127.0.0.1/{MARK}"},
        {"url": f"not an address {MARK}"},
        {"text": f"“So it is,” said {MARK}, a fellow.", "url": f"https://{MARK}.example/"},
        {"html": f"<article><p>“So it is,” said {MARK}, a fellow at the Institute for Strait Studies.</p></article>"},
        {MARK: MARK},
        {"text": MARK * 40_000},
    ]
    answers = [server.post("/v1/annotations", json=body, headers=SENT) for body in bodies]
    answers += [server.post("/v1/annotations", data=f"{{{MARK}", headers={**SENT, "Content-Type": "application/json"})]
    description = server.get("/openapi.json").json()["paths"]
    for path, operations in description.items():
        address = path.replace("{", f"{MARK}-").replace("}", "")
        for method in operations:
            answers.append(requests.request(method, f"{server.url}{address}?{MARK}={MARK}&url=http://{MARK}.example/", headers=SENT, timeout=30))
    answers += [server.get(f"/v1/entities?q={MARK}", headers=SENT), server.get(f"/v1/outlets?host={MARK}.example", headers=SENT)]
    answers += [server.get(f"/?url=http://{MARK}.example/", headers=SENT), server.post("/", data={"url": f"http://{MARK}.example/"}, headers=SENT)]
    answers += [server.get(f"/{MARK}", headers=SENT), server.get("/v1/edition", headers={**SENT, "Authorization": f"Bearer {MARK}"})]
    answers.append(requests.request(MARK.upper(), server.url + "/", headers=SENT, timeout=30))
    lines = "\n".join(json.dumps({"id": f"{MARK}{n}", **body}) for n, body in enumerate(bodies))
    filed = server.post("/v1/batches", data=lines.encode(), headers={**SENT, "Content-Type": "application/x-ndjson"})
    assert filed.status_code == 202
    deadline = time.monotonic() + 60
    while server.get(f"/v1/batches/{filed.json()['id']}").json()["state"] != "done" and time.monotonic() < deadline:
        time.sleep(0.2)
    assert MARK in server.get(filed.json()["results"]).text
    return [answer.status_code for answer in answers]


@pytest.mark.redis
def test_nothing_written_tells_who_read_what(served: tuple[Served, list[str]], redis_server: RedisServer) -> None:
    server, hosts = served
    statuses = drive(server, hosts)
    assert {200, 400, 401, 404, 405, 413, 422} <= set(statuses)
    shown = server.get("/metrics").text
    log = server.log.read_text()
    assert log.count('"logger":"server.access"') > len(statuses)
    addresses = [host.partition(":")[0] for host in hosts]
    warned = [line for line in log.splitlines() if "FETCH_ALLOW" not in line]  # the operator's own setting is named at the start
    found = {mark for mark in (MARK, MARK.upper(), ADDRESS, *addresses) for line in [*warned, shown] if mark in line}
    assert found == set()
    with redis.Redis(port=redis_server.port) as store:
        names = [name.decode("utf-8", "replace") for name in store.keys("*")]
        lives = {name: store.ttl(name) for name in names if "sidenote" in name or ":" in name}
    assert not [name for name in names if MARK in name or ADDRESS in name or any(address in name for address in addresses)]
    assert lives
