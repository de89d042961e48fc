"""Reads the Research Organization Registry's dumps: schema 2 (2.0, 2.1) and schema 1, plain or .gz.

The forms are those of github.com/ror-community/ror-schema (example_record_v2_1.json, ror_schema.json). The data is CC0. Fetches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
import yaml

from credibility_db.exchange.dumps import day_of, fingerprint_of, open_dump
from credibility_db.exchange.ror.elements import elements
from credibility_db.exchange.ror.schema_1 import as_schema_2
from credibility_db.incoming import ImportProblem, Incoming, Item, reference
from credibility_db.records import CitationRecord, EntityRecord, NameRecord, StatementRecord

_TABLES = yaml.safe_load(files("credibility_db.exchange.ror").joinpath("types.yaml").read_text("utf-8"))
LICENCE = "CC0-1.0"


class RorReader:
    """A dump of ROR. `as_of` is the day on which it was current, by default the file's own."""

    source = "ror"

    def __init__(self, path: Path, *, as_of: str | None = None) -> None:
        self._path = path
        self._as_of = as_of or day_of(path)
        self.fingerprint = fingerprint_of(path)

    def read(self, after: int = 0) -> Iterator[Item]:
        """What each active or inactive organization says; withdrawn records are passed over."""
        with open_dump(self._path) as file:
            for line, text in elements(file):
                if line > after:
                    item = _read(text, line, self._as_of)
                    if item is not None:
                        yield item


def _read(text: bytes, line: int, as_of: str) -> Item | None:
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return ImportProblem(line, f"is not JSON: {error}")
    try:
        organization = as_schema_2(told) if isinstance(told, dict) and "names" not in told else told
        return None if organization["status"] == "withdrawn" else Incoming(line, _record(organization, as_of))
    except (KeyError, TypeError, AttributeError, StopIteration) as error:
        return ImportProblem(line, f"is not a record of ROR: {type(error).__name__} {error}")


def _record(told: Mapping[str, Any], as_of: str) -> EntityRecord:
    names = list(_names(told["names"]))
    kinds = told["types"]
    number = short_id(told["id"])
    cited = CitationRecord(
        url=f"https://ror.org/{number}",
        title=f"{names[0].text} (ROR {number})",
        publisher="Research Organization Registry",
        accessed=as_of,
        kind="dataset",
        licence=LICENCE,
    )
    return EntityRecord(
        id=reference("ror", number),
        kind="organization",
        category=next((category for kind, category in _TABLES["types"].items() if kind in kinds), "organization"),
        name=names[0].text,
        country=next((place["geonames_details"]["country_code"] for place in told["locations"]), None),
        layer="compiled",
        identifiers={"ror": number, **_identifiers(told["external_ids"])},
        names=tuple(names[1:]),
        statements=tuple(_relations(told["relationships"], cited)),
    )


def short_id(url: str) -> str:
    """The identifier at the end of a ROR address."""
    return url.rstrip("/").rsplit("/", 1)[-1]


def _names(told: list[dict[str, Any]]) -> Iterator[NameRecord]:
    """The displayed name first, then the others once each."""
    shown = next(name for name in told if "ror_display" in name["types"])
    seen = set()
    for name in (shown, *told):
        if name["value"] not in seen:
            seen.add(name["value"])
            kind = next((_TABLES["names"][kind] for kind in name["types"] if kind in _TABLES["names"]), "alias")
            yield NameRecord(name["value"], kind, language=name.get("lang"))


def _identifiers(told: list[dict[str, Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in told:
        scheme = _TABLES["identifiers"].get(each["type"].lower())
        value = each.get("preferred") or next(iter(each["all"]), None)
        if scheme and value:
            found[scheme] = value.replace(" ", "") if scheme == "isni" else value
    return found


def _relations(told: list[dict[str, Any]], cited: CitationRecord) -> Iterator[StatementRecord]:
    """Statements about the organizations above and before; where they are not known here, their names stand."""
    for each in told:
        predicate = _TABLES["relationships"].get(each["type"].lower())
        if predicate:
            meant = reference("ror", short_id(each["id"]))
            yield StatementRecord("", "", predicate, object_id=meant, object_text=each["label"], layer="compiled", citations=(cited,))
