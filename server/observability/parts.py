"""The parts of a running service and how each is: what /readyz tells and /metrics shows.

Only a missing edition keeps annotation requests from being answered. A lost cache slows them, a lost database holds up curators, a silent worker
delays what curators accepted: the service is degraded then, and goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from server.cache import Cache
from server.curators import Curators
from server.errors import AppError
from server.heartbeat import read_heartbeat
from server.knowledge import KnowledgeSource

CURATORS_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """A part by name. `needed`: without it no annotation request is answered. `facts` are shown beside its status."""

    name: str
    up: bool
    needed: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


def edition_part(knowledge: KnowledgeSource) -> Part:
    """The published edition, with its id and the seconds since it was published."""
    try:
        current = knowledge.current()
    except AppError as error:
        return Part("edition", up=False, needed=True, facts={"problem": error.type})
    published = datetime.fromisoformat(current.manifest["created"])
    age = max(0.0, (datetime.now(UTC) - published).total_seconds())
    return Part("edition", up=True, needed=True, facts={"id": current.edition, "age_seconds": round(age)})


def cache_part(cache: Cache) -> Part:
    """The store of the answers: Redis, or memory where none is set."""
    return Part("cache", up=cache.available())


def curators_part(curators: Curators) -> Part:
    """The curators' database."""
    return Part("curators", up=curators.answers(seconds=CURATORS_SECONDS))


def worker_part(knowledge: KnowledgeSource) -> Part:
    """The worker that publishes what curators store, by its last sign of life."""
    said = read_heartbeat(knowledge.folder)
    if said is None:
        return Part("worker", up=False, facts={"state": "never seen"})
    facts = {"state": said.state, "silent_seconds": round(said.age, 1)} | ({"problem": said.problem} if said.problem else {})
    return Part("worker", up=said.alive and said.state != "failing", facts=facts)


class PartsCollector(Collector):
    """The parts as gauges."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = tuple(parts)

    def collect(self) -> Iterable[Metric]:
        """Prometheus' call."""
        up = GaugeMetricFamily("sidenote_part_up", "Whether a part answers (1) or not (0).", labels=["part"])
        for part in self._parts:
            up.add_metric([part.name], float(part.up))
        yield up
        edition = next((part for part in self._parts if part.name == "edition" and part.up), None)
        if edition is not None:
            info = GaugeMetricFamily("sidenote_edition_info", "The edition that answers.", labels=["edition"])
            info.add_metric([edition.facts["id"]], 1.0)
            yield info
            yield GaugeMetricFamily("sidenote_edition_age_seconds", "Seconds since the edition was published.", value=edition.facts["age_seconds"])
