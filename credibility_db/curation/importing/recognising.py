"""Which entity of the database an incoming record is: by identifier, by host, or by name together with country. Never by name alone.

People are recognised by identifiers only: two people of one country may well have one name. An identifier of the same scheme with another
value says that it is another entity, whatever host and name say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from credibility_db.hosts import HostInvalid, normal_host, normal_path
from credibility_db.incoming import parts_of
from credibility_db.queries import bearers_of, heirs, holders_of, identifiers_of, outlets_at, taken_ids
from credibility_db.records import EntityRecord
from credibility_db.schemas import slugify

_SLUG, _TAIL = 90, 29


class Ambiguous(ValueError):
    """The evidence points to several entities."""


def host_of(value: str) -> tuple[str, str]:
    """Host and path of a `host:` reference. Raises HostInvalid."""
    host, _, path = value.partition("/")
    return normal_host(host), normal_path(path)


def resolve(connection: Connection, references: Iterable[str]) -> dict[str, str]:
    """The entity of each reference that means exactly one."""
    wanted = set(references)
    own = {value for scheme, value in map(parts_of, wanted) if scheme == "id"}
    places: dict[str, tuple[str, str]] = {}
    for text in wanted:
        scheme, value = parts_of(text)
        if scheme == "host":
            try:
                places[text] = host_of(value)
            except HostInvalid:
                continue
    outlets = outlets_at(connection, {host for host, _ in places.values()})
    holders = holders_of(connection, [pair for pair in map(parts_of, wanted) if pair[0] not in ("id", "host")])
    merged = heirs(connection) if own else {}
    found = {f"id:{entity_id}": {merged.get(entity_id, entity_id)} for entity_id in taken_ids(connection, own)}
    found |= {text: outlets.get(place, set()) for text, place in places.items()}
    found |= {f"{scheme}:{value}": ids for (scheme, value), ids in holders.items()}
    return {text: next(iter(ids)) for text, ids in found.items() if len(ids) == 1}


class Recogniser:
    """The evidence around a batch of records, read at once; entities made on the way are added."""

    def __init__(self, connection: Connection, records: Sequence[EntityRecord]) -> None:
        pairs = {pair for record in records for pair in _pairs(record)}
        self._own = resolve(connection, [record.id for record in records if parts_of(record.id)[0] in ("id", "host")])
        self._holders = holders_of(connection, pairs)
        self._hosts = outlets_at(connection, {host.host for record in records for host in record.hosts})
        self._bearers = bearers_of(connection, {_bearer(record) for record in records if _known_by_name(record)})
        candidates = {entity for sets in (self._holders, self._hosts, self._bearers) for ids in sets.values() for entity in ids}
        self._identifiers = identifiers_of(connection, candidates)
        self._taken = taken_ids(connection, {id_ for record in records for id_ in _candidate_ids(record)})

    def find(self, record: EntityRecord) -> str | None:
        """The entity a record is, None for a new one. Raises Ambiguous."""
        if record.id in self._own:
            return self._own[record.id]
        known = {entity for pair in _pairs(record) for entity in self._holders.get(pair, ())}
        if len(known) > 1:
            raise Ambiguous(f"its identifiers belong to {', '.join(sorted(known))}")
        if known:
            return next(iter(known))
        at_host = {entity for host in record.hosts for entity in self._hosts.get((host.host, host.path), ())}
        for kind, entities in (("hosts", at_host), ("name and country", self._bearers.get(_bearer(record), set()))):
            agreeing = {entity for entity in entities if not self._another(entity, record)} if kind == "hosts" or _known_by_name(record) else set()
            if len(agreeing) > 1:
                raise Ambiguous(f"its {kind} belong to {', '.join(sorted(agreeing))}")
            if agreeing:
                return next(iter(agreeing))
        return None

    def held_by_others(self, record: EntityRecord, entity: str | None) -> dict[tuple[str, str], str]:
        """The record's hosts that belong to another outlet than `entity`, with that outlet."""
        others = {(host.host, host.path): self._hosts.get((host.host, host.path), set()) - {entity} for host in record.hosts}
        return {place: min(ids) for place, ids in others.items() if ids}

    def knows(self, scheme: str, value: str) -> bool:
        """Whether an entity is recognised by this identifier or reference already."""
        return bool(self._holders.get((scheme, value)))

    def add(self, record: EntityRecord, *, reference: str) -> None:
        """Take in an entity, under its id here and the reference of its dataset."""
        self._taken.add(record.id)
        for pair in (parts_of(reference), *record.identifiers.items()):
            self._holders.setdefault(pair, set()).add(record.id)
        for host in record.hosts:
            self._hosts.setdefault((host.host, host.path), set()).add(record.id)
        if _known_by_name(record):
            self._bearers.setdefault(_bearer(record), set()).add(record.id)
        self._identifiers[record.id] = dict(self._identifiers.get(record.id, {})) | dict(record.identifiers)

    def new_id(self, record: EntityRecord) -> str:
        """A free id made from the name; where it is taken, with the dataset's reference. Raises Ambiguous when that is taken too."""
        free = next((candidate for candidate in _candidate_ids(record) if candidate not in self._taken), None)
        if free is None:
            raise Ambiguous("no id is free for it")
        return free

    def _another(self, entity: str, record: EntityRecord) -> bool:
        theirs = self._identifiers.get(entity, {})
        return any(theirs.get(scheme, value) != value for scheme, value in record.identifiers.items())


def _pairs(record: EntityRecord) -> list[tuple[str, str]]:
    """Identifiers and the record's own reference, unless that is a host or an id of ours."""
    own = parts_of(record.id)
    return [*record.identifiers.items(), *([own] if own[0] not in ("id", "host") else [])]


def _bearer(record: EntityRecord) -> tuple[str, str, str]:
    return record.kind, record.country or "", record.name


def _known_by_name(record: EntityRecord) -> bool:
    return bool(record.country) and record.kind != "person"


def _candidate_ids(record: EntityRecord) -> tuple[str, str]:
    """The name as an id, and the same with the dataset's reference; the reference alone where the name is not written in Latin letters."""
    scheme, value = parts_of(record.id)
    tail = slugify(value)[:_TAIL].strip("-")
    latin = sum(char.isalpha() for char in slugify(record.name)) * 2 > sum(char.isalpha() for char in record.name)
    plain = slugify(record.name)[:_SLUG].rstrip("-") if latin else f"{slugify(scheme)}-{tail}"
    return plain, f"{plain}-{tail}"
