"""The port between readers of other datasets (`exchange`) and the import into the database (`curation.importing`). Imports records only.

A reader knows how its dataset recognises entities, not how this database calls them. In what it yields, references stand where ids stand in
a record: `wikidata:Q42`, `ror:02jbv0t02`, `host:example.org/news`, `id:brookings-institution` (this database's own). The import finds or makes
the entity of each reference and gives statements their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from credibility_db.records import EntityRecord


@dataclass(frozen=True, slots=True)
class Incoming:
    """What one line (or row, or element) of a dataset says of one entity.

    `record.id` and the `object_id` of its statements are references. `record.identifiers` holds every identifier by which the entity may be
    known here. A statement's `id` is empty, or a short key of the dataset that tells it from others with the same predicate and object.
    `creates` false: only statements are added to an entity that is known already; the record's other members are not read.
    `complete`: this is all that the dataset says of the entity, so earlier statements of the same dataset that it lacks are withdrawn.
    """

    line: int
    record: EntityRecord
    creates: bool = True
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """What the dataset calls something that is no entity here (an office, a legal form). Where a statement may have words as its object, a

    reference to it becomes its text; so does a `role` that is such a reference.
    """

    line: int
    reference: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something that could not be imported, and where it stands. The import reports it and goes on."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


_REFERENCE = re.compile(r"[a-z][a-z0-9_]*:\S+\Z")

Item = Incoming | Label | ImportProblem


class Reader(Protocol):
    """A dataset being read. It is read twice, first for entities and then for statements, so `read` may be called again.

    `source` names the dataset (`wikidata`, `ror`, `trust-txt`): lower-case words joined by hyphens, at most 30 characters; it is the origin of
    what is imported and ends the ids of statements. `fingerprint` tells one input from another, so that only the same file is resumed.
    """

    @property
    def source(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...

    def read(self, after: int = 0) -> Iterator[Item]:
        """What lines after number `after` say, in the order of lines, in constant memory. Raises nothing for a malformed line."""
        ...


def reference(scheme: str, value: str) -> str:
    """A reference by an identifier of a scheme, or `reference("host", "example.org/news")`, `reference("id", "the-times")`."""
    return f"{scheme}:{value}"


def is_reference(text: str) -> bool:
    """Whether a text has the form of a reference: a scheme and a value without blanks."""
    return bool(_REFERENCE.match(text))


def parts_of(text: str) -> tuple[str, str]:
    """The scheme and value of a reference."""
    scheme, _, value = text.partition(":")
    return scheme, value
