"""The port: what the pipeline asks of a cache, and what a cache asks of the store beneath it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

OnEvent = Callable[[str], None]
"""Told what happened, to be counted: hit, miss, stale, negative, wait, lost, regained, too_large."""


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Seconds. `fresh`: served without a question. `stale`: for so long after that the old value is served while one caller renews it.

    `failure`: how long a page that could not be had is not asked for again.
    """

    fresh: float
    stale: float = 0.0
    failure: float = 60.0


class Cache(Protocol):
    """Bytes under keys. It may vanish at any moment: that is logged and counted, never raised."""

    def get(self, key: str) -> bytes | None:
        """The value, fresh or stale; None where there is none or only a remembered failure."""
        ...

    def fresh(self, key: str) -> tuple[bytes, bytes] | None:
        """The value and its digest, if it is there and fresh. Nothing is waited for or computed, and only a hit is counted."""
        ...

    def set(self, key: str, value: bytes, lifetimes: Lifetimes) -> None:
        """Keep a value."""
        ...

    def get_or_compute(self, key: str, compute: Callable[[], bytes], lifetimes: Lifetimes) -> bytes:
        """The value, computed by one caller at a time across threads and processes.

        A PageError that `compute` raises is remembered for `lifetimes.failure` seconds and raised anew for those who ask in that time. `compute`
        may be called in another thread (to renew a stale value), so it must not lean on the request's context.
        """
        ...

    def available(self) -> bool:
        """Whether results reach the store meant for them; False while a lost Redis is stood in for by memory."""
        ...

    def close(self) -> None:
        """Let go of connections and threads."""
        ...


class Store(Protocol):
    """Where entries lie. No method raises for a lost store: reads find nothing, writes are dropped, claims are granted."""

    @property
    def lost(self) -> bool:
        """Whether the store is away."""
        ...

    def read(self, key: str) -> bytes | None:
        """The entry's bytes."""
        ...

    def write(self, key: str, entry: bytes, *, seconds: float) -> None:
        """Keep an entry for so long."""
        ...

    def claim(self, key: str, *, anew: bool = False) -> tuple[str | None, bytes | None]:
        """What is kept under a key; where nothing is, a claim to computing it: a token, or None while another holds it. One question for both.

        `anew` claims in spite of what is kept. A claim whose holder died lapses within seconds.
        """
        ...

    def release(self, key: str, token: str, *, keep: tuple[bytes, float] | None = None) -> None:
        """Give a claim back; `keep`, an entry and for how many seconds, is kept with it."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...
