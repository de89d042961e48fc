"""Opening and reading an edition: all that readers' requests ever touch of the credibility database."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from credibility_db.edition.connections import Connections
from credibility_db.edition.layout import DATABASE, FORMAT, current_edition_id, read_manifest, verify_files
from credibility_db.edition.name_index import Match, NameIndex
from credibility_db.edition.ownership import STEP, build_ownership, read_head
from credibility_db.edition.store import unpack
from credibility_db.errors import EditionFormat

Members = dict[str, Any]
_SQL_ABOVE = """
WITH RECURSIVE up (subject, position, object, record) AS (
    SELECT subject, position, object, record FROM step WHERE subject = ?1
    UNION SELECT step.subject, step.position, step.object, step.record FROM up CROSS JOIN step ON step.subject = up.object)
SELECT NULL, NULL, NULL, head FROM entity WHERE id = ?1 UNION ALL
SELECT up.subject, up.object, up.record, entity.head FROM up LEFT JOIN entity ON entity.id = up.object
"""
_SQL_SEARCH = """
SELECT entity.id, entity.head, found.text FROM
    (SELECT number, text, max(lower(text) = lower(?2)) AS exact, min(length(text)) AS length
     FROM search WHERE search MATCH ?1 GROUP BY number) AS found
    JOIN record USING (number) JOIN entity ON entity.id = record.entity ORDER BY exact DESC, length, entity.id LIMIT ?3 OFFSET ?4
