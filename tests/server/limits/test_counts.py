"""Counting in two windows: never more than the quota in any minute, forgetting, and totals of other processes."""

from __future__ import annotations

import threading
from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.limits import counts as counts_module
from server.limits.counts import Counts, Used
from server.limits.limiter import seconds_until_next

START = 1_700_000_040.0  # the beginning of a minute


def test_the_quota_holds_in_a_window_and_comes_back() -> None:
    counts = Counts(60)
    assert [counts.take("a", 3, START)[0] for _ in range(5)] == [True, True, True, False, False]
    assert counts.take("b", 3, START)[0]
    assert not counts.take("a", 3, START + 59)[0]
    assert not counts.take("a", 3, START + 61)[0]  # 98 % of the last window counts still
    assert counts.take("a", 3, START + 81)[0]
    assert counts.take("a", 3, START + 181)[0]


@settings(deadline=None, max_examples=200)
@given(st.lists(st.floats(0, 20), max_size=120), st.integers(1, 12))
def test_no_minute_sees_twice_the_quota(pauses: list[float], quota: int) -> None:
    counts, now, admitted = Counts(60), START, deque[float]()
    for pause in pauses:
        now += pause
        if counts.take("a", quota, now)[0]:
            admitted.append(now)
        while admitted and admitted[0] <= now - 60:
            admitted.popleft()
        assert len(admitted) < 2 * quota or quota == 1


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.floats(0, 0.999))
def test_the_time_told_to_a_refused_client_is_right(quota: int, current: int, previous: int, elapsed: float) -> None:
    current, previous = min(current, quota), min(previous, quota)
    used = Used(current, previous, elapsed)
    if used.weighted + 1 <= quota:
        return
    seconds = seconds_until_next(used, quota)
    assert 1 <= seconds <= 120
    told = START + 60 + elapsed * 60 + seconds
    assert _having(previous, current).take("a", quota, told + 1e-6)[0]
    if seconds > 1:
        assert not _having(previous, current).take("a", quota, told - 1.001)[0]


def _having(previous: int, current: int) -> Counts:
    counts = Counts(60)
    for number, at in ((previous, START), (current, START + 60)):
        counts._turn(at)
        counts._current["a"] = number
    return counts


def test_totals_of_other_processes_count_and_what_came_since_stays_on_top() -> None:
    counts = Counts(60)
    counts.take("a", 10, START)
    window, pending = counts.take_pending()
    assert pending == {"a": 1}
    counts.take("a", 10, START)
    counts.learn(window, {"a": 8})
    assert counts.take("a", 10, START) == (True, Used(10, 0, 0.0))
    assert not counts.take("a", 10, START)[0]
    counts.learn(window - 1, {"a": 0})
    assert not counts.take("a", 10, START)[0]


def test_what_could_not_be_told_is_told_later() -> None:
    counts = Counts(60)
    counts.take("a", 10, START)
    counts.put_back(*counts.take_pending())
    counts.take("a", 10, START)
    assert counts.take_pending()[1] == {"a": 2}


def test_a_flood_of_clients_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts_module, "MOST_CLIENTS", 100)
    counts = Counts(60)
    for number in range(1_000):
        counts.take(str(number), 5, START)
    assert len(counts._current) == len(counts._pending) == 100


def test_threads_lose_no_count() -> None:
    counts = Counts(60)
    granted: list[bool] = []

    def ask() -> None:
        granted.extend(counts.take("a", 1_000, START)[0] for _ in range(500))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert granted.count(True) == 1_000
