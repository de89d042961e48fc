"""The tables by which Wikidata's items and properties become ours: classes.tsv, countries.tsv, properties.yaml. docs/importing.md says where from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class ItemClass:
    """What an instance of a class is here; `place` orders the classes of one item."""

    kind: str
    category: str
    place: int


@dataclass(frozen=True, slots=True)
class Property:
    """The statement that a property makes."""

    predicate: str
    role: str | None
    subjects: frozenset[str]


def _rows(file: str) -> list[list[str]]:
    lines = files("credibility_db.exchange.wikidata").joinpath(file).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


_KINDS = ("person", "outlet", "organization", "label")
_TABLES = yaml.safe_load(files("credibility_db.exchange.wikidata").joinpath("properties.yaml").read_text("utf-8"))

CLASSES: dict[str, ItemClass] = {
    row[0]: ItemClass(row[2], row[3], _KINDS.index(row[2]) * 1_000 + place) for place, row in enumerate(_rows("classes.tsv"))
}
COUNTRIES: dict[str, str] = {row[0]: row[1] for row in _rows("countries.tsv")}
PROPERTIES: dict[str, Property] = {
    name: Property(row["predicate"], row.get("role"), frozenset(row["subjects"])) for name, row in _TABLES["statements"].items()
}
IDENTIFIERS: dict[str, str] = {name: row["scheme"] for name, row in _TABLES["identifiers"].items()}
LANGUAGES: tuple[str, ...] = tuple(_TABLES["languages"])
PLATFORMS: frozenset[str] = frozenset(_TABLES["platforms"])
