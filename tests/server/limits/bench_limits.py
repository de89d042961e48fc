"""What counting a request costs, beside what one question to Redis costs: the figures of docs/adr/0008."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import redis

from server.limits import Limiter, Policy
from tests.server.cache.conftest import RedisServer, redis_server

__all__ = ["redis_server"]
POLICY = Policy("annotations", quota=1_000_000, key_quota=1_000_000)


def cpu(act: Callable[[], Any], rounds: int) -> float:
    """Microseconds of CPU a call, the least of five runs."""
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        for _ in range(rounds):
            act()
        best = min(best, (time.process_time() - began) / rounds)
    return best * 1e6


@pytest.mark.redis
def test_a_counted_request_beside_one_redis_get(benchmark: Any, redis_server: RedisServer, tmp_path: Path) -> None:
    limiter, numbers = Limiter(redis_server.url), itertools.count()
    with redis.Redis(port=redis_server.port) as client:
        asked = cpu(lambda: client.get("x"), 2_000)
        counted = cpu(lambda: limiter.admit(POLICY, key=None, address="198.51.100.7"), 20_000)
        spread = cpu(lambda: limiter.admit(POLICY, key=None, address=f"198.51.{next(numbers) % 250}.7"), 20_000)
    limiter.close()
    benchmark.extra_info.update({"counted, to a GET": counted / asked, "250 clients, to a GET": spread / asked})
    benchmark(lambda: None)
    assert counted < asked / 2
