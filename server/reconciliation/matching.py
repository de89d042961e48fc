"""A row's name and hints into candidates, best first.

The protocol demands a score. It says how alike the name asked for and a name on record are, from 0 to 100, less where a hint disagrees; it says
nothing of the record. `match` is set where nobody need look: one candidate bears exactly this name and no hint disagrees, and for a person a hint
agrees as well, since a name alone never tells who somebody is; or an identifier or host says so. Two candidates left means no match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from server.reconciliation.properties import IDENTIFIERS, PROPERTIES, agrees, host_of, plain_value
from server.reconciliation.types import types_of

Members = dict[str, Any]
_GATHERED = 20
"""Candidates looked at for each way of searching."""
_SINGLE_WORDS = 3
_LEAST = 55.0
"""Names less alike share a word by chance; "Spiegel" and "SPIEGEL-Verlag" have 67. Lower, and the lists fill with what nobody means."""
_DISAGREES = 15.0
_UNIQUE = frozenset({"host", *IDENTIFIERS})
_WIKIDATA_ID = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?Q[1-9][0-9]*", re.IGNORECASE)
"""A name that is none: tables that were reconciled with Wikidata before have its ids in a column of their own."""


class Records(Protocol):
    """The edition, as far as it is asked here; `server.knowledge.EditionKnowledge` is one."""

    def record(self, entity_id: str) -> bytes | None: ...
    def search(self, query: str, *, limit: int, offset: int = 0) -> list[Members]: ...
    def outlet_of(self, host: str, path: str = "/") -> str | None: ...
    def entities_named(self, name: str) -> tuple[Any, ...]: ...
    def identified(self, scheme: str, identifier: str) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Query:
    """One row. `hints` are values by property; those that the service does not know are passed over."""

    name: str = ""
    types: tuple[str, ...] = ()
    strict: str = "any"
    limit: int = 10
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Candidate:
    record: Members
    similarity: float
    agreement: dict[str, bool]
    of_type: bool

    @property
    def score(self) -> float:
        alike = 100.0 if self.identified else self.similarity
        return round(max(0.0, alike - _DISAGREES * sum(not agreed for agreed in self.agreement.values())), 1)

    @property
    def identified(self) -> bool:
        """An identifier or a host says it is this one; another hint may say it is not."""
        return any(self.agreement.get(hint) for hint in _UNIQUE)

    @property
    def sure(self) -> bool:
        """An identifier or a host says it is this one, and nothing against it."""
        return self.identified and all(self.agreement.values())

    @property
    def exact(self) -> bool:
        """Name and hints leave no doubt about this one, whatever others there are."""
        known = self.record["kind"] != "person" or any(self.agreement.values())
        return self.similarity == 100.0 and all(self.agreement.values()) and known


def reconcile(edition: Records, query: Query) -> list[Members]:
    """The candidates for a row, best first."""
    found = [_weigh(orjson.loads(raw), query) for entity in _gather(edition, query) if (raw := edition.record(entity)) is not None]
    kept = [each for each in found if (each.of_type or query.strict == "should") and (each.identified or each.similarity >= _LEAST)]
    kept.sort(key=lambda each: (-each.score, not each.of_type, each.record["id"]))
    matched = _match(kept)
    return [_shown(each, match=each is matched) for each in kept[: query.limit]]


def _match(kept: list[_Candidate]) -> _Candidate | None:
    for group in ([each for each in kept if each.sure], [each for each in kept if each.similarity == 100.0]):
        if group:
            return group[0] if len(group) == 1 and (group[0].sure or group[0].exact) else None
    return None


def _gather(edition: Records, query: Query) -> dict[str, None]:
    """The ids of those who may be meant: by id, by exact name, by host, by an identifier elsewhere, by the words of the name."""
    found: dict[str, None] = {}
    name = query.name.strip()
    given = [(scheme, value) for scheme in IDENTIFIERS for value in query.hints.get(scheme, ())]
    if _WIKIDATA_ID.fullmatch(name):
        given.append(("wikidata", name))
    for scheme, value in given:
        found |= dict.fromkeys(edition.identified(scheme, plain_value(scheme, value)))
    for host in (*query.hints.get("host", ()), *([name] if "." in name and " " not in name else [])):
        if outlet := edition.outlet_of(host_of(host)):
            found[outlet] = None
    if not name:
        return found
    if (raw := edition.record(name)) is not None:
        found[orjson.loads(raw)["id"]] = None
    found |= dict.fromkeys(match.entity for match in edition.entities_named(name))
    found |= _ids(edition.search(name, limit=_GATHERED))
    if len(found) < query.limit:
        for word in sorted(set(_fold(name).split()), key=len, reverse=True)[:_SINGLE_WORDS]:
            found |= _ids(edition.search(word, limit=_GATHERED))
    return found


def _ids(heads: Iterable[Members]) -> dict[str, None]:
    return dict.fromkeys(head["id"] for head in heads)


def _weigh(record: Members, query: Query) -> _Candidate:
    from rapidfuzz import fuzz  # noqa: PLC0415 - 3 MB of every worker, of which few reconcile

    asked = _fold(query.name)
    names = [_fold(each["text"]) for each in record["names"]]
    alike = [100.0 if name == asked else min(99.0, fuzz.token_sort_ratio(name, asked)) for name in names]
    similarity = 100.0 if query.name.strip() == record["id"] else max(alike, default=0.0)
    heard = {hint: agrees(record, hint, values) for hint, values in query.hints.items() if hint in PROPERTIES}
    own = {each["id"] for each in types_of(record)}
    needed = all if query.strict == "all" else any
    of_type = not query.types or needed(each in own for each in query.types)
    if "." in query.name and agrees(record, "host", [query.name]):
        heard["host"] = True
    if _WIKIDATA_ID.fullmatch(query.name.strip()) and agrees(record, "wikidata", [query.name]):
        heard["wikidata"] = True
    return _Candidate(record, similarity, {hint: said for hint, said in heard.items() if said is not None}, of_type)


def _shown(candidate: _Candidate, *, match: bool) -> Members:
    record = candidate.record
    features: list[Members] = [{"id": "name", "value": round(candidate.similarity, 1)}]
    features += [{"id": hint, "value": agreed} for hint, agreed in candidate.agreement.items()]
    members = {"id": record["id"], "name": record["name"], "type": types_of(record), "score": candidate.score, "features": features, "match": match}
    return members | ({"description": record["description"]} if record["description"] else {})


def _fold(text: str) -> str:
    """A name as it is compared: case, accents and punctuation aside."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(mark if mark.isalnum() else " " for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(plain.split())
