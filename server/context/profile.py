"""The sourcing profile: how many attributions come from whom, and through which kind of channel. Each attribution counts once in both."""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.context.ownership import Ownership
from server.context.relations import tie
from server.records.attribution import Attribution
from server.records.context import Profile
from server.records.dates import held_on
from server.records.entity import Entity
from server.records.link import Link
from server.records.span import Span

SOURCE_KINDS = ("official", "think_tank", "own_group", "state_media", "other_organization", "other_person", "unnamed")
CHANNEL_KINDS = ("state_media", "own_group", "other_outlet", "none")
_PERSONAL = frozenset(["employed_by", "writes_for", "affiliated_with", "member_of", "holds_office"])
_FORMER = re.compile(r"\b(?:former(?:ly)?|ex|once|previously|onetime|late)\b[^,;]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkedPlaces:
    """Which entity each attribution's source and channel is, and each described organization's span."""

    sources: dict[str, str]
    channels: dict[str, str]
    described: dict[tuple[int, int], str]

    @classmethod
    def of(cls, links: tuple[Link, ...]) -> LinkedPlaces:
        """Sort the links that named an entity by the part they play."""
        sources, channels, described = {}, {}, {}
        for link in links:
            mention = link.mention
            if link.entity is None:
                continue
            if mention.role == "source":
                sources.update(dict.fromkeys(mention.attributions, link.entity))
            elif mention.role == "channel":
                channels.update(dict.fromkeys(mention.attributions, link.entity))
            elif mention.role == "described" and mention.span is not None:
                described[mention.span.start, mention.span.end] = link.entity
        return cls(sources, channels, described)


def count_profile(attributions: tuple[Attribution, ...], places: LinkedPlaces, outlet: str | None, ownership: Ownership) -> Profile:
    """The profile of a page; the second half of a broken utterance does not count again."""
    by_source, by_channel = dict.fromkeys(SOURCE_KINDS, 0), dict.fromkeys(CHANNEL_KINDS, 0)
    whole = [attribution for attribution in attributions if attribution.continues is None]
    kinds = _Kinds(places, outlet, ownership, _described_by_name(attributions, places))
    for attribution in whole:
        by_source[kinds.of_source(attribution)] += 1
        by_channel[kinds.of_channel(attribution)] += 1
    return Profile(len(whole), by_source, by_channel)


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The kind of each source and channel; the first that holds counts, in the order of the methods' lines."""

    places: LinkedPlaces
    outlet: str | None
    ownership: Ownership
    described: dict[str, list[str]]

    def of_source(self, attribution: Attribution) -> str:
        source = attribution.source
        entity_id = self.places.sources.get(attribution.id)
        entity = self.ownership.knowledge.entity(entity_id) if entity_id else None
        if source.type == "unnamed" and entity is None:
            return "unnamed"
        if source.type == "official" or (entity is not None and entity.kind != "person" and self.ownership.is_state(entity.id)):
            return "official"
        bodies = self._bodies_of(attribution, entity)
        if any(self._own(body) for body in bodies):
            return "own_group"
        if any(self._think_tank(body) for body in bodies):
            return "think_tank"
        if entity is not None and self.ownership.is_state_medium(entity.id):
            return "state_media"
        return "other_organization" if source.type in ("organization", "outlet") else "other_person"

    def of_channel(self, attribution: Attribution) -> str:
        if attribution.channel is None:
            return "none"
        entity = self.places.channels.get(attribution.id)
        if entity is None:
            return "other_outlet"
        if self._own(entity):
            return "own_group"
        return "state_media" if self.ownership.is_state_medium(entity) else "other_outlet"

    def _bodies_of(self, attribution: Attribution, entity: Entity | None) -> list[str]:
        """The outlets and organizations a source is, or belongs to by the article's words or by the record as of the date."""
        bodies = self.described.get(attribution.source.name or attribution.id, [])
        if entity is None:
            return bodies
        if entity.kind != "person":
            return [*bodies, entity.id]
        ties = [
            s.object.id
            for s in entity.statements
            if s.object.id
            and s.predicate in _PERSONAL
            and s.status != "withdrawn"
            and s.rank != "deprecated"
            and held_on(s.valid_from, s.valid_to, self.ownership.day) is not False
        ]
        return [*bodies, *ties]

    def _own(self, body: str) -> bool:
        """The publisher or its group; two outlets of one state are not one group."""
        if self.outlet is None:
            return False
        relation = tie(self.outlet, body, self.ownership)
        if relation is None:
            return False
        shared = relation.via or (relation.between[1] if relation.kind == "owned_by" else None)
        return shared is None or not self.ownership.is_state(shared)

    def _think_tank(self, body: str) -> bool:
        entity = self.ownership.knowledge.entity(body)
        return entity is not None and entity.category == "think tank"


def _described_by_name(attributions: tuple[Attribution, ...], places: LinkedPlaces) -> dict[str, list[str]]:
    """The linked organizations that the article gives each source, gathered over all its attributions."""
    described: dict[str, list[str]] = {}
    for attribution in attributions:
        bodies = described.setdefault(attribution.source.name or attribution.id, [])
        for span in attribution.described_organizations:
            body = places.described.get((span.start, span.end))
            if body and not _left(attribution, span):
                bodies.append(body)
    return described


def _left(attribution: Attribution, organization: Span) -> bool:
    """Whether the article says that the source no longer belongs to an organization ("a former CNN host")."""
    words = attribution.described_as or ""
    at = words.find(organization.text)
    return at > 0 and _FORMER.search(words[:at]) is not None
