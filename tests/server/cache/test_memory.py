"""The in-memory store's bounds."""

from __future__ import annotations

from collections import Counter

from server.cache.memory import MemoryStore


def test_it_never_holds_more_than_its_bytes_and_forgets_the_least_used() -> None:
    events: Counter[str] = Counter()
    store = MemoryStore(100_000, on_event=lambda event: events.update([event]))
    for number in range(1000):
        store.write(f"key{number}", b"x" * 1000, seconds=60)
        assert store.read("key0")
        assert store.size <= 100_000
    assert store.read("key1") is None
    assert store.read("key999") is not None
    store.write("huge", b"x" * 50_000, seconds=60)
    assert store.read("huge") is None
    assert events["too_large"] == 1


def test_overwriting_and_expiry_give_their_bytes_back() -> None:
    store = MemoryStore(100_000, on_event=lambda _event: None)
    store.write("key", b"x" * 5000, seconds=60)
    store.write("key", b"x", seconds=0)
    assert store.read("key") is None
    assert store.size == 0
