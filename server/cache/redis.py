"""The shared store in Redis. It may freeze, vanish or restart: one call pays 50 ms for finding out, then memory serves until it is back.

redis-py's own defaults would block a call for 57 s on a frozen Redis (measured; RESEARCH.md): hence short timeouts and no retries. While it is
lost a thread of our own asks for it, so that no reader pays for the question.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, TypeVar

from redis import RedisCluster
from redis.exceptions import RedisClusterException, RedisError

from server.cache.connecting import connect
from server.cache.memory import MemoryStore
from server.cache.port import OnEvent
from server.cache.settling import Settlement, Settling

log = logging.getLogger(__name__)
T = TypeVar("T")

LEASE_SECONDS = 3.0
"""A claim whose holder was killed lapses after this; a living holder renews it every third of it."""
_FIRST_PROBE, _LAST_PROBE = 0.1, 2.0
_FALLBACK_BYTES = 16_000_000
_LOSSES = (RedisError, RedisClusterException, OSError)
_LEASE_MILLISECONDS = round(LEASE_SECONDS * 1000)
_CLAIM = """
local entry = redis.call('get', KEYS[1])
if entry and ARGV[3] == '0' then return {0, entry} end
local granted = redis.call('set', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2])
return {granted and 1 or 0, entry}
"""
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"
_RENEW = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end"


class RedisStore:
    """Entries of all processes. The Redis server's own `maxmemory` and an LRU policy bound it (docs/caching.md)."""

    def __init__(self, url: str, *, on_event: OnEvent) -> None:
        self._url = url
        self._on_event = on_event
        # A cluster is asked for its nodes on the first call; a malformed address is told at once.
        self._client: Any = None if url.startswith("redis+cluster://") else connect(url)
        self._lock = threading.Lock()
        self._lost = False
        self._closed = threading.Event()
        self._memory = MemoryStore(_FALLBACK_BYTES, on_event=on_event)
        self._claims: dict[str, str] = {}
        self._settling = Settling(self._settle)
        self._keeper: threading.Thread | None = None

    @property
    def lost(self) -> bool:
        """Whether Redis is away and memory serves."""
        return self._lost

    def read(self, key: str) -> bytes | None:
        """The entry, from memory while Redis is lost."""
        unsent = self._settling.entry(key)
        if unsent is not None:
            return unsent
        if self._lost:
            return self._memory.read(key)
        found = self._try(lambda client: client.get(key), None)
        return found if isinstance(found, bytes) else None

    def write(self, key: str, entry: bytes, *, seconds: float) -> None:
        """Keep an entry, in memory while Redis is lost."""
        if self._lost or not self._try(lambda client: bool(client.set(key, entry, px=_milliseconds(seconds))), False):
            self._memory.write(key, entry, seconds=seconds)

    def claim(self, key: str, *, anew: bool = False) -> tuple[str | None, bytes | None]:
        """The entry; where there is none, or one to be replaced, a token, or None while another process holds the key.

        While Redis is lost each process claims for itself.
        """
        unsent = self._settling.entry(key)
        if unsent is not None and not anew:
            return None, unsent
        if self._lost:
            return self._memory.claim(key, anew=anew)
        token = uuid.uuid4().hex

        def ask(client: Any) -> tuple[Any, Any]:
            if isinstance(client, RedisCluster):
                return _claim_in_cluster(client, key, token, anew=anew)
            granted, entry = client.eval(_CLAIM, 2, key, _claim_key(key), token, _LEASE_MILLISECONDS, int(anew))
            return granted, entry

        granted, entry = self._try(ask, (True, None))
        if not granted:
            return None, entry
        with self._lock:
            self._claims[key] = token
            if self._keeper is None or not self._keeper.is_alive():
                self._keeper = threading.Thread(target=self._keep_claims, name="claims", daemon=True)
                self._keeper.start()
        return token, entry

    def release(self, key: str, token: str, *, keep: tuple[bytes, float] | None = None) -> None:
        """Keep an entry, if there is one, and give a claim back: soon, and at once for this process. No caller waits for it."""
        self._memory.release(key, token)
        settlement = Settlement(key, token) if keep is None else Settlement(key, token, *keep)
        if self._lost:
            self._settle([settlement])
        else:
            self._settling.add(settlement)

    def _settle(self, settlements: Sequence[Settlement]) -> None:
        """Send some settlements by one question; memory keeps the entries where Redis is lost."""
        with self._lock:
            held = {each.key for each in settlements if self._claims.pop(each.key, None) is not None}

        def send(client: Any) -> bool:
            # A cluster's pipeline takes no scripts: there each is a question.
            asked: Any = nullcontext(client) if isinstance(client, RedisCluster) else client.pipeline(transaction=False)
            with asked as together:
                for each in settlements:
                    if each.entry is not None:
                        together.set(each.key, each.entry, px=_milliseconds(each.seconds))
                    if each.key in held:
                        together.eval(_RELEASE, 1, _claim_key(each.key), each.token)
                if together is not client:
                    together.execute()
            return True

        if self._lost or not self._try(send, False):
            for each in settlements:
                if each.entry is not None:
                    self._memory.write(each.key, each.entry, seconds=each.seconds)

    def close(self) -> None:
        """Stop the threads and close the connections."""
        self._settling.close()
        self._closed.set()
        if self._client is not None:
            self._client.close()

    def _try(self, act: Callable[[Any], T], otherwise: T) -> T:
        """Do something with Redis; `otherwise` where it is lost, which is then known to all."""
        try:
            return act(self._connected())
        except _LOSSES as error:
            self._lose(error)
            return otherwise

    def _connected(self) -> Any:
        if self._client is None:
            with self._lock:
                if self._client is None:
                    self._client = connect(self._url)
        return self._client

    def _lose(self, error: Exception) -> None:
        with self._lock:
            if self._lost or self._closed.is_set():
                return
            self._lost = True
        self._on_event("lost")
        log.warning("Redis is lost (%s); memory serves until it is back", type(error).__name__)
        threading.Thread(target=self._probe, name="redis-probe", daemon=True).start()

    def _probe(self) -> None:
        """Ask for Redis until it answers: soon at first, for most losses are a hiccup, then every two seconds."""
        pause = _FIRST_PROBE
        while not self._closed.wait(pause):
            try:
                self._connected().ping()
            except _LOSSES:
                pause = min(pause * 2, _LAST_PROBE)
                continue
            self._memory.close()
            self._lost = False
            self._on_event("regained")
            log.warning("Redis is back")
            return

    def _keep_claims(self) -> None:
        """Renew the claims this process holds; ends when there have been none for a while."""
        idle_since = time.monotonic()
        while not self._closed.wait(LEASE_SECONDS / 3):
            with self._lock:
                held = list(self._claims.items())
            if held:
                idle_since = time.monotonic()
            elif time.monotonic() - idle_since > 60:
                return
            for key, token in held:
                if not self._lost:
                    self._renew(key, token)

    def _renew(self, key: str, token: str) -> None:
        self._try(lambda client: client.eval(_RENEW, 1, _claim_key(key), token, _LEASE_MILLISECONDS), None)


def _claim_in_cluster(client: Any, key: str, token: str, *, anew: bool) -> tuple[Any, Any]:
    """A script may not touch two keys of a cluster: claim and look, and give the claim back where something is kept."""
    with client.pipeline(transaction=False) as both:
        both.set(_claim_key(key), token, nx=True, px=_LEASE_MILLISECONDS)
        both.get(key)
        granted, entry = both.execute()
    if granted and entry is not None and not anew:
        client.eval(_RELEASE, 1, _claim_key(key), token)
        return False, entry
    return granted, entry


def _claim_key(key: str) -> str:
    return f"{key}:claim"


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
