"""Results kept for a while, in memory or in Redis: the port, its twins and the keys."""

from server.cache.flights import FlightCache
from server.cache.keys import Keys
from server.cache.memory import MemoryStore
from server.cache.port import Cache, Lifetimes, OnEvent

__all__ = ["Cache", "Keys", "Lifetimes", "OnEvent", "open_cache"]


def _uncounted(_event: str) -> None:
    """For those who do not count events."""


def open_cache(redis_url: str = "", *, memory_bytes: int = 64_000_000, on_event: OnEvent = _uncounted) -> Cache:
    """The cache of a process: shared through Redis where an address is given, else in its own memory. A lost Redis does not keep it from opening."""
    if not redis_url:
        return FlightCache(MemoryStore(memory_bytes, on_event=on_event), on_event=on_event)
    from server.cache.redis import RedisStore  # noqa: PLC0415 - redis-py takes 7 MB, of a worker without Redis for nothing

    return FlightCache(RedisStore(redis_url, on_event=on_event), on_event=on_event)
