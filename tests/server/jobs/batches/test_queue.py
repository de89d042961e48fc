"""The queue on both of its backends; its messages are JSON, and its loss is not a batch's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from server.jobs.batches.queue import ChunkQueue
from tests.server.cache.conftest import RedisServer, redis_server

__all__ = ["redis_server"]


@pytest.fixture(params=["sqlite", pytest.param("redis", marks=pytest.mark.redis)])
def queue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ChunkQueue]:
    url = "" if request.param == "sqlite" else request.getfixturevalue("redis_server").url
    if url:
        redis.Redis.from_url(url).flushall()
    made = ChunkQueue(tmp_path, url)
    yield made
    made.close()


def test_first_chunks_go_first_and_each_message_comes_once(queue: ChunkQueue) -> None:
    for batch, chunk in (("large", 0), ("large", 1), ("large", 2), ("small", 0)):
        queue.put(batch, chunk)
    assert len(queue) == 4
    taken = [queue.take() for _ in range(5)]
    assert set(taken[:2]) == {("large", 0), ("small", 0)}
    assert taken[2:] == [("large", 1), ("large", 2), None]


def test_two_who_take_share_the_messages(queue: ChunkQueue, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    other = ChunkQueue(tmp_path, "" if "sqlite" in request.node.name else request.getfixturevalue("redis_server").url)
    queue.put("a", 0)
    other.put("b", 0)
    assert {queue.take(), other.take()} == {("a", 0), ("b", 0)}
    assert (queue.take(), other.take()) == (None, None)
    other.close()


@pytest.mark.redis
def test_a_queue_that_is_away_fails_nobody_who_puts(tmp_path: Path, redis_server: RedisServer) -> None:
    queue = ChunkQueue(tmp_path, redis_server.url)
    queue.put("a", 0)
    redis_server.kill()
    queue.put("a", 1)
    with pytest.raises(redis.RedisError):
        queue.take()
    redis_server.start()
