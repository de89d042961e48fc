"""Splitting: what belongs to another entity is taken out of one that was taken for both. For the CLI and the desk, in the caller's transaction.

The inverse of merging: chosen names, hosts, identifiers and statements go to an entity that is new, there already, or was merged into this one and
is published again by it. Nothing is chosen by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, update

from credibility_db.curation.history import lock_writing
from credibility_db.curation.merging import MergeResult
from credibility_db.curation.moving import Moves
from credibility_db.curation.revising import Revised, checked, write_revised
from credibility_db.errors import MergeRefused
from credibility_db.models import KnownReference
from credibility_db.queries import read_records, subjects_contradicting
from credibility_db.records import EntityRecord
from credibility_db.schemas.form import SLUG


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes: texts of names, places (`example.org`, `example.org/news`), schemes of identifiers, ids of statements.

    A statement of another entity may be chosen too, when the entity that is split is its object.
    """

    names: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    identifiers: frozenset[str] = frozenset()
    statements: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SplitOptions:
    """Who splits and why. `named`, `category`, `country` and `description` belong to an entity that is made by it."""

    who: str
    why: str
    named: str | None = None
    category: str | None = None
    country: str | None = None
    description: str = ""
    dry_run: bool = field(default=False)


def split_entity(connection: Connection, source_id: str, target_id: str, chosen: Chosen, options: SplitOptions) -> MergeResult:
    """Move what is chosen from `source_id` to `target_id`. Raises MergeRefused, or RulesViolated where a record would break a rule."""
    lock_writing(connection)
    found = {record.id: record for record in read_records(connection, [source_id, target_id])}
    source = found.get(source_id)
    if source is None or source.status != "published":
        raise MergeRefused(f"there is no published entity {source_id!r}")
    target = _target(source, target_id, found.get(target_id), options)
    subjects = {statement.partition(".")[0] for statement in chosen.statements} | subjects_contradicting(connection, source_id)
    around = list(read_records(connection, sorted(subjects - {source_id, target_id})))
    before = {record.id: record for record in (source, *around)} | ({target_id: found[target_id]} if target_id in found else {})
    moves = Moves.of(before.values())
    _move(moves, source, target, chosen)
    heads = (*_parted(source, target, chosen), *around)
    words = {source_id: "split", target_id: "update" if target_id in found else "create"}
    revised = Revised(before, moves.records(heads), words)
    result = MergeResult(list(revised.changes()), [], moves.joined, moves.dropped, checked(connection, revised))
    if not options.dry_run:
        write_revised(connection, revised, who=options.who, why=options.why)
        for scheme in chosen.identifiers:
            known = KnownReference.entity_id == source_id, KnownReference.scheme == scheme, KnownReference.value == source.identifiers[scheme]
            connection.execute(update(KnownReference).where(*known).values(entity_id=target_id))
    return result


def _target(source: EntityRecord, target_id: str, there: EntityRecord | None, options: SplitOptions) -> EntityRecord:
    """The entity that what is chosen goes to: as it is, published again, or new."""
    if target_id == source.id:
        raise MergeRefused("an entity cannot be split into itself")
    if there is None:
        if not SLUG.match(target_id):
            raise MergeRefused(f"{target_id!r} is no id: lower-case words joined by hyphens")
        if not options.named:
            raise MergeRefused(f"there is no entity {target_id!r}: give its name to make it (--named)")
        category, country = options.category or source.category, options.country or source.country
        return EntityRecord(target_id, source.kind, category, options.named, options.description, country, layer=source.layer)
    if there.kind != source.kind:
        raise MergeRefused(f"{source.id} is a {source.kind}, {target_id} is a {there.kind}")
    if there.status == "merged" and there.merged_into != source.id:
        raise MergeRefused(f"{target_id} was merged into {there.merged_into}, not into {source.id}")
    return replace(there, status="published", merged_into=None) if there.status == "merged" else there


def _move(moves: Moves, source: EntityRecord, target: EntityRecord, chosen: Chosen) -> None:
    for statement_id in sorted(chosen.statements):
        statement = moves.statements.get(statement_id)
        if statement is None or statement.status == "withdrawn":
            raise MergeRefused(f"there is no standing statement {statement_id!r}")
        if statement.subject == source.id:
            moves.to_subject(statement, target.id, same=frozenset((target.id,)))
        elif statement.object_id == source.id:
            moves.to_object(statement, target.id)
        else:
            raise MergeRefused(f"{statement_id} is no statement of {source.id} and does not lead to it")


def _parted(source: EntityRecord, target: EntityRecord, chosen: Chosen) -> tuple[EntityRecord, EntityRecord]:
    """The two entities with their names, hosts and identifiers."""
    names = [name for name in source.names if name.text in chosen.names]
    hosts = [host for host in source.hosts if f"{host.host}{host.path}".rstrip("/") in {place.rstrip("/") for place in chosen.hosts}]
    identifiers = {scheme: value for scheme, value in source.identifiers.items() if scheme in chosen.identifiers}
    _all_there("name (the canonical one stays)", chosen.names, {name.text for name in names})
    _all_there("host", {place.rstrip("/") for place in chosen.hosts}, {f"{host.host}{host.path}".rstrip("/") for host in hosts})
    _all_there("identifier", chosen.identifiers, identifiers)
    if taken := sorted(scheme for scheme, value in identifiers.items() if target.identifiers.get(scheme, value) != value):
        raise MergeRefused(f"{target.id} has its own {', '.join(taken)}")
    left = replace(
        source,
        names=tuple(name for name in source.names if name not in names),
        hosts=tuple(host for host in source.hosts if host not in hosts),
        identifiers={scheme: value for scheme, value in source.identifiers.items() if scheme not in identifiers},
    )
    known = {name.text for name in target.all_names()}
    brought = tuple(name for name in names if name.text not in known)
    places = {(host.host, host.path): host for host in (*hosts, *target.hosts)}
    joined = dict(sorted((identifiers | dict(target.identifiers)).items()))
    return left, replace(target, names=(*target.names, *brought), hosts=tuple(places.values()), identifiers=joined)


def _all_there(what: str, wanted: object, found: object) -> None:
    if missing := sorted(set(wanted) - set(found)):  # type: ignore[call-overload]
        raise MergeRefused(f"it has no such {what}: {', '.join(missing)}")
