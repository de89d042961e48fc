"""The read path's one door to `credibility_db`: adapts an edition to the records that the steps take.

`EditionKnowledge` answers from one edition and never changes; `KnowledgeSource` hands out the current one and
opens a newly published edition without a restart.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec
import orjson

from credibility_db.edition import Edition, current_edition_id, edition_ids, open_edition
from credibility_db.errors import EditionError
from credibility_db.errors import NoEdition as NothingPublished
from server.errors import EditionDamaged, NoEdition
from server.records.entity import Entity
from server.records.knowledge import NameMatch

log = logging.getLogger(__name__)

CACHED_ENTITIES = 512
"""Decoded entities kept per edition: those that news pages name again and again, about 3 MB. 800 pages named 1,063 different ones, 20 each."""

AGAIN_SECONDS = 30.0
"""How long a damaged edition is left alone."""

CHECK_SECONDS = 1.0
"""How often the pointer to the current edition is read. Accepted changes must reach readers within 10 s (DESIGN.md, section 2)."""


class EditionKnowledge:
    """One edition as the steps see it (`server.records.knowledge.Knowledge`), and its records as the API shows them."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.entity = lru_cache(CACHED_ENTITIES)(self._entity)

    @property
    def edition(self) -> str:
        return self._edition.id

    @property
    def manifest(self) -> dict[str, Any]:
        """The edition's manifest: counts, checksums, licences, time of publication."""
        return self._edition.manifest

    def _entity(self, entity_id: str) -> Entity | None:
        record = self._edition.entity(entity_id)
        return None if record is None else msgspec.convert(record, Entity)

    def outlet_of(self, host: str, path: str = "/") -> str | None:
        return self._edition.outlet_of(host, path)

    def entities_named(self, name: str) -> tuple[NameMatch, ...]:
        return tuple(NameMatch(0, len(name), entity, kind, alone) for entity, kind, alone in self._edition.named(name))  # type: ignore[arg-type]

    def names_in(self, text: str) -> list[NameMatch]:
        return [NameMatch(*found) for found in self._edition.find_names(text)]  # type: ignore[arg-type]

    def record(self, entity_id: str) -> bytes | None:
        """The entity's (or its heir's) record as JSON bytes, or None when the edition has none of that id."""
        return self._edition.entity_json(entity_id)

    def heir(self, entity_id: str) -> str:
        """Where an id leads: that of a merged entity to the one it went into, any other to itself."""
        return self._edition.heir(entity_id)

    def has_statement(self, statement_id: str) -> bool:
        """Whether the edition has a statement of this id, or of the one it got when its subject was merged."""
        return self._edition.statement(statement_id) is not None

    def search(self, query: str, *, limit: int, offset: int = 0) -> list[dict[str, Any]]:
        """Entities whose name has the words of `query`, best first."""
        return self._edition.search(query, limit, offset)

    def identified(self, scheme: str, identifier: str) -> tuple[str, ...]:
        """The ids of those whose identifier elsewhere this is, in any case: mostly one; two where the record has a duplicate."""
        return self._identified.get(f"{scheme}:{identifier.casefold()}", ())

    @cached_property
    def _identified(self) -> dict[str, tuple[str, ...]]:
        """Read from all records at the first question, in 0.2 s: only reconciling asks. About 1 MB."""
        found: dict[str, tuple[str, ...]] = {}
        for scheme, identifier, entity_id in self._edition.identifiers():
            key = f"{scheme}:{identifier.casefold()}"
            found[key] = (*found.get(key, ()), entity_id)
        return found

    @cached_property
    def categories(self) -> frozenset[tuple[str, str]]:
        """The kinds with their categories, read from all records at the first question."""
        return frozenset((kind, category) for kind, category in self._edition.categories() if category)

    def ownership(self, entity_id: str, as_of: str | None = None) -> dict[str, Any]:
        """The ownership graph above an entity: nodes, edges with statement, level, share."""
        return self._edition.ownership(entity_id, as_of)

    def hosts(self) -> Iterator[Any]:
        """Every host of an outlet, for the extension's bundle."""
        return iter(self._edition.hosts())

    def lines(self) -> Iterator[bytes]:
        """All records as lines of JSON, by id; behind them the ids of merged entities, each with the one it leads to."""
        for entity_id in self._edition.entity_ids():
            yield (self._edition.entity_json(entity_id) or b"") + b"\n"
        for entity_id, heir in self._edition.merged.items():
            yield orjson.dumps({"id": entity_id, "status": "merged", "merged_into": heir}) + b"\n"


def open_knowledge(folder: Path, edition: str | None = None) -> EditionKnowledge:
    """One edition of a folder, by default the current one, for work that is to be done from one edition. Raises NoEdition, EditionDamaged."""
    if edition is not None and edition not in edition_ids(folder):
        raise NoEdition(f"There is no edition {edition!r}: it was never published, or is kept no longer.")
    try:
        return EditionKnowledge(open_edition(folder, edition))
    except EditionError as error:
        raise (NoEdition() if isinstance(error, NothingPublished) else EditionDamaged()) from error


class KnowledgeSource:
    """The current edition of a folder. Thread-safe; a running request keeps the edition it began with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._current: EditionKnowledge | None = None
        self._next_check = 0.0
        self._refused = ("", 0.0)

    def named(self, edition: str) -> EditionKnowledge:
        """The edition of an id that is still kept. Raises NoEdition, EditionDamaged."""
        current = self.current()
        return current if edition in ("current", current.edition) else open_knowledge(self.folder, edition)

    def current(self) -> EditionKnowledge:
        """The newest published edition. Raises NoEdition where none was published, EditionDamaged where none is whole.

        A damaged edition never replaces a sound running one, and where none runs yet the newest sound one before it answers: what curators have
        corrected since is missing then, but readers are not. The damaged one is tried again twice a minute, and any other at once.
        """
        if self._current is not None and time.monotonic() < self._next_check:
            return self._current
        with self._lock:
            if self._current is not None and time.monotonic() < self._next_check:
                return self._current
            self._next_check = time.monotonic() + CHECK_SECONDS
            try:
                wanted = current_edition_id(self.folder)
                if self._current is None or (wanted != self._current.edition and not self._is_refused(wanted)):
                    self._current = EditionKnowledge(open_edition(self.folder, wanted))
            except NothingPublished as error:
                if self._current is None:
                    raise NoEdition() from error
            except EditionError as error:
                log.error("an edition cannot be opened: %s", error)
                self._refused = (wanted, time.monotonic() + AGAIN_SECONDS)
                self._current = self._current or self._older(wanted)
                if self._current is None:
                    raise EditionDamaged() from error
            return self._current

    def _is_refused(self, edition: str) -> bool:
        """Whether it was found damaged a moment ago: checking its sums each second would cost every reader of that second."""
        return edition == self._refused[0] and time.monotonic() < self._refused[1]

    def _older(self, damaged: str) -> EditionKnowledge | None:
        """The newest sound edition before a damaged one."""
        for edition in reversed([known for known in edition_ids(self.folder) if known < damaged]):
            try:
                found = EditionKnowledge(open_edition(self.folder, edition))
            except EditionError as error:
                log.error("an edition cannot be opened: %s", error)
            else:
                log.error("edition %s answers in place of the damaged one", edition, extra={"event": "older edition"})
                return found
        return None