"""
_SQL_RECORD = "SELECT packed FROM entity JOIN record USING (number) WHERE id = ?"


def open_edition(folder: Path, edition_id: str | None = None) -> Edition:
    """Open the current edition of a folder, or the one named. Raises NoEdition, EditionDamaged (sums do not match) or EditionFormat."""
    path = folder / (edition_id or current_edition_id(folder))
    manifest = read_manifest(path)
    if manifest["format"] != FORMAT:
        raise EditionFormat(f"edition {path.name} has the form {manifest['format']}, this version reads {FORMAT}")
    verify_files(path, manifest)
    return Edition(path, manifest)


class Edition:
    """One open edition. Read-only; threads and forked workers may share it."""

    def __init__(self, path: Path, manifest: Members) -> None:
        """Use `open_edition`, which checks the files first."""
        self.id: str = manifest["id"]
        self.manifest = manifest
        self.path = path
        self._connections = Connections(path / DATABASE)
        self._names = NameIndex(path)
        self.dictionary = self._one("SELECT content FROM blob WHERE name = ?", "dictionary") or b""
        hosts = self._one("SELECT content FROM blob WHERE name = ?", "hosts") or b""
        read: dict[str, list[list[str]]] = orjson.loads(zlib.decompress(hosts))
        # Most hosts have one place, their outlet's: kept as its id alone, the table takes 3 MB less.
        self._hosts = {host: places[0][1] if len(places) == 1 and places[0][0] == "/" else places for host, places in read.items()}
        merged = self._one("SELECT content FROM blob WHERE name = ?", "merged")
        self.merged: dict[str, str] = orjson.loads(zlib.decompress(merged)) if merged else {}

    def heir(self, entity_id: str) -> str:
        """Where an id leads: that of a merged entity to the one it went into, any other to itself."""
        return self.merged.get(entity_id, entity_id)

    def entity(self, entity_id: str) -> Members | None:
        """The record of an entity, or of its heir, with its statements; None when the edition has none."""
        raw = self.entity_json(entity_id)
        return None if raw is None else orjson.loads(raw)

    def entity_json(self, entity_id: str) -> bytes | None:
        """The record of an entity as JSON."""
        packed = self._one(_SQL_RECORD, self.merged.get(entity_id, entity_id))
        return None if packed is None else unpack(packed, self.dictionary)

    def statement(self, statement_id: str) -> Members | None:
        """One statement; its id begins with its subject's. One that moved with a merged subject is found by its old id too."""
        subject, _, rest = statement_id.partition(".")
        record = self.entity(subject)
        statements: list[Members] = record["statements"] if record else []
        wanted = f"{self.heir(subject)}.{rest}"
        return next((statement for statement in statements if statement["id"] == wanted), None)

    def outlet_of(self, host: str, path: str = "/") -> str | None:
        """The outlet at a host (any case, with or without port and `www.`): longest host suffix, then longest path prefix."""
        name = host.lower().rstrip(".")
        if ":" in name:
            name = name.partition(":")[0]
        hosts = self._hosts
        while name:
            places = hosts.get(name)
            if isinstance(places, str):
                return places
            if places is not None:
                for prefix, entity in places:
                    if prefix == "/" or path == prefix or path.startswith(prefix + "/"):
                        return entity
            name = name.partition(".")[2]
        return None

    def find_names(self, text: str) -> list[Match]:
        """Every occurrence of a known name as (start, end, entity id, kind, may stand alone), sorted by start, longest first."""
        return self._names.find(text)

    def named(self, name: str) -> list[tuple[str, str, bool]]:
        """Everyone who bears exactly this name (folded as in the index) as (entity id, kind, may stand alone)."""
        return self._names.named(name)

    def search(self, query: str, limit: int = 20, offset: int = 0) -> list[Members]:
        """Entities with a name that has all words of the query (the last as a beginning), exact names first, then shorter ones."""
        words = re.findall(r"[^\W_]+", query)
        if not words:
            return []
        match = " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}" *'])
        try:
            rows = self._all(_SQL_SEARCH, match, query.strip(), limit, offset)
        except sqlite3.OperationalError as error:
            if "phrase" not in str(error):
                raise
            return []  # a character younger than SQLite's tables parts a word there: no name in the index has it
        return [read_head(entity_id, head) | {"matched": text} for entity_id, head, text in rows]

    def ownership(self, entity_id: str, as_of: str | None = None) -> Members:
        """The ownership graph above an entity as of a date (by default the edition's): see docs/data.md. Empty for an unknown entity."""
        entity_id = self.heir(entity_id)
        first, *steps = self._all(_SQL_ABOVE, entity_id) or [None]
        start = read_head(entity_id, first[3]) if first else {"id": entity_id}
        return build_ownership(start, steps, as_of=as_of or self.manifest["created"][:10])

    def owners_of(self, entity_id: str) -> list[tuple[str, str, str | None, str | None, str | None, str]]:
        """The direct steps upwards as (statement id, predicate, object id, valid_from, valid_to, status)."""
        rows = self._all("SELECT object, record FROM step WHERE subject = ? ORDER BY position", self.heir(entity_id))
        steps = ((target, dict(zip(STEP, orjson.loads(packed), strict=True))) for target, packed in rows)
        return [(step["statement"], step["predicate"], target, step["valid_from"], step["valid_to"], step["status"]) for target, step in steps]

    def hosts(self) -> Iterator[tuple[str, str, str]]:
        """Every (host, path, outlet id), sorted by host."""
        for host, places in self._hosts.items():
            for path, entity in [["/", places]] if isinstance(places, str) else places:
                yield host, path, entity

    def entity_ids(self) -> Iterator[str]:
        """The ids of all entities, sorted."""
        return (entity_id for (entity_id,) in self._all("SELECT id FROM entity ORDER BY id"))

    def categories(self) -> Iterator[tuple[str, str]]:
        """Kind and category of each entity."""
        heads = (read_head(entity_id, head) for entity_id, head in self._all("SELECT id, head FROM entity"))
        return ((head["kind"], head["category"]) for head in heads)

    def identifiers(self) -> Iterator[tuple[str, str, str]]:
        """Every (scheme, identifier, entity id); it reads all records."""
        with self._connections.one() as connection:
            for entity_id, packed in connection.execute("SELECT entity, packed FROM record"):
                record: Members = orjson.loads(unpack(packed, self.dictionary))
                for scheme, identifier in record["identifiers"].items():
                    yield scheme, identifier, entity_id

    def digests(self) -> Iterator[tuple[str, bytes]]:
        """Each entity's id with the SHA-256 of its record, sorted by id: equal digests mean equal records in any edition."""
        return iter(self._all("SELECT entity, sha256 FROM record ORDER BY entity"))

    def counts(self) -> dict[str, int]:
        """How much the edition holds: entities by kind, statements by layer, hosts, names."""
        return dict(self.manifest["counts"])

    def _one(self, query: str, *values: str) -> bytes | None:
        with self._connections.one() as connection:
            row = connection.execute(query, values).fetchone()
        return row[0] if row else None

    def _all(self, query: str, *values: str | int) -> list[Any]:
        with self._connections.one() as connection:
            return connection.execute(query, values).fetchall()
