from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence

import pytest
import redis

from server.cache import Lifetimes, open_cache
from server.cache.settling import Settlement, Settling
from tests.server.cache.conftest import RedisServer


class Sent:
    """Collects what is sent; holds the first up until it is let go."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self, settlements: Sequence[Settlement]) -> None:
        self.begun.set()
        assert self.go.wait(10)
        self.batches.append([each.key for each in settlements])


def test_what_waits_is_sent_together_and_found_until_then() -> None:
    sent = Sent()
    settling = Settling(sent)
    settling.add(Settlement("a", "1", b"first", 60))
    assert sent.begun.wait(10)
    settling.add(Settlement("b", "2", b"second", 60))
    settling.add(Settlement("c", "3"))
    assert [settling.entry(key) for key in "abcd"] == [b"first", b"second", None, None]
    sent.go.set()
    settling.close()
    assert sent.batches == [["a"], ["b", "c"]]
    assert [settling.entry(key) for key in "abc"] == [None, None, None]


def test_a_later_entry_under_a_key_is_found_while_an_earlier_one_is_sent() -> None:
    sent = Sent()
    settling = Settling(sent)
    settling.add(Settlement("a", "1", b"old", 60))
    assert sent.begun.wait(10)
    settling.add(Settlement("a", "2", b"new", 60))
    assert settling.entry("a") == b"new"
    sent.go.set()
    settling.close()
    assert sent.batches == [["a"], ["a"]]
    assert settling.entry("a") is None


@pytest.mark.redis
def test_a_cache_that_is_closed_has_kept_what_was_computed_and_given_its_claims_back(redis_server: RedisServer) -> None:
    cache = open_cache(redis_server.url)
    for number in range(50):
        cache.get_or_compute(f"key-{number}", lambda: b"value", Lifetimes(60))
    cache.close()
    with redis.Redis(port=redis_server.port) as client:
        assert sorted(client.keys()) == sorted(f"key-{number}".encode() for number in range(50))


@pytest.mark.redis
def test_a_new_page_costs_redis_no_more_than_its_claims_and_entries(redis_server: RedisServer) -> None:
    """No look beside the claim: its answer tells what is kept."""
    cache = open_cache(redis_server.url)

    def answer() -> bytes:
        return b"answer to " + cache.get_or_compute("page", lambda: b"page", Lifetimes(60))

    with redis.Redis(port=redis_server.port) as client:
        client.config_resetstat()
        assert cache.get_or_compute("answer", answer, Lifetimes(60)) == b"answer to page"
        cache.close()
        calls: Counter[str] = Counter({name: int(told["calls"]) for name, told in client.info("commandstats").items()})
    assert calls["cmdstat_eval"] == 4  # each claim, taken and given back
    assert calls["cmdstat_set"] == 4  # each claim, each entry
    assert calls["cmdstat_get"] == 4  # by the scripts alone
