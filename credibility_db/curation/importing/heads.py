"""First stage of an import: entities. Each record of a batch is recognised or made; what it adds to a record that others keep is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, delete, insert

from credibility_db.curation.history import canonical
from credibility_db.curation.importing.form import LONGEST_NAME, Misfit, fitted_head, one_line
from credibility_db.curation.importing.recognising import Ambiguous, Recogniser
from credibility_db.curation.loading import Change
from credibility_db.curation.proposals import ProposedChange
from credibility_db.curation.rows import insert_heads, replace_heads
from credibility_db.curation.rules import check_records, errors_only
from credibility_db.incoming import ImportProblem, Incoming, Label, parts_of
from credibility_db.models import KnownLabel, KnownReference
from credibility_db.names import fold_name
from credibility_db.queries import labels_of, origins_of, read_records
from credibility_db.records import EntityRecord
from credibility_db.schemas import plain_head


@dataclass(slots=True)
class HeadPlan:
    """What a batch of entities comes to."""

    new: dict[str, EntityRecord] = field(default_factory=dict)
    updated: dict[str, EntityRecord] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    proposed: list[ProposedChange] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    references: dict[tuple[str, str], str] = field(default_factory=dict)


def plan_heads(connection: Connection, batch: Sequence[Incoming], *, source: str, who: str) -> HeadPlan:
    """Recognise or make the entity of each record. Nothing is written."""
    plan = HeadPlan()
    placed = _place(connection, _in_form(batch, plan), plan)
    matched = [entity_id for entity_id, _, _ in placed if entity_id not in plan.new]
    there = {record.id: record for record in read_records(connection, dict.fromkeys(matched))}
    origins, _ = origins_of(connection, matched)
    joined: dict[str, EntityRecord] = {}
    for entity_id, record, _ in placed:
        old = joined.get(entity_id) or plan.new.get(entity_id) or there[entity_id]
        if entity_id in plan.new or origins[entity_id] == source:
            joined[entity_id] = _joined(old, record, mine=True)
        elif proposal := _gaps(there[entity_id], record, source=source, who=who):
            plan.proposed.append(proposal)
    for entity_id, record in joined.items():
        if entity_id in plan.new:
            plan.new[entity_id] = record
        elif canonical(plain_head(record)) != canonical(plain_head(there[entity_id])):
            plan.updated[entity_id] = record
    plan.changes = [Change(key, key, "create", None, canonical(plain_head(record))) for key, record in plan.new.items()]
    plan.changes += [
        Change(key, key, "update", canonical(plain_head(there[key])), canonical(plain_head(record))) for key, record in plan.updated.items()
    ]
    return plan


def write_heads(connection: Connection, plan: HeadPlan, *, source: str) -> None:
    """Write the entities of a plan and the references by which their dataset knows them; revisions and proposals are the caller's."""
    insert_heads(connection, list(plan.new.values()), origin=source)
    replace_heads(connection, list(plan.updated.values()), origin=source)
    rows = [{"scheme": scheme, "value": value, "entity_id": entity_id} for (scheme, value), entity_id in plan.references.items()]
    if rows:
        connection.execute(insert(KnownReference), rows)


def write_labels(connection: Connection, labels: Sequence[Label]) -> None:
    """Keep what the dataset calls things that are no entities here; a new name replaces the old one."""
    wanted = {parts_of(label.reference): one_line(label.text)[:LONGEST_NAME] for label in labels}
    known = labels_of(connection, wanted)
    for (scheme, value), text in wanted.items():
        if known.get((scheme, value)) != text:
            connection.execute(delete(KnownLabel).where(KnownLabel.scheme == scheme, KnownLabel.value == value))
            connection.execute(insert(KnownLabel), [{"scheme": scheme, "value": value, "text": text}])


