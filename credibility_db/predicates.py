"""What each predicate says and which kinds of entity it joins, read from vocabulary/predicates.yaml. Used by schemas, rules and editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Predicate:
    """`objects` holds entity kinds and the word `text` where a literal will do; `level` is the step of ownership it means, if any."""

    name: str
    says: str
    subjects: frozenset[str]
    objects: frozenset[str]
    level: str | None = None


def _read() -> Mapping[str, Predicate]:
    table = yaml.safe_load(files("credibility_db").joinpath("vocabulary", "predicates.yaml").read_text("utf-8"))
    return {
        name: Predicate(name, row["says"], frozenset(row["subjects"]), frozenset(row["objects"]), row.get("level")) for name, row in table.items()
    }


PREDICATES = _read()
OWNERSHIP = frozenset(name for name, predicate in PREDICATES.items() if predicate.level)
