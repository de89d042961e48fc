"""Counters and latencies, shown at /metrics in the Prometheus text format.

Labels name routes, steps and kinds, never addresses or readers. A server of several processes keeps its figures in files of a folder, so that
whichever process is asked answers for all: prometheus_client's multiprocess mode, whose folder is PROMETHEUS_MULTIPROC_DIR.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

STEP_BUCKETS = (0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
REQUEST_BUCKETS = (0.0005, *STEP_BUCKETS[1:], 16.0)


class Metrics:
    """The service's figures. One object a process. `folder` is where those of several processes lie, empty for one process."""

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self._of_request: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._of_event: dict[str, Counter] = {}
        if folder and not values.ValueClass._multiprocess:
            # The library was loaded before the server forked, when there was no folder yet.
            values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        self.requests = Counter("sidenote_requests_total", "Requests answered.", ["route", "method", "status"], registry=self.registry)
        self.request_seconds = Histogram(
            "sidenote_request_seconds", "Time to answer a request.", ["route"], buckets=REQUEST_BUCKETS, registry=self.registry
        )
        self.step_seconds = Histogram(
            "sidenote_step_seconds", "Time of a step of the pipeline.", ["step"], buckets=STEP_BUCKETS, registry=self.registry
        )
        self.cache_seconds = self.step_seconds.labels("cache")
        self.cache_events = Counter("sidenote_cache_events_total", "What the cache did.", ["event"], registry=self.registry)
        self.page_failures = Counter("sidenote_page_failures_total", "Pages that could not be had or read.", ["problem"], registry=self.registry)
        self.links = Counter("sidenote_links_total", "Findings shown, and names left unlinked by reason.", ["decision"], registry=self.registry)
        self.limited = Counter("sidenote_limited_total", "Requests refused by a rate limit.", ["policy"], registry=self.registry)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.step_seconds.labels(name).observe(time.perf_counter() - began)

    def count_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request answered. The counters of its labels are looked up once: the library's own look-up costs as much as all the rest."""
        counters = self._of_request.get((route, method, status))
        if counters is None:
            counters = self.requests.labels(route, method, str(status)), self.request_seconds.labels(route)
            self._of_request[route, method, status] = counters
        counters[0].inc()
        counters[1].observe(seconds)

    def count_cache(self, event: str) -> None:
        """Count what the cache did: hit, miss, stale, lost …"""
        counter = self._of_event.get(event)
        if counter is None:
            counter = self._of_event[event] = self.cache_events.labels(event)
        counter.inc()

    def count_links(self, shown: int, reasons: Iterable[str]) -> None:
        """Count what an answer decided: findings shown, and names left unlinked by reason."""
        self.links.labels("shown").inc(shown)
        for reason in reasons:
            self.links.labels(reason).inc()

    def exposition(self, *present: Collector) -> tuple[bytes, str]:
        """The figures as text, and its content type. `present` are collectors of what is true now: the parts, the edition."""
        shown = CollectorRegistry()
        if self._folder:
            MultiProcessCollector(shown, path=self._folder)  # type: ignore[no-untyped-call]
        for collector in present:
            shown.register(collector)
        own = b"" if self._folder else generate_latest(self.registry)
        return own + generate_latest(shown), CONTENT_TYPE_LATEST
