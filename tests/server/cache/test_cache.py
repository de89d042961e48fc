"""What every cache promises, held for both twins."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.cache import Cache, Lifetimes
from server.errors import AppError, EmptyPage, HostBusy, UpstreamStatus

HOUR = Lifetimes(fresh=3600)


class Work:
    """Something to compute, counted."""

    def __init__(self, value: bytes = b"value", *, seconds: float = 0.0, error: Exception | None = None) -> None:
        self.value, self.seconds, self.error, self.done = value, seconds, error, 0
        self.may_end = threading.Event()
        self.may_end.set()

    def __call__(self) -> bytes:
        self.done += 1
        time.sleep(self.seconds)
        self.may_end.wait(20)
        if self.error is not None:
            raise self.error
        return self.value


def test_a_value_is_computed_once(cache: Cache, events: Counter[str]) -> None:
    work = Work(bytes(range(256)))
    assert cache.get("key") is None
    assert [cache.get_or_compute("key", work, HOUR) for _ in range(3)] == [work.value] * 3
    assert cache.get("key") == work.value
    assert work.done == 1
    assert events["hit"] == 3


def test_set_and_get(cache: Cache) -> None:
    cache.set("key", b"", HOUR)
    cache.set("other", b"old", HOUR)
    cache.set("other", b"new", HOUR)
    assert (cache.get("key"), cache.get("other"), cache.get("none")) == (b"", b"new", None)


def test_a_value_expires(cache: Cache) -> None:
    work = Work()
    cache.get_or_compute("key", work, Lifetimes(fresh=0.05))
    time.sleep(0.1)
    assert cache.get("key") is None
    cache.get_or_compute("key", work, HOUR)
    assert work.done == 2


def test_two_hundred_readers_cause_one_computation(cache: Cache, events: Counter[str]) -> None:
    work = Work(seconds=0.2)
    with ThreadPoolExecutor(200) as readers:
        answers = list(readers.map(lambda _: cache.get_or_compute("key", work, HOUR), range(200)))
    assert answers == [b"value"] * 200
    assert 1 <= work.done <= 1 + events["lost"]  # a Redis that a starved machine makes answer later than 50 ms counts as lost
    assert events["wait"] + events["hit"] > 0


def test_two_hundred_readers_of_a_failing_page_cause_one_computation(cache: Cache, events: Counter[str]) -> None:
    work = Work(seconds=0.2, error=UpstreamStatus("gone", upstream_status=410))

    def read(_: int) -> tuple[type, object]:
        with pytest.raises(AppError) as caught:
            cache.get_or_compute("key", work, HOUR)
        return type(caught.value), caught.value.extra["upstream_status"]

    with ThreadPoolExecutor(200) as readers:
        assert set(readers.map(read, range(200))) == {(UpstreamStatus, 410)}
    assert 1 <= work.done <= 1 + events["lost"]


def test_a_failure_is_remembered_for_its_own_short_time(cache: Cache, events: Counter[str]) -> None:
    work = Work(error=EmptyPage("nothing to read", hint="paywall"))
    lifetimes = Lifetimes(fresh=3600, failure=0.15)
    for _ in range(2):
        with pytest.raises(EmptyPage) as caught:
            cache.get_or_compute("key", work, lifetimes)
        assert caught.value.detail == "nothing to read"
        assert caught.value.extra == {"hint": "paywall", "needs_content": True}
    assert work.done == 1
    assert events["negative"] == 1
    assert cache.get("key") is None
    time.sleep(0.2)
    work.error = None
    assert cache.get_or_compute("key", work, lifetimes) == b"value"


@pytest.mark.parametrize("error", [HostBusy(retry_after=3), ZeroDivisionError("a bug")])
def test_what_is_not_the_pages_fault_is_not_remembered(cache: Cache, error: Exception) -> None:
    work = Work(error=error)
    for _ in range(2):
        with pytest.raises(type(error)):
            cache.get_or_compute("key", work, HOUR)
    assert work.done == 2


def test_a_stale_value_is_served_while_one_renews_it(cache: Cache, events: Counter[str]) -> None:
    lifetimes = Lifetimes(fresh=0.05, stale=60)
    cache.get_or_compute("key", Work(b"old"), lifetimes)
    time.sleep(0.1)
    work = Work(b"new")
    work.may_end.clear()
    with ThreadPoolExecutor(20) as readers:
        assert set(readers.map(lambda _: cache.get_or_compute("key", work, Lifetimes(60, 60)), range(20))) == {b"old"}
    work.may_end.set()
    assert events["stale"] == 20
    _until(lambda: cache.get("key") == b"new")
    assert work.done == 1


def test_what_is_missing_is_asked_for_with_its_claim(cache: Cache, events: Counter[str]) -> None:
    work = Work(b"old")
    for _ in range(2):
        assert cache.get_or_compute("key", work, HOUR) == b"old"
    assert (work.done, events["miss"], events["hit"]) == (1, 1, 1)
    failing = Work(error=EmptyPage("nothing to read"))
    for _ in range(2):
        with pytest.raises(EmptyPage):
            cache.get_or_compute("failing", failing, HOUR)
    assert (failing.done, events["negative"]) == (1, 1)
    cache.get_or_compute("stale", work, Lifetimes(fresh=0.05, stale=60))
    time.sleep(0.1)
    renewing = Work(b"new", seconds=0.3)
    with ThreadPoolExecutor(20) as readers:
        answers = list(readers.map(lambda _: cache.get_or_compute("stale", renewing, Lifetimes(60, 60)), range(20)))
    assert set(answers) <= {b"old", b"new"}
    assert b"old" in answers
    assert events["stale"] > 0
    _until(lambda: cache.get("stale") == b"new")
    assert renewing.done == 1


def test_a_stale_value_outlives_a_page_that_cannot_be_had(cache: Cache) -> None:
    cache.get_or_compute("key", Work(b"old"), Lifetimes(fresh=0.05, stale=60))
    time.sleep(0.1)
    work = Work(error=UpstreamStatus())
    for _ in range(5):
        assert cache.get_or_compute("key", work, Lifetimes(fresh=60, stale=60, failure=60)) == b"old"
        _until(lambda: work.done == 1)
    assert work.done == 1


def test_keys_do_not_wait_for_each_other(cache: Cache) -> None:
    hang = threading.Event()
    slow = threading.Thread(target=cache.get_or_compute, args=("slow", lambda: str(hang.wait(10)).encode(), HOUR))
    slow.start()
    assert cache.get_or_compute("quick", Work(), HOUR) == b"value"
    hang.set()
    slow.join()


def _until(holds: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
