"""Name servers that do not answer. Expected: the page's own problem within the fetch's time, and nobody else waits for it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from server.app import create_app
from server.config import Config

TEXT = {"text": "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies."}


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Names are looked up for ever, until the test is over."""
    over = threading.Event()

    def look_up(*_: Any, **__: Any) -> Any:
        over.wait(60)
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    yield over
    over.set()


@pytest.fixture
def app(golden_editions: Path) -> Flask:
    return create_app(Config(editions=golden_editions, limits=False))


def test_a_page_whose_name_is_not_found_in_time_costs_itself_alone(app: Flask, silent: threading.Event) -> None:
    def ask_page(number: int) -> tuple[int, str, float]:
        began = time.monotonic()
        answer = app.test_client().post("/v1/annotations", json={"url": f"https://silent-{number}.example/story"})
        return answer.status_code, answer.get_json()["type"], time.monotonic() - began

    with ThreadPoolExecutor(8) as readers:
        waiting = [readers.submit(ask_page, number) for number in range(8)]
        time.sleep(0.2)
        answered = [app.test_client().post("/v1/annotations", json=TEXT).status_code for _ in range(5)]
        assert answered == [200] * 5
        assert not any(future.done() for future in waiting)
        found = [future.result() for future in waiting]
    assert {(status, kind) for status, kind, _ in found} <= {(422, "/problems/host-not-found"), (422, "/problems/fetch-timeout")}
    assert max(seconds for *_, seconds in found) < Config().fetch_seconds + 2
    assert not silent.is_set()