def _in_form(batch: Sequence[Incoming], plan: HeadPlan) -> list[tuple[int, EntityRecord]]:
    """The records that create entities, in form, with their lines. What the rules refuse is taken off or left out."""
    fitting: list[tuple[int, EntityRecord]] = []
    for incoming in batch:
        if not incoming.creates:
            continue
        try:
            record = fitted_head(incoming.record)
        except Misfit as misfit:
            plan.problems.append(ImportProblem(incoming.line, f"{incoming.record.id}: {misfit}"))
            continue
        for finding in errors_only(check_records([record])):
            plan.problems.append(ImportProblem(incoming.line, f"{incoming.record.id}: {finding.code}: {finding.message}"))
            record = replace(record, hosts=()) if finding.code.startswith("host-") else replace(record, description="")
        fitting.append((incoming.line, record))
    return fitting


def _place(connection: Connection, fitting: Sequence[tuple[int, EntityRecord]], plan: HeadPlan) -> list[tuple[str, EntityRecord, int]]:
    """Each record with the entity it is; new ones go into the plan."""
    recogniser = Recogniser(connection, [record for _, record in fitting])
    placed: list[tuple[str, EntityRecord, int]] = []
    for line, record in fitting:
        try:
            found = recogniser.find(record)
            entity_id = found or recogniser.new_id(record)
        except Ambiguous as ambiguous:
            plan.problems.append(ImportProblem(line, f"{record.id} ({record.name}): {ambiguous}"))
            continue
        others = recogniser.held_by_others(record, found)
        for (host, path), holder in others.items():
            plan.problems.append(ImportProblem(line, f"{record.id} ({record.name}): {host}{path.rstrip('/')} belongs to {holder}, left out"))
        mine = replace(record, id=entity_id, hosts=tuple(host for host in record.hosts if (host.host, host.path) not in others))
        scheme, value = parts_of(record.id)
        if scheme not in ("id", "host") and not recogniser.knows(scheme, value):
            plan.references[scheme, value] = entity_id
        if found is None:
            plan.new[entity_id] = mine
        recogniser.add(mine, reference=record.id)
        placed.append((entity_id, mine, line))
    return placed


def _joined(old: EntityRecord, new: EntityRecord, *, mine: bool) -> EntityRecord:
    """The old head with what the new one adds; where it is the import's own, the new one's members stand and the old name becomes a further one."""
    known = {name.text for name in old.all_names()}
    names = [*old.names, *(name for name in new.names if name.text not in known)]
    hosts = {(host.host, host.path): host for host in (*new.hosts, *old.hosts)}
    if not mine:
        identifiers = {**new.identifiers, **old.identifiers}
        return replace(old, country=old.country or new.country, identifiers=identifiers, names=tuple(names), hosts=tuple(hosts.values()))
    if new.name != old.name:
        names = [name for name in names if name.text != new.name]
        names += [replace(old.all_names()[0], kind="alias", alone=None)]
    return replace(
        old,
        name=new.name,
        category=new.category,
        country=new.country or old.country,
        identifiers={**old.identifiers, **new.identifiers},
        names=tuple(names),
        hosts=tuple(hosts.values()),
    )


def _gaps(old: EntityRecord, new: EntityRecord, *, source: str, who: str) -> ProposedChange | None:
    """What the dataset knows of an entity that others keep, as a proposal; None when it adds nothing, or to an uncurated record only names."""
    after = _joined(old, new, mine=False)
    bearing = {fold_name(name.text) for name in old.all_names()}
    news = {fold_name(name.text) for name in after.names} - bearing
    if not news and len(after.hosts) == len(old.hosts) and after.identifiers == old.identifiers and after.country == old.country:
        return None
    if old.layer != "curated" and len(after.hosts) == len(old.hosts) and after.identifiers == old.identifiers and after.country == old.country:
        return None
    before, then = canonical(plain_head(old)), canonical(plain_head(after))
    return ProposedChange("entity", old.id, old.id, before, then, source, who, f"{source} has names, hosts or identifiers that the record lacks")
