"""The frozen records of the credibility database: what exchange reads, rules check, curation stores and editions publish.

They hold values only; their form is checked by `schemas`, their sense by `curation.rules`. Dates are partial dates (see `dates`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import orjson

Kind = Literal["outlet", "organization", "person"]
Layer = Literal["curated", "compiled", "reported"]

KINDS: tuple[Kind, ...] = ("outlet", "organization", "person")
NAME_KINDS = ("canonical", "alias", "abbreviation", "former", "transliteration")
RANKS = ("preferred", "normal", "deprecated")
STATUSES = ("published", "disputed", "withdrawn")
LAYERS: tuple[Layer, ...] = ("curated", "compiled", "reported")
CITATION_KINDS = ("self-declaration", "official register", "law", "press", "encyclopaedia", "research", "dataset")


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """The document that supports a statement."""

    url: str
    title: str
    publisher: str
    accessed: str
    kind: str
    published: str | None = None
    asserted_by: str | None = None
    archive_url: str | None = None
    licence: str | None = None

    @property
    def id(self) -> str:
        """A citation is its content: the same members give the same id."""
        members = (self.url, self.title, self.publisher, self.accessed, self.kind, self.published, self.asserted_by, self.archive_url, self.licence)
        return "c" + hashlib.sha256(orjson.dumps(members)).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class NameRecord:
    """A further name. `alone` says whether it may be matched without other evidence; None leaves it to `names.may_stand_alone`."""

    text: str
    kind: str = "alias"
    language: str | None = None
    script: str | None = None
    alone: bool | None = None
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class HostRecord:
    """Where an outlet publishes: a host (lower case, without `www.`) and a path prefix (`/` for the whole host)."""

    host: str
    path: str = "/"
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """One fact. Exactly one of `object_id`, `object_text` (a literal) and `object_unknown` (the reason) is given.

    `share` is per cent; `amount` to `amount_max` are units of `currency` in `period`. `contradicts` are ids of statements that say otherwise.
    """

    id: str
    subject: str
    predicate: str
    object_id: str | None = None
    object_text: str | None = None
    object_unknown: str | None = None
    role: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    rank: str = "normal"
    status: str = "published"
    layer: str = "curated"
    note: str | None = None
    share: float | None = None
    amount: float | None = None
    amount_max: float | None = None
    currency: str | None = None
    period: str | None = None
    contradicts: tuple[str, ...] = ()
    citations: tuple[CitationRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """An outlet, an organization or a person, with names, hosts and statements. `alone` belongs to the canonical name.

    `merged_into` is the entity that one with the status `merged` went into.
    """

    id: str
    kind: str
    category: str
    name: str
    description: str = ""
    country: str | None = None
    alone: bool | None = None
    layer: str = "curated"
    status: str = "published"
    identifiers: Mapping[str, str] = field(default_factory=dict)
    names: tuple[NameRecord, ...] = ()
    hosts: tuple[HostRecord, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    merged_into: str | None = None

    def all_names(self) -> tuple[NameRecord, ...]:
        """The canonical name first, then the others."""
        return (NameRecord(self.name, "canonical", alone=self.alone), *self.names)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say of a record: `error` keeps it out of the database, `warning` is for a curator to look at."""

    code: str
    message: str
    entity: str
    statement: str | None = None
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.severity}: {self.code}: {self.statement or self.entity}: {self.message}"


@dataclass(frozen=True, slots=True)
class Located:
    """A record with the file and line it was read from, for messages."""

    record: EntityRecord
    source: str
    line: int | None = None
