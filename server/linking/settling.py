"""What kind of source each attribution finally has: the article's words first, then the record. Last stage of `linking`."""

from __future__ import annotations

from dataclasses import replace

from server.records.attribution import Attribution, SourceType
from server.records.dates import held_on
from server.records.entity import Entity
from server.records.knowledge import Knowledge
from server.records.link import Link


def settle_source_types(
    attributions: tuple[Attribution, ...], links: tuple[Link, ...], knowledge: Knowledge, published: str | None = None
) -> tuple[Attribution, ...]:
    """The attributions with `source.type` settled; `published` is the article's date, on which an office must be held."""
    entity_of = {key: link.entity for link in links if link.mention.role == "source" and link.entity for key in link.mention.attributions}
    settled = []
    for attribution in attributions:
        entity = knowledge.entity(entity_of[attribution.id]) if attribution.id in entity_of else None
        kind = _type_by_record(attribution.source.type, entity, published) if entity else attribution.source.type
        settled.append(attribution if kind == attribution.source.type else replace(attribution, source=replace(attribution.source, type=kind)))
    return tuple(settled)


def _type_by_record(said: SourceType, entity: Entity, published: str | None) -> SourceType:
    if entity.kind == "outlet":
        return "outlet"
    if entity.kind == "organization":
        return "organization"
    holds = any(
        s.predicate == "holds_office" and s.status != "withdrawn" and held_on(s.valid_from, s.valid_to, published) is True for s in entity.statements
    )
    return "official" if holds else ("person" if said in ("organization", "outlet") else said)
