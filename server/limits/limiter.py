"""Whether a client may ask once more, decided in the process: a request never waits for Redis here (docs/adr/0008)."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from server.limits.counts import Counts, Used
from server.limits.policy import WINDOW_SECONDS, Policy
from server.limits.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Standing:
    """A client's standing under a policy: of `quota` requests `remaining` are left for `seconds`; with none left, `seconds` until the next passes."""

    policy: str
    quota: int
    remaining: int
    seconds: int
    allowed: bool


class Limiter:
    """The limits of a process. With a Redis address its counts are shared with the other processes, half a second behind."""

    def __init__(self, redis_url: str = "", *, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._counts = Counts(WINDOW_SECONDS)
        self._sharing = Sharing(redis_url, self._counts)

    def admit(self, policy: Policy, *, key: str | None, address: str) -> Standing:
        """Count a request of an API key, or of an address where there is no key, and say how the client stands."""
        quota = policy.quota if key is None else policy.key_quota
        client = f"{policy.name}:{self._sharing.name_of(address) if key is None else key}"
        allowed, used = self._counts.take(client, quota, self._clock())
        if allowed:
            self._sharing.wake()
            left = math.ceil((1 - used.elapsed) * WINDOW_SECONDS)
            return Standing(policy.name, quota, int(quota - used.weighted), left, allowed=True)
        return Standing(policy.name, quota, 0, seconds_until_next(used, quota), allowed=False)

    def close(self) -> None:
        """Stop sharing."""
        self._sharing.close()


def seconds_until_next(used: Used, quota: int) -> int:
    """Whole seconds, one at least, after which one more request stays within the quota if none comes in between."""
    room = quota - 1
    if used.current <= room:  # in this window, as soon as enough of the previous one has passed
        windows = (used.current + used.previous - room) / used.previous - used.elapsed
        return max(1, math.ceil(windows * WINDOW_SECONDS))
    # In the next one, where this window is the previous one.
    return max(1, math.ceil((2 - used.elapsed - room / used.current) * WINDOW_SECONDS))
