"""Reads FollowTheMoney entities as JSON lines, as OpenSanctions and Aleph export them. Fetches nothing.

The schemata are those of github.com/alephdata/followthemoney (followthemoney/schema/*.yaml). Links are entities of their own there (an Ownership has
an owner and an asset); each becomes a statement on one of the two. Family, associates, addresses, birth dates and documents are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from credibility_db.dates import InvalidDate, day_range
from credibility_db.exchange.dumps import day_of, fingerprint_of, numbered_lines
from credibility_db.exchange.follow_the_money.vocabulary import ENTITIES, IDENTIFIERS, LINKS, OFFICES, PROPERTIES, UNKNOWN_LINK, UNKNOWN_PREDICATES
from credibility_db.incoming import ImportProblem, Incoming, Item, Label, reference
from credibility_db.records import CitationRecord, EntityRecord, NameRecord, StatementRecord

_NAMES = {"name": "alias", "alias": "alias", "weakAlias": "alias", "previousName": "former", "abbreviation": "abbreviation"}
_COUNTRIES = ("mainCountry", "jurisdiction", "country")


@dataclass(frozen=True, slots=True)
class Collection:
    """The data collection that the entities come from, for citations. `scheme` names its identifiers; `url` may hold `{id}`."""

    title: str = "OpenSanctions"
    publisher: str = "OpenSanctions"
    url: str = "https://www.opensanctions.org/entities/{id}/"
    licence: str = "CC-BY-NC-4.0"
    scheme: str = "opensanctions"


class FollowTheMoneyReader:
    """A file of FollowTheMoney entities. `as_of` is the day of the export, by default the file's own."""

    source = "follow-the-money"

    def __init__(self, path: Path, *, as_of: str | None = None, collection: Collection | None = None) -> None:
        self._path = path
        self._collection = collection or Collection()
        self._as_of = as_of or day_of(path)
        self.source = self._collection.scheme.replace("_", "-")
        self.fingerprint = fingerprint_of(path)

    def read(self, after: int = 0) -> Iterator[Item]:
        """What each entity and each link says."""
        for number, line in numbered_lines(self._path, after=after):
            if line is None:
                yield ImportProblem(number, "the line is too long")
            elif line.strip():
                item = self._read_line(line, number)
                if item is not None:
                    yield item

    def _read_line(self, text: bytes, line: int) -> Item | None:
        try:
            told = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            return ImportProblem(line, f"is not JSON: {error}")
        if not isinstance(told, dict) or not isinstance(told.get("id"), str) or not isinstance(told.get("properties"), dict):
            return ImportProblem(line, "is not an entity with id, schema and properties")
        schema, own = told.get("schema"), _Entity(told["id"], told["properties"])
        if schema == OFFICES["position"]:
            return Label(line, self._reference(own.id), own.first("name") or own.id)
        if schema in ENTITIES:
            return self._entity(own, schema, line)
        return self._link(own, str(schema), line)

    def _reference(self, entity_id: str) -> str:
        return reference(self._collection.scheme, entity_id)

    def _entity(self, own: _Entity, schema: str, line: int) -> Item:
        kind, category = ENTITIES[schema]
        names = list(own.names())
        if not names:
            return ImportProblem(line, f"{own.id} has no name")
        country = next((text.upper() for name in _COUNTRIES if len(text := own.first(name) or "") == 2), None)
        record = EntityRecord(
            id=self._reference(own.id),
            kind=kind,
            category=category,
            name=names[0].text,
            country=None if kind == "person" else country,
            layer="compiled",
            identifiers={**own.identifiers(), self._collection.scheme: own.id},
            names=tuple(names[1:]),
            statements=tuple(self._own_statements(own, kind)),
        )
        return Incoming(line, record, complete=False)

    def _own_statements(self, own: _Entity, kind: str) -> Iterator[StatementRecord]:
        """What properties of an entity say without a link."""
        for name, (predicate, is_entity) in PROPERTIES.items():
            for value in own.all(name) if kind != "person" else ():
                entity, text = (self._reference(value), None) if is_entity else (None, value)
                yield StatementRecord("", "", predicate, entity, text, layer="reported", citations=tuple(self._citations(own)))

    def _link(self, own: _Entity, schema: str, line: int) -> Item | None:
        """A link as a statement on the entity that is its subject here; None for schemata that are not read."""
        link = LINKS.get(schema)
        ends = (link.subject, link.object) if link else None
        predicate = link.predicate if link else None
        role = own.first(link.role if link else "role")
        if schema == OFFICES["schema"]:
            ends, predicate = (OFFICES["subject"], OFFICES["object"]), OFFICES["predicate"]
        elif schema == UNKNOWN_LINK["schema"] and role in UNKNOWN_PREDICATES:
            ends, predicate, role = (UNKNOWN_LINK["subject"], UNKNOWN_LINK["object"]), role, next(iter(own.all("role")[1:]), None)
        if ends is None or predicate is None:
            return None
        subject, target = own.first(ends[0]), own.first(ends[1])
        if subject is None or target is None:
            return ImportProblem(line, f"{own.id} lacks one of its ends, {ends[0]} or {ends[1]}")
        start, end = own.date("startDate"), own.date("endDate")
        statement = StatementRecord(
            id=own.id if len(own.id) <= 40 else own.id[-40:],
            subject="",
            predicate=predicate,
            object_id=self._reference(target),
            role=role,
            valid_from=start,
            valid_to=end,
            share=own.share() if predicate == "owned_by" else None,
            layer="compiled" if start or end or own.all("sourceUrl") else "reported",
            citations=tuple(self._citations(own)),
        )
        record = EntityRecord(id=self._reference(subject), kind="", category="", name="", statements=(statement,))
        return Incoming(line, record, creates=False, complete=False)

    def _citations(self, own: _Entity) -> Iterator[CitationRecord]:
        """The collection, and the sources that it gives, at second hand."""
        of = self._collection
        yield CitationRecord(of.url.replace("{id}", own.id), of.title, of.publisher, self._as_of, "dataset", licence=of.licence)
        for url in own.all("sourceUrl")[:5]:
            if url.startswith(("http://", "https://")):
                yield CitationRecord(url, url, of.publisher, self._as_of, "dataset", asserted_by=of.publisher)


@dataclass(frozen=True, slots=True)
class _Entity:
    """An entity's id and its properties, each of which has a list of texts."""

    id: str
    properties: Mapping[str, Any]

    def all(self, name: str) -> list[str]:
        values = self.properties.get(name)
        found = values if isinstance(values, list) else [values]
        return [value.strip() for value in found if isinstance(value, str) and value.strip()]

    def first(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)

    def names(self) -> Iterator[NameRecord]:
        """Each name once, the first of `name` first."""
        seen = set()
        for prop, kind in _NAMES.items():
            for text in self.all(prop):
                if text not in seen:
                    seen.add(text)
                    yield NameRecord(text, kind)

    def identifiers(self) -> dict[str, str]:
        found = {scheme: value for prop, scheme in IDENTIFIERS.items() if (value := self.first(prop))}
        if self.id.startswith("Q") and self.id[1:].isdecimal():
            found.setdefault("wikidata", self.id)
        return found

    def date(self, name: str) -> str | None:
        """A property as a partial date; a time of day is cut off."""
        text = (self.first(name) or "")[:10]
        try:
            day_range(text)
        except InvalidDate:
            return None
        return text

    def share(self) -> float | None:
        """The percentage, where it is one number."""
        try:
            share = float((self.first("percentage") or "").rstrip("% ").replace(",", "."))
        except ValueError:
            return None
        return share if 0 < share <= 100 else None
