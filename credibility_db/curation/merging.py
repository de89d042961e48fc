"""Merging: one entity that was recorded twice becomes one. Called by the CLI and the desk, inside the caller's transaction.

Names, hosts, identifiers and statements move to the entity that is kept; the other keeps its row, with the status `merged`, so that its id leads
to the heir for good. Whatever the two say differently is told as a conflict, and the kept entity's word stands unless the caller takes the other's.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, update

from credibility_db.curation.history import lock_writing
from credibility_db.curation.loading import Change
from credibility_db.curation.moving import Moves
from credibility_db.curation.revising import Revised, checked, write_revised
from credibility_db.errors import MergeRefused
from credibility_db.models import KnownReference
from credibility_db.queries import merged_before, read_records, references_of, subjects_contradicting, subjects_naming
from credibility_db.records import EntityRecord, Finding, HostRecord, NameRecord

TAKEN = ("name", "description", "category", "country")
"""The members that one entity has only once: where both have them, the kept one's stand, or the other's if `take` names them."""


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """How to merge. `different_identifiers` merges even where a dataset has two identifiers for the two: the kept entity keeps its own,

    the other's stays with the merged row, which leads imports to the heir. With `dry_run` nothing is written and the result tells what would be.
    """

    who: str
    why: str
    take: frozenset[str] = frozenset()
    different_identifiers: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something of which there can be one and both entities have their own: what is kept, and what remains in the history alone."""

    member: str
    kept: str
    other: str

    def __str__(self) -> str:
        return f"{self.member}: kept {self.kept!r}, not {self.other!r}"


@dataclass(frozen=True, slots=True)
class MergeResult:
    """`changes` as written; `joined` pairs of statements that became one, `dropped` statements that would have been about themselves."""

    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


def merge_entities(connection: Connection, keep_id: str, gone_id: str, options: MergeOptions) -> MergeResult:
    """Merge `gone_id` into `keep_id`. Raises MergeRefused, or RulesViolated where the merged record would break a rule (a circle of owners)."""
    lock_writing(connection)
    if unknown := options.take - set(TAKEN):
        raise MergeRefused(f"cannot take {', '.join(sorted(unknown))}: only {', '.join(TAKEN)}")
    keep, gone = _both(connection, keep_id, gone_id)
    around = _around(connection, keep_id, gone_id)
    earlier = list(read_records(connection, merged_before(connection, gone_id)))
    known = {scheme: {value} for scheme, value in keep.identifiers.items()}
    for scheme, value in references_of(connection, [keep_id]):
        known.setdefault(scheme, set()).add(value)
    apart = {scheme for scheme, value in gone.identifiers.items() if scheme in known and value not in known[scheme]}
    if apart and not options.different_identifiers:
        told = ", ".join(f"{scheme} {'/'.join(sorted(known[scheme]))} and {gone.identifiers[scheme]}" for scheme in sorted(apart))
        raise MergeRefused(f"other datasets tell the two apart ({told}): are they one? (--different-identifiers merges them)")
    moves = Moves.of((keep, gone, *around, *earlier))
    _move(moves, keep, gone)
    led_on = (replace(record, merged_into=keep_id) for record in earlier)
    heads = (_joined(keep, gone, apart, options.take), _emptied(gone, keep_id, apart), *around, *led_on)
    before = {record.id: record for record in (keep, gone, *around, *earlier)}
    revised = Revised(before, moves.records(heads), {gone_id: "merge"})
    result = MergeResult(
        list(revised.changes()), list(_conflicts(keep, gone, apart, options.take)), moves.joined, moves.dropped, checked(connection, revised)
    )
    if not options.dry_run:
        write_revised(connection, revised, who=options.who, why=options.why)
        _hand_over_references(connection, keep_id, gone_id, staying=sorted(known))
    return result


