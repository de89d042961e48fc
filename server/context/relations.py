"""Ties between the outlet a page is read at and the people, outlets and organizations it draws on, each with its steps and who disputes them."""

from __future__ import annotations

from collections.abc import Iterable

from server.context.ownership import Ownership
from server.context.showing import shown_statements
from server.records.context import Relation
from server.records.dates import held_on
from server.records.entity import Entity, Statement

_PERSONAL = ("employed_by", "writes_for", "affiliated_with", "member_of", "holds_office")


def find_relations(readers: Iterable[str], others: Iterable[str], ownership: Ownership) -> tuple[Relation, ...]:
    """The relations of the outlet read (and of the outlet its text is from) with everyone linked on the page."""
    found: dict[tuple[str, frozenset[str]], Relation] = {}
    for reader in readers:
        for other in others:
            for relation in _between(reader, other, ownership):
                found.setdefault((relation.kind, frozenset(relation.between)), relation)
    return tuple(found.values())


def _between(reader: str, other: str, ownership: Ownership) -> list[Relation]:
    entity = ownership.knowledge.entity(other)
    if entity is None:
        return []
    if entity.kind == "person":
        return _of_person(reader, entity, ownership)
    relation = tie(reader, other, ownership)
    return [relation] if relation else []


def _of_person(reader: str, person: Entity, ownership: Ownership) -> list[Relation]:
    found = []
    for statement in shown_statements(person):
        body = statement.object.id
        if statement.predicate not in _PERSONAL or body is None or held_on(statement.valid_from, statement.valid_to, ownership.day) is False:
            continue
        between_bodies = tie(reader, body, ownership)
        if between_bodies is None:
            continue
        disputes = _disputes([statement], [person.id, body], ownership)
        found.append(Relation(statement.predicate, (person.id, body), None, (statement.id,), disputes))
        if body != reader:
            found.append(between_bodies)
    return found


def tie(reader: str, other: str, ownership: Ownership) -> Relation | None:
    """How two outlets or organizations belong together: the same, one above the other, or under a common owner."""
    if reader == other:
        return Relation("same_outlet", (reader, other), None, ())
    up, down = ownership.above(reader).paths, ownership.above(other).paths
    if other in up:
        return _relation("owned_by", (reader, other), None, up[other], ownership)
    if reader in down:
        return _relation("owned_by", (other, reader), None, down[reader], ownership)
    shared = [node for node in up if node in down]
    if not shared:
        return None
    via = min(shared, key=lambda node: (len(up[node]) + len(down[node]), node))
    return _relation("common_owner", (reader, other), via, (*up[via], *down[via]), ownership)


def _relation(kind: str, between: tuple[str, str], via: str | None, steps: tuple[Statement, ...], ownership: Ownership) -> Relation:
    ids = tuple(dict.fromkeys(step.id for step in steps))
    on_the_way = dict.fromkeys([*between, *(step.subject for step in steps), *(step.object.id for step in steps if step.object.id)])
    return Relation(kind, between, via, ids, _disputes(steps, on_the_way, ownership))


def _disputes(steps: Iterable[Statement], entities: Iterable[str], ownership: Ownership) -> tuple[str, ...]:
    """The ids of statements that contradict a step, whichever of the two names the other; withdrawn ones no longer do."""
    steps = list(steps)
    ids = {step.id for step in steps}
    named = dict.fromkeys(other for step in steps for other in step.contradicts)
    shown: dict[str, Statement] = {}
    for entity_id in entities:
        entity = ownership.knowledge.entity(entity_id)
        shown.update({s.id: s for s in shown_statements(entity)} if entity else {})
    naming = [s.id for s in shown.values() if not ids.isdisjoint(s.contradicts)]
    withdrawn = {s.id for e in entities if (entity := ownership.knowledge.entity(e)) for s in entity.statements if s.status == "withdrawn"}
    return tuple(sorted({*(n for n in named if n not in withdrawn), *naming} - ids))
