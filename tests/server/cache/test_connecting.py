"""The forms of REDIS_URL."""

from __future__ import annotations

import pytest
from redis import Redis
from redis.exceptions import RedisError

from server.cache import Lifetimes, open_cache
from server.cache.connecting import TIMEOUT_SECONDS, connect


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
