"""Clocks that jump a day ahead or back. Expected: answers age too soon or too late, limits start anew, batches are done; nothing fails."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.config import Config
from server.heartbeat import Heartbeat
from server.worker import make_chunk_worker
from tests.server.cache.conftest import redis_server

__all__ = ["redis_server"]
DAY = 86_400.0
TEXT = {"text": "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies."}
Jump = Callable[[float], None]


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch) -> Jump:
    """Put the system's clock ahead by so many seconds of what it is; the monotonic one goes on."""
    true = time.time

    def put(seconds: float) -> None:
        monkeypatch.setattr(time, "time", lambda: true() + seconds)

    return put


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
def config(request: pytest.FixtureRequest, golden_editions: Path, tmp_path: Path) -> Config:
    url = request.getfixturevalue("redis_server").url if request.param == "redis" else ""
    return Config(editions=golden_editions, spool=tmp_path / "spool", redis_url=url, limit_annotations=20, batch_seconds=2 * int(DAY))


@pytest.fixture
def client(config: Config) -> Iterator[FlaskClient]:
    yield create_app(config).test_client()


@pytest.mark.parametrize("seconds", [DAY, -DAY])
def test_annotations_and_limits_go_on(client: FlaskClient, jump: Jump, seconds: float) -> None:
    before = client.post("/v1/annotations", json=TEXT)
    for offset in (seconds, 0.0, seconds):
        jump(offset)
        answer = client.post("/v1/annotations", json=TEXT)
        assert (answer.status_code, answer.get_data()) == (200, before.get_data())
        assert 0 <= int(answer.headers["RateLimit"].partition("t=")[2]) <= 60


@pytest.mark.parametrize("seconds", [DAY, -DAY])
def test_who_was_refused_is_not_refused_for_a_day(client: FlaskClient, jump: Jump, seconds: float) -> None:
    statuses = [client.post("/v1/annotations", json=TEXT) for _ in range(25)]
    assert statuses[-1].status_code == 429
    jump(seconds)
    answer = client.post("/v1/annotations", json=TEXT)
    assert answer.status_code == 200 or int(answer.headers["Retry-After"]) <= 120


@pytest.mark.parametrize("seconds", [DAY, -DAY])
def test_a_batch_is_done_across_a_jump(client: FlaskClient, config: Config, jump: Jump, seconds: float) -> None:
    lines = b"".join(json.dumps(TEXT | {"id": number}).encode() + b"\n" for number in range(40))
    batch = client.post("/v1/batches", data=lines, content_type="application/x-ndjson").get_json()
    worker = make_chunk_worker(config)
    worker.step(threading.Event())
    jump(seconds)
    while worker.step(threading.Event()):
        pass
    told = client.get(f"/v1/batches/{batch['id']}").get_json()
    assert (told["state"], told["succeeded"], told["pending"]) == ("done", 40, 0)


def test_a_sign_of_life_from_the_future_is_one() -> None:
    now = time.time()
    assert Heartbeat(now + DAY, "following").alive
    assert not Heartbeat(now - DAY, "following").alive
