"""The port through which the pure steps ask what the edition knows. `server/knowledge.py` is the adapter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from server.records.entity import Entity, EntityKind


@dataclass(frozen=True, slots=True)
class NameMatch:
    """An occurrence of a known name in a text: `entity` bears it; one match an entity, so namesakes give several at the same place."""

    start: int
    end: int
    entity: str
    kind: EntityKind
    alone: bool


class Knowledge(Protocol):
    """Read-only questions to one edition. Implementations keep no state between calls that an answer could depend on."""

    @property
    def edition(self) -> str:
        """The edition's id."""
        ...

    def entity(self, entity_id: str) -> Entity | None:
        """The record of an id, or None when the edition has none."""
        ...

    def outlet_of(self, host: str, path: str = "/") -> str | None:
        """The id of the outlet at a host: longest host suffix, then longest path prefix, wins."""
        ...

    def entities_named(self, name: str) -> tuple[NameMatch, ...]:
        """Everyone who bears exactly this name (case and accents folded as in the name index); offsets are 0 and len(name)."""
        ...

    def names_in(self, text: str) -> list[NameMatch]:
        """Every occurrence of a known name in a text, overlapping ones too, at word boundaries; sorted by start, longest first."""
        ...
