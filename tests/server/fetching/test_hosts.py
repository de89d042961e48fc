"""Politeness towards one host, and the circuit that rests it."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from server.errors import FetchFailed, FetchTimeout, HostBusy, HostNotFound, NotHtml, PageError, UpstreamStatus
from server.fetching.allowance import Allowance
from server.fetching.circuit import Circuit
from server.fetching.hosts import Hosts
from tests.server.fetching.conftest import QUICK


def allowance() -> Allowance:
    return Allowance(total_seconds=10, header_seconds=10, wire_bytes=1)


def test_a_host_is_asked_by_few_at_once() -> None:
    hosts = Hosts(replace(QUICK, host_connections=2))
    lock, inside, most = threading.Lock(), 0, 0

    def visit(_: int) -> None:
        nonlocal inside, most
        with hosts.visit("news.example.org", allowance()):
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.02)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(10) as visitors:
        list(visitors.map(visit, range(20)))
    assert most == 2


def test_who_would_wait_too_long_is_told_when_to_come_back() -> None:
    hosts = Hosts(replace(QUICK, host_connections=1, host_patience_seconds=0.05))
    with hosts.visit("news.example.org", allowance()):
        with hosts.visit("www.example.com", allowance()):
            pass
        with pytest.raises(HostBusy) as caught, hosts.visit("news.example.org", allowance()):
            pass
    assert caught.value.extra["retry_after"] == 1


def test_after_a_burst_visits_are_spaced() -> None:
    hosts = Hosts(replace(QUICK, host_interval_seconds=0.1))
    began = time.monotonic()
    starts = []
    for _ in range(6):
        with hosts.visit("news.example.org", allowance()):
            starts.append(time.monotonic() - began)
    assert starts[3] < 0.1
    assert 0.1 <= starts[4] < starts[5]
    assert starts[5] >= 0.2


def test_hosts_are_forgotten_so_that_memory_stays_bounded() -> None:
    hosts = Hosts(replace(QUICK, hosts_remembered=10))
    for number in range(100):
        with hosts.visit(f"{number}.example.org", allowance()):
            pass
    assert len(hosts._hosts) == 10


def test_a_circuit_opens_after_failures_in_a_row_and_lets_one_trial_through() -> None:
    now = 0.0
    circuit = Circuit(failures=3, rest=10, clock=lambda: now)
    assert [circuit.failed(), circuit.failed(), circuit.admits()] == [False, False, True]
    circuit.succeeded()
    assert [circuit.failed(), circuit.failed(), circuit.failed()] == [False, False, True]
    assert (circuit.admits(), circuit.waits()) == (False, 10)
    now = 10.0
    assert [circuit.admits(), circuit.admits()] == [True, False]
    assert not circuit.failed()
    assert circuit.waits() == 10
    now = 20.0
    assert circuit.admits()
    assert circuit.succeeded()
    assert circuit.admits()
    assert circuit.waits() == 0


@pytest.mark.parametrize(
    ("error", "rests"),
    [
        (FetchTimeout(), True),
        (FetchFailed(), True),
        (UpstreamStatus(upstream_status=503), True),
        (UpstreamStatus(upstream_status=429), True),
        (UpstreamStatus(upstream_status=404), False),
        (NotHtml(), False),
        (HostNotFound(), False),
    ],
)
def test_only_a_host_in_trouble_is_rested(error: PageError, rests: bool) -> None:
    hosts = Hosts(replace(QUICK, host_failures=1))
    with pytest.raises(type(error)), hosts.visit("news.example.org", allowance()):
        raise error
    if rests:
        with pytest.raises(HostBusy), hosts.visit("news.example.org", allowance()):
            pass
    else:
        with hosts.visit("news.example.org", allowance()):
            pass
