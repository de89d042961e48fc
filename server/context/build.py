"""Links → facts: what the edition adds to a page as of the article's date. Between `linking` and `annotations`."""

from __future__ import annotations

from server.context.ownership import Ownership, steps_up
from server.context.profile import LinkedPlaces, count_profile
from server.context.relations import find_relations
from server.context.showing import show
from server.records.attribution import Attribution
from server.records.context import Context, EntityContext, Relation
from server.records.dates import held_on
from server.records.entity import Entity
from server.records.knowledge import Knowledge
from server.records.link import Link
from server.records.outlet import OutletIdentity
from server.records.page import Page

_PERSONAL = frozenset(["employed_by", "writes_for", "affiliated_with", "member_of"])
_DRAWN_ON = ("source", "channel", "described", "byline")


def build_context(
    page: Page, identity: OutletIdentity, attributions: tuple[Attribution, ...], links: tuple[Link, ...], knowledge: Knowledge
) -> Context:
    """The entities, relations and profile of a page; entities not in the edition any more are left out."""
    ownership = Ownership(knowledge, page.published)
    readers = [outlet.entity for outlet in (identity.outlet, identity.origin) if outlet is not None and outlet.entity]
    drawn_on = dict.fromkeys(link.entity for link in links if link.entity and link.mention.role in _DRAWN_ON)
    others = [*drawn_on, *(reader for reader in readers[1:] if reader not in drawn_on)]
    relations = find_relations(readers, others, ownership)
    return Context(
        as_of=page.published,
        entities=_entities([*readers, *(link.entity for link in links if link.entity)], relations, ownership),
        relations=relations,
        profile=count_profile(attributions, LinkedPlaces.of(links), readers[0] if readers else None, ownership),
    )


def _entities(linked: list[str], relations: tuple[Relation, ...], ownership: Ownership) -> dict[str, EntityContext]:
    """The linked entities, then those their statements need: bodies people belong to, owners up the chain, the nodes of relations."""
    wanted = dict.fromkeys(linked)
    for relation in relations:
        wanted.update(dict.fromkeys([*relation.between, *([relation.via] if relation.via else [])]))
    waiting, found = list(wanted), {}
    while waiting:
        entity_id = waiting.pop(0)
        entity = ownership.knowledge.entity(entity_id)
        if entity is None or entity_id in found:
            continue
        found[entity_id] = show(entity, ownership.day)
        waiting += [other for other in _needed(entity, ownership.day) if other not in found]
    return found


def _needed(entity: Entity, day: str | None) -> list[str]:
    bodies = [s.object.id for s in steps_up(entity, day) if s.object.id]
    if entity.kind == "person":
        bodies += [
            s.object.id
            for s in entity.statements
            if s.predicate in _PERSONAL and s.object.id and s.status != "withdrawn" and held_on(s.valid_from, s.valid_to, day) is not False
        ]
    return bodies
