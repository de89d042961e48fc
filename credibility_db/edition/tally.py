"""What an edition holds, counted entity by entity: its manifest's counts, licences and attributions. Entities can be taken out again, for updates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Members = dict[str, Any]
_COUNTED = {"outlet": "outlets", "organization": "organizations", "person": "people"}


@dataclass(slots=True)
class Tally:
    """Counts by name, statements by licence, and statements by (publisher, licence)."""

    counts: Counter[str] = field(default_factory=Counter)
    licences: Counter[str] = field(default_factory=Counter)
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of_manifest(cls, manifest: Members) -> Tally:
        """What a manifest says: the inverse of `members`."""
        sources = {(source["publisher"], source["licence"]): source["statements"] for source in manifest["attributions"]}
        return cls(Counter(manifest["counts"]), Counter(manifest["licences"]), Counter(sources))

    def members(self) -> Members:
        """The members of a manifest; what there is none of is left out."""
        sources = sorted((source, count) for source, count in self.sources.items() if count)
        return {
            "counts": {name: count for name, count in sorted(self.counts.items()) if count or name in ("hosts", "names")},
            "licences": {name: count for name, count in sorted(self.licences.items()) if count},
            "attributions": [{"publisher": publisher, "licence": licence, "statements": count} for (publisher, licence), count in sources],
        }

    def add(self, entity: Members, *, times: int = 1) -> None:
        """Count an entity with its statements; `times` of -1 takes it out."""
        self.counts["entities"] += times
        self.counts[_COUNTED[entity["kind"]]] += times
        self.counts["statements"] += times * len(entity["statements"])
        for statement in entity["statements"]:
            self.counts[f"statements_{statement['layer']}"] += times
            sources = {(citation["publisher"], citation["licence"]) for citation in statement["citations"] if citation["licence"]}
            for licence in {licence for _, licence in sources}:
                self.licences[licence] += times
            for source in sources:
                self.sources[source] += times
