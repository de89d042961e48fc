"""Counts shared between processes: a thread adds what was counted here to Redis and learns the totals, twice a second, in one round trip.

Asking Redis in the request would be exact and cost more than serving a cached answer (docs/adr/0008). So a client that spreads its requests over n
processes may get, beside its quota, what the others take within half a second. While Redis is lost each process counts for itself.

Addresses are known by a keyed hash only. The key is random, lives for a day in Redis and in the processes, and is kept nowhere else: nobody can tell
afterwards whose address a name was.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import secrets
import threading
import time
from contextlib import suppress
from typing import Any

from server.limits.counts import Counts
from server.limits.policy import WINDOW_SECONDS

INTERVAL_SECONDS, LONGEST_PAUSE = 0.5, 8.0
_DAY = 86_400
_PREFIX = "sidenote:limits"
log = logging.getLogger(__name__)


class Sharing:
    """The thread and the day's key. Without an address there is no thread, and the key is the process' own."""

    def __init__(self, redis_url: str, counts: Counts) -> None:
        self._url = redis_url
        self._counts = counts
        self._client: Any = None
        self._lock = threading.Lock()
        self._awake = threading.Event()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None
        self._day = 0
        self._key = b""
        self._lost = False

    def name_of(self, address: str) -> str:
        """What an address is called today. An IPv6 client owns a /64 at least: it is counted as one."""
        today = _today()
        if today != self._day:
            self._begin(today)
        if ":" in address:
            with suppress(ValueError):  # no address at all: counted as the word it is
                address = _household(ipaddress.IPv6Address(address.partition("%")[0]))
        return hashlib.blake2b(address.encode(), digest_size=12, key=self._key).hexdigest()

    def wake(self) -> None:
        """Have what was just counted shared."""
        if self._url and not self._awake.is_set():
            self._awake.set()
            if self._thread is None:
                self._start()

    def close(self) -> None:
        """Stop the thread."""
        self._closed.set()
        self._awake.set()

    def _begin(self, today: int) -> None:
        with self._lock:
            if today != self._day:
                self._day, self._key = today, secrets.token_bytes(32)
                self._counts.clear()

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="limits", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        pause = INTERVAL_SECONDS
        while self._awake.wait() and not self._closed.wait(pause):
            self._awake.clear()
            pause = INTERVAL_SECONDS if self.share() else min(pause * 2, LONGEST_PAUSE)

    def share(self) -> bool:
        """Tell Redis what was counted and learn the totals; whether it answered."""
        from redis.exceptions import RedisClusterException, RedisError  # noqa: PLC0415 - 7 MB, of a worker without Redis for nothing

        from server.cache.connecting import connect  # noqa: PLC0415 - as above

        window, pending = self._counts.take_pending()
        try:
            if self._client is None:
                self._client = connect(self._url)
            if not self._agree_on_key():
                return True  # what was counted stood under names that no other process knows
            self._counts.learn(window, self._add(window, pending))
        except (RedisError, RedisClusterException, OSError) as error:
            self._counts.put_back(window, pending)
            self._awake.set()
            if not self._lost:
                log.warning("Redis is lost (%s); limits are counted in each process for itself", type(error).__name__)
            self._lost = True
            return False
        self._lost = False
        return True

    def _agree_on_key(self) -> bool:
        """Take over the day's key of all processes; False where this process had another until now."""
        name = f"{_PREFIX}:key:{self._day}"
        self._client.set(name, self._key, nx=True, ex=_DAY + 3600)
        key = self._client.get(name)
        if key == self._key or key is None:
            return True
        with self._lock:
            self._key = key
            self._counts.clear()
        return False

    def _add(self, window: int, pending: dict[str, int]) -> dict[str, int]:
        pipeline = self._client.pipeline(transaction=False)
        for client, number in pending.items():
            name = f"{_PREFIX}:{window}:{client}"
            pipeline.incrby(name, number)
            pipeline.expire(name, 2 * WINDOW_SECONDS)
        return dict(zip(pending, pipeline.execute()[::2], strict=True))


def _household(address: ipaddress.IPv6Address) -> str:
    """The network of an IPv6 client; the IPv4 address of one that a socket for both shows as ::ffff:192.0.2.1."""
    mapped = address.ipv4_mapped
    return str(mapped) if mapped is not None else str(ipaddress.IPv6Network((address, 64), strict=False))


def _today() -> int:
    """Days since 1970, in UTC."""
    return int(time.time() // _DAY)
