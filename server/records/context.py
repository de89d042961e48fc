"""What is shown: entities as of a date, relations between the outlet and its sources, the sourcing profile. Made by `context`."""

from __future__ import annotations

from dataclasses import dataclass

from server.records.entity import Entity, Statement


@dataclass(frozen=True, slots=True)
class DatedStatement:
    """A statement and whether it held on the article's date (None: the record has no dates to tell)."""

    statement: Statement
    current_as_of: bool | None


@dataclass(frozen=True, slots=True)
class EntityContext:
    """An entity with the statements shown for it, ordered by rank, kind of citation and date."""

    entity: Entity
    statements: tuple[DatedStatement, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie between two linked entities. `statements` are the ids of its steps, `disputed_by` of those that contradict it."""

    kind: str
    between: tuple[str, str]
    via: str | None
    statements: tuple[str, ...]
    disputed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """How many attributions come from which kind of source and through which kind of channel; each counts once in both."""

    attributions: int
    by_source: dict[str, int]
    by_channel: dict[str, int]


@dataclass(frozen=True, slots=True)
class Context:
    """Everything the edition adds to a page, as of `as_of` (ISO date; None when the page has no date)."""

    as_of: str | None
    entities: dict[str, EntityContext]
    relations: tuple[Relation, ...]
    profile: Profile
