"""What the edition says of an entity, as the steps see it. Filled by `server/knowledge.py`, read by `linking`, `context`, `annotations`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

EntityKind = Literal["outlet", "organization", "person"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The document that supports a statement. Dates are EDTF-style partial dates (`2013`, `2013-05`, `2013-05-02`)."""

    url: str
    title: str
    publisher: str
    kind: str
    published: str | None = None
    accessed: str | None = None
    archive_url: str | None = None
    asserted_by: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class StatementObject:
    """What a statement says: an entity (`id` and its `name`), a literal (`name` alone), or that it is not known, and the `reason`."""

    name: str
    id: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact. `qualifiers` holds share, amount, currency, period where given; `contradicts` the ids of statements that say otherwise."""

    id: str
    subject: str
    predicate: str
    object: StatementObject
    citations: tuple[Citation, ...]
    role: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    status: Literal["published", "disputed", "withdrawn"] = "published"
    layer: Literal["curated", "compiled", "reported"] = "curated"
    note: str | None = None
    contradicts: tuple[str, ...] = ()
    qualifiers: dict[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity. `alone` is True when it may be matched without further evidence ("Brookings Institution")."""

    text: str
    kind: str
    alone: bool
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One record of the edition with its statements."""

    id: str
    kind: EntityKind
    category: str
    name: str
    description: str
    country: str | None = None
    layer: Literal["curated", "compiled", "reported"] = "curated"
    names: tuple[Name, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
