"""vocabulary.yaml as tables: FollowTheMoney's schemata and our vocabulary, both ways. Used by the reader and by exports."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Link:
    """A schema that joins two entities: which of its properties is our subject, which our object."""

    schema: str
    subject: str
    object: str
    predicate: str
    role: str


_TABLES = yaml.safe_load(files("credibility_db.exchange.follow_the_money").joinpath("vocabulary.yaml").read_text("utf-8"))

ENTITIES: dict[str, tuple[str, str]] = {}
"""Kind and category by schema."""
SCHEMATA: dict[tuple[str, str], str] = {}
"""Schema by kind and category; `schema_of` also answers for those that are not listed."""
for _row in _TABLES["entities"]:
    ENTITIES.setdefault(_row["schema"], (_row["kind"], _row["category"]))
    SCHEMATA.setdefault((_row["kind"], _row["category"]), _row["schema"])

LINKS: dict[str, Link] = {row["schema"]: Link(**row) for row in _TABLES["links"]}
LINK_OF: dict[str, Link] = {}
for _link in LINKS.values():
    LINK_OF.setdefault(_link.predicate, _link)
OFFICES: dict[str, str] = _TABLES["offices"]
PROPERTIES: dict[str, tuple[str, bool]] = {name: (row["predicate"], row["entity"]) for name, row in _TABLES["properties"].items()}
"""Predicate of each property of an entity, and whether it points to one."""
UNKNOWN_LINK: dict[str, str] = {name: value for name, value in _TABLES["unknown_link"].items() if name != "predicates"}
UNKNOWN_PREDICATES: frozenset[str] = frozenset(_TABLES["unknown_link"]["predicates"])
LOST: frozenset[str] = frozenset(_TABLES["lost"])
IDENTIFIERS: dict[str, str] = _TABLES["identifiers"]


def schema_of(kind: str, category: str) -> str:
    """The schema under which an entity is exported."""
    return SCHEMATA.get((kind, category)) or str(_TABLES["exported_as"][kind])
