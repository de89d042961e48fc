"""The app with a Redis that is not there, and with one that dies under it: answers come all the same, and the operator is told."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from server.app import create_app
from server.config import Config
from tests.server.cache.conftest import RedisServer, redis_server

__all__ = ["redis_server"]

TEXT = {"text": "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies.", "published": "2024-03-03"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_answers_come_where_redis_never_was(golden_editions: Path) -> None:
    client = create_app(Config(editions=golden_editions, redis_url=f"redis://127.0.0.1:{free_port()}/0")).test_client()
    answer = client.post("/v1/annotations", json=TEXT)
    assert answer.get_json()["attributions"][0]["source"]["entity"] == "mara-ellison"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.get_json()["parts"]["cache"]) == (200, {"status": "down"})
    assert 'sidenote_cache_events_total{event="lost"} 1.0' in client.get("/metrics").get_data(as_text=True)


@pytest.mark.redis
def test_answers_go_on_when_redis_is_killed(golden_editions: Path, redis_server: RedisServer) -> None:
    client = create_app(Config(editions=golden_editions, redis_url=redis_server.url)).test_client()
    before = client.post("/v1/annotations", json=TEXT).get_data()
    assert client.get("/readyz").get_json()["parts"]["cache"] == {"status": "up"}
    redis_server.kill()
    assert client.post("/v1/annotations", json=TEXT).get_data() == before
    assert client.get("/readyz").get_json()["parts"]["cache"] == {"status": "down"}
