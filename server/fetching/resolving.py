"""Host name → IP addresses, within a time limit. `getaddrinfo` knows none, so it runs in a thread of its own that may be left behind."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence

from server.errors import FetchTimeout, HostNotFound

Resolver = Callable[[str], Sequence[str]]
"""Host → addresses in order of preference; raises OSError when the name has none."""

_LOOKUPS = threading.BoundedSemaphore(64)


def system_resolver(host: str) -> list[str]:
    """Every address of a host from the system's resolver. The final dot keeps search domains out: `intranet` must not become a neighbour."""
    found = socket.getaddrinfo(f"{host}.", None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve(resolver: Resolver, host: str, *, seconds: float) -> list[str]:
    """Ask `resolver` once. Raises HostNotFound, or FetchTimeout when no answer came in `seconds` or too many lookups already hang."""
    if not _LOOKUPS.acquire(timeout=max(0.0, seconds)):
        raise FetchTimeout("The name service is overloaded")
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(list(resolver(host)))
        except Exception as error:  # handed to the caller, who raises it
            answers.put(error)
        finally:
            _LOOKUPS.release()

    threading.Thread(target=look_up, name="resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.001, seconds))
    except queue.Empty as error:
        raise FetchTimeout("The host's name could not be resolved in time") from error
    if isinstance(answer, (OSError, UnicodeError)):
        raise HostNotFound from answer
    if isinstance(answer, Exception):
        raise answer
    if not answer:
        raise HostNotFound
    return answer
