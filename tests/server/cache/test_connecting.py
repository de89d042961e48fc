"""The forms of REDIS_URL."""

from __future__ import annotations

import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from server.cache import Lifetimes, open_cache
from server.cache.connecting import TIMEOUT_SECONDS, connect
from tests.server.cache.conftest import RedisServer


def options(client: Redis) -> dict[str, object]:
    return client.connection_pool.connection_kwargs


def test_one_server_has_short_timeouts_and_no_retries() -> None:
    kwargs = options(connect("redis://me:secret@cache.example:6380/2"))
    assert (kwargs["host"], kwargs["port"], kwargs["db"], kwargs["username"], kwargs["password"]) == ("cache.example", 6380, 2, "me", "secret")
    assert kwargs["socket_timeout"] == kwargs["socket_connect_timeout"] == TIMEOUT_SECONDS
    assert kwargs["retry"].get_retries() == 0


def test_a_sentinel_group_names_hosts_master_and_database() -> None:
    client = connect("redis+sentinel://me:s%40crit@one.example:26380,two.example/main/3")
    pool = client.connection_pool
    sentinels = [(s.connection_pool.connection_kwargs["host"], s.connection_pool.connection_kwargs["port"]) for s in pool.sentinel_manager.sentinels]
    assert sentinels == [("one.example", 26380), ("two.example", 26379)]
    assert pool.service_name == "main"
    assert (options(client)["db"], options(client)["password"], options(client)["socket_timeout"]) == (3, "s@crit", TIMEOUT_SECONDS)
    with pytest.raises(RedisError):
        connect("redis+sentinel://one.example")


@pytest.mark.parametrize("url", ["redis+cluster://127.0.0.1:1", "redis+sentinel://127.0.0.1:1/main", "redis://127.0.0.1:1"])
def test_a_redis_that_is_not_there_does_not_keep_the_cache_from_opening(url: str) -> None:
    cache = open_cache(url)
    assert cache.get_or_compute("key", lambda: b"value", Lifetimes(60)) == b"value"
    assert cache.get("key") == b"value"
    cache.close()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[RedisServer]:
    """A cluster of one node."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    server = RedisServer(tmp_path, "--cluster-enabled", "yes", "--cluster-port", str(_free_port()))
    server.start()
    with Redis(port=server.port) as client:
        client.execute_command("CLUSTER ADDSLOTSRANGE 0 16383")
        deadline = time.monotonic() + 10
        while b"cluster_state:ok" not in client.execute_command("CLUSTER INFO", NEVER_DECODE=True) and time.monotonic() < deadline:
            time.sleep(0.05)
    yield server
    server.kill()


@pytest.fixture
def sentinel(redis_server: RedisServer, tmp_path: Path) -> Iterator[RedisServer]:
    """A Sentinel that watches `redis_server` under the name main."""
    folder = tmp_path / "sentinel"
    folder.mkdir()
    config = folder / "sentinel.conf"
    config.write_text(f"sentinel monitor main 127.0.0.1 {redis_server.port} 1\n")
    watcher = RedisServer(folder, program=("redis-server", str(config), "--sentinel"))
    watcher.start()
    yield watcher
    watcher.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def works(url: str) -> None:
    """Values are kept in Redis itself, claims are granted and given back, and nothing was lost on the way."""
    events: Counter[str] = Counter()
    cache = open_cache(url, on_event=lambda event: events.update([event]))
    assert cache.get_or_compute("key", lambda: b"value", Lifetimes(60)) == b"value"
    assert cache.get_or_compute("key", lambda: b"other", Lifetimes(60)) == b"value"
    cache.close()
    again = open_cache(url, on_event=lambda event: events.update([event]))
    assert again.get("key") == b"value"
    assert connect(url).get("key:claim") is None
    assert events == {"miss": 1, "hit": 2}
    again.close()


@pytest.mark.redis
def test_a_real_cluster(cluster: RedisServer) -> None:
    works(f"redis+cluster://127.0.0.1:{cluster.port}")


@pytest.mark.redis
def test_a_real_sentinel(sentinel: RedisServer) -> None:
    works(f"redis+sentinel://127.0.0.1:{sentinel.port}/main")
