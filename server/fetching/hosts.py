"""Politeness, host by host: few connections at once, a pause between them, and rest for a host that keeps failing."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from server.errors import AddressRefused, FetchFailed, FetchTimeout, HostBusy, HostNotFound, PageError
from server.fetching.allowance import Allowance
from server.fetching.circuit import Circuit
from server.fetching.settings import FetchSettings

_BURST = 3


class _Host:
    def __init__(self, settings: FetchSettings) -> None:
        self.slots = threading.BoundedSemaphore(settings.host_connections)
        self.circuit = Circuit(failures=settings.host_failures, rest=settings.host_rest_seconds)
        self.lock = threading.Lock()
        self.due = 0.0


class Hosts:
    """The hosts visited lately (the oldest are forgotten); safe for threads. State is per process: N workers knock N times as often."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._hosts: OrderedDict[str, _Host] = OrderedDict()

    @contextmanager
    def visit(self, host: str, allowance: Allowance) -> Iterator[None]:
        """Hold one of the host's slots. Raises HostBusy (with `retry_after` seconds) instead of waiting longer than the settings' patience."""
        entry = self._entry(host)
        if not entry.circuit.admits():
            raise HostBusy("The site has failed several times in a row and is left alone for a while", retry_after=round(entry.circuit.waits()) + 1)
        patience = min(self._settings.host_patience_seconds, allowance.remaining())
        if not entry.slots.acquire(timeout=patience):
            raise HostBusy(retry_after=round(patience) + 1)
        try:
            self._await_turn(entry, patience)
            yield
        except PageError as error:
            _judge(entry.circuit, error)
            raise
        else:
            entry.circuit.succeeded()
        finally:
            entry.slots.release()

    def _await_turn(self, entry: _Host, patience: float) -> None:
        """Sleep until the host's pace allows another start: one each interval, after a burst (robots.txt, the page, its redirects)."""
        interval = self._settings.host_interval_seconds
        with entry.lock:
            now = time.monotonic()
            start = max(now, entry.due - _BURST * interval)
            if start - now > patience:
                raise HostBusy(retry_after=round(start - now) + 1)
            entry.due = max(entry.due, start) + interval
        if start > now:
            time.sleep(start - now)

    def _entry(self, host: str) -> _Host:
        with self._lock:
            entry = self._hosts.get(host)
            if entry is None:
                entry = self._hosts[host] = _Host(self._settings)
                if len(self._hosts) > self._settings.hosts_remembered:
                    self._hosts.popitem(last=False)
            self._hosts.move_to_end(host)
            return entry


def _judge(circuit: Circuit, error: PageError) -> None:
    """No answer, a broken one, a 5xx or a 429 is a host in trouble; any other answer, a 404 or a PDF, is a host that works."""
    status = error.extra.get("upstream_status")
    if isinstance(error, FetchTimeout | FetchFailed) or (isinstance(status, int) and (status >= 500 or status == 429)):
        circuit.failed()
    elif not isinstance(error, HostNotFound | AddressRefused | HostBusy):
        circuit.succeeded()
