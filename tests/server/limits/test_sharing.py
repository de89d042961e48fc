"""Counts shared through a real Redis: two processes' limiters add up, a lost Redis holds nobody up, and addresses stay unknown."""

from __future__ import annotations

import signal
import time
from typing import Any

import pytest
import redis

from server.limits import Limiter, Policy
from server.limits import sharing as sharing_module
from tests.server.cache.conftest import RedisServer, redis_server

__all__ = ["redis_server"]
POLICY = Policy("reads", quota=6, key_quota=60)
ADDRESS = "198.51.100.7"


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread: the tests say when counts are shared."""
    monkeypatch.setattr(sharing_module.Sharing, "_start", lambda _self: None)


def ask(limiter: Limiter, times: int, address: str = ADDRESS) -> list[bool]:
    return [limiter.admit(POLICY, key=None, address=address).allowed for _ in range(times)]


def pair(url: str) -> tuple[Limiter, Limiter]:
    """Two limiters that agree on the day's key, on one clock that stands."""
    now = time.time() // 60 * 60 + 30.0
    one, two = Limiter(url, clock=lambda: now), Limiter(url, clock=lambda: now)
    for limiter in (one, two):
        ask(limiter, 1, "192.0.2.1")
        assert limiter._sharing.share()
    return one, two


@pytest.mark.redis
def test_processes_count_together(redis_server: RedisServer) -> None:
    one, two = pair(redis_server.url)
    assert ask(one, 4) == [True] * 4
    one._sharing.share()
    assert ask(two, 1) == [True]  # the first request here, before this process has heard of the four
    two._sharing.share()
    assert ask(two, 3) == [True, False, False]
    two._sharing.share()
    one._counts._pending[f"reads:{one._sharing.name_of(ADDRESS)}"] = 0
    one._sharing.share()
    assert ask(one, 1) == [False]


@pytest.mark.redis
def test_redis_holds_no_address_and_forgets_the_days_key(redis_server: RedisServer) -> None:
    one, _two = pair(redis_server.url)
    ask(one, 2)
    one._sharing.share()
    with redis.Redis(port=redis_server.port) as client:
        names = [name.decode() for name in client.keys("*")]
        held = [str(client.get(name)) for name in names]
        lives = [client.ttl(name) for name in names]
    assert len(names) >= 3
    assert not [text for text in (*names, *held) if ADDRESS in text or "192.0.2" in text]
    assert all(0 < life <= 86_400 + 3_600 for life in lives)


@pytest.mark.redis
@pytest.mark.parametrize("blow", ["kill", "freeze"])
def test_without_redis_each_process_counts_for_itself(redis_server: RedisServer, blow: str) -> None:
    one, two = pair(redis_server.url)
    if blow == "kill":
        redis_server.kill()
    else:
        redis_server.signal(signal.SIGSTOP)
    for limiter in (one, two):
        assert ask(limiter, 7) == [True] * 6 + [False]
        assert not limiter._sharing.share()
        assert ask(limiter, 1) == [False]
    if blow == "freeze":
        redis_server.signal(signal.SIGCONT)
        assert one._sharing.share()
        two._sharing.share()
        with redis.Redis(port=redis_server.port) as client:
            counted = {int(client.get(name) or 0) for name in client.scan_iter("sidenote:limits:*:reads:*")}
        assert 12 in counted


def test_names_change_with_the_day_and_with_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = Limiter()._sharing, Limiter()._sharing
    today = one.name_of(ADDRESS)
    assert today == one.name_of(ADDRESS) != two.name_of(ADDRESS)
    assert ADDRESS not in today
    monkeypatch.setattr(sharing_module, "_today", lambda: 1)
    assert one.name_of(ADDRESS) != today


def test_an_ipv6_client_is_its_network() -> None:
    sharing = Limiter()._sharing
    assert sharing.name_of("2001:db8::1") == sharing.name_of("2001:db8::ffff:1") != sharing.name_of("2001:db8:0:1::1")
    assert sharing.name_of("::ffff:192.0.2.1") == sharing.name_of("192.0.2.1") != sharing.name_of("::ffff:192.0.2.2")
    assert sharing.name_of("fe80::1%eth0")
    assert sharing.name_of("not:an:address")


@pytest.mark.redis
def test_the_thread_shares_by_itself(redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(sharing_module, "INTERVAL_SECONDS", 0.01)
    limiter = Limiter(redis_server.url)
    ask(limiter, 3)
    deadline: Any = time.monotonic() + 20
    with redis.Redis(port=redis_server.port) as client:
        while not list(client.scan_iter("sidenote:limits:*:reads:*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert list(client.scan_iter("sidenote:limits:*:reads:*"))
    limiter.close()