def _both(connection: Connection, keep_id: str, gone_id: str) -> tuple[EntityRecord, EntityRecord]:
    """The two records, when they may be merged."""
    if keep_id == gone_id:
        raise MergeRefused("an entity cannot be merged into itself")
    found = {record.id: record for record in read_records(connection, [keep_id, gone_id])}
    for entity_id in (keep_id, gone_id):
        if entity_id not in found:
            raise MergeRefused(f"there is no entity {entity_id!r}")
        if found[entity_id].status == "merged":
            raise MergeRefused(f"{entity_id} was merged into {found[entity_id].merged_into} already")
    keep, gone = found[keep_id], found[gone_id]
    if keep.status != "published":
        raise MergeRefused(f"{keep_id} is {keep.status}: merge into a published entity")
    if keep.kind != gone.kind:
        raise MergeRefused(f"{keep_id} is a {keep.kind}, {gone_id} is a {gone.kind}")
    return keep, gone


def _around(connection: Connection, keep_id: str, gone_id: str) -> list[EntityRecord]:
    """The full records of the others whose statements name the entity that goes, as an object or as saying otherwise."""
    ids = subjects_naming(connection, [gone_id]) | subjects_contradicting(connection, gone_id)
    return [record for record in read_records(connection, sorted(ids - {keep_id, gone_id})) if record.status != "merged"]


def _move(moves: Moves, keep: EntityRecord, gone: EntityRecord) -> None:
    one = frozenset((keep.id, gone.id))
    standing = [statement for statement in moves.statements.values() if statement.status != "withdrawn"]
    for statement in standing:
        if statement.subject == gone.id:
            moves.to_subject(statement, keep.id, same=one)
        elif statement.object_id == gone.id:
            moves.to_object(moves.statements[statement.id], keep.id)


def _joined(keep: EntityRecord, gone: EntityRecord, apart: set[str], take: frozenset[str]) -> EntityRecord:
    """The kept entity with all that the other brings."""
    taken = {member: getattr(gone, member) for member in take if getattr(gone, member)}
    filled = {member: getattr(gone, member) for member in TAKEN if not getattr(keep, member) and getattr(gone, member)}
    head = replace(keep, **(filled | taken))
    if "name" in taken:
        head = replace(head, alone=gone.alone)
    names: dict[str, NameRecord] = {}
    for record in (keep, gone):
        for name in (*record.names, replace(record.all_names()[0], kind="alias")):
            if name.text != head.name:
                names.setdefault(name.text, name)
    hosts: dict[tuple[str, str], HostRecord] = {}
    for host in (*keep.hosts, *gone.hosts):
        hosts.setdefault((host.host, host.path), host)
    identifiers = {scheme: value for scheme, value in gone.identifiers.items() if scheme not in apart} | dict(keep.identifiers)
    return replace(head, names=tuple(names.values()), hosts=tuple(hosts.values()), identifiers=dict(sorted(identifiers.items())))


def _emptied(gone: EntityRecord, heir: str, apart: set[str]) -> EntityRecord:
    """What remains of the other: a row that leads to the heir, with the identifiers that the heir has otherwise."""
    staying = {scheme: value for scheme, value in gone.identifiers.items() if scheme in apart}
    return replace(gone, names=(), hosts=(), identifiers=staying, status="merged", merged_into=heir)


def _conflicts(keep: EntityRecord, gone: EntityRecord, apart: set[str], take: frozenset[str]) -> list[Conflict]:
    found = []
    for member in TAKEN:
        ours, theirs = str(getattr(keep, member) or ""), str(getattr(gone, member) or "")
        if ours and theirs and ours != theirs:
            found.append(Conflict(member, theirs, ours) if member in take else Conflict(member, ours, theirs))
    held = {(host.host, host.path): host for host in keep.hosts}
    for host in gone.hosts:
        other = held.get((host.host, host.path))
        if other and other != host:
            found.append(Conflict(f"time of {host.host}{host.path.rstrip('/')}", _time(other), _time(host)))
    found += [Conflict(scheme, keep.identifiers.get(scheme, "another"), gone.identifiers[scheme]) for scheme in sorted(apart)]
    return found


def _time(host: HostRecord) -> str:
    return f"{host.valid_from or '…'} to {host.valid_to or '…'}"


def _hand_over_references(connection: Connection, keep_id: str, gone_id: str, *, staying: list[str]) -> None:
    """Datasets' references go along, but for schemes in which the heir has its own: there the merged row leads to it."""
    moving = update(KnownReference).where(KnownReference.entity_id == gone_id, KnownReference.scheme.not_in(staying))
    connection.execute(moving.values(entity_id=keep_id))
