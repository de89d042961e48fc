"""Few fetches at once: a place is given back, two may wait, the rest is told to come back."""

from __future__ import annotations

import threading

import pytest

from server.errors import FetchFailed, ServiceBusy
from server.fetching import places as places_module
from server.fetching.places import Places


def test_a_place_is_given_back_whatever_happens() -> None:
    places = Places(1)
    for _ in range(3):
        with pytest.raises(FetchFailed), places.take():
            raise FetchFailed()


def test_two_wait_and_the_third_is_told_to_come_back() -> None:
    places, leave, entered = Places(1), threading.Event(), threading.Semaphore(0)

    def stay() -> None:
        with places.take():
            entered.release()
            leave.wait(20)

    threads = [threading.Thread(target=stay) for _ in range(3)]
    for thread in threads:
        thread.start()
    entered.acquire()
    while places._queue._value:  # type: ignore[attr-defined]  # until both wait
        pass
    with pytest.raises(ServiceBusy) as busy, places.take():
        pass
    assert busy.value.extra["retry_after"] == 2
    leave.set()
    for thread in threads:
        thread.join(20)
    with places.take():
        pass


def test_nobody_waits_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_module, "PATIENCE_SECONDS", 0.01)
    places = Places(1)
    with places.take():
        with pytest.raises(ServiceBusy), places.take():
            pass
        with pytest.raises(ServiceBusy), places.take():
            pass
