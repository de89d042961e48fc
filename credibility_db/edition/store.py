"""The records file of an edition, an SQLite database that is written once: entities, hosts, ownership steps, search. Written by publishing."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from credibility_db.dates import LAST_DAY, latest
from credibility_db.edition.content import Content, encode
from credibility_db.edition.ownership import HEAD, STEP, level_of
from credibility_db.edition.tally import Tally
from credibility_db.hosts import is_public_suffix
from credibility_db.predicates import OWNERSHIP
from credibility_db.records import EntityRecord

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE entity (id TEXT PRIMARY KEY, number INTEGER NOT NULL, head BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE record (number INTEGER PRIMARY KEY, entity TEXT NOT NULL, packed BLOB NOT NULL, sha256 BLOB NOT NULL);
CREATE TABLE step
    (subject TEXT NOT NULL, position INTEGER NOT NULL, object TEXT, record BLOB NOT NULL, PRIMARY KEY (subject, position)) WITHOUT ROWID;
CREATE TABLE blob (name TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE search
    USING fts5 (text, number UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3', detail = none, columnsize = 0);
"""
HostTable = dict[str, list[list[str]]]
_SAMPLES = 24
_DICTIONARY_BYTES = 8_192  # records are small and alike: with a common dictionary they take less than half the room; opening reads all of it


def write_store(content: Content, path: Path) -> tuple[str, Tally]:
    """Write the file; returns the SHA-256 of the content (not of the file) and what it holds, counted."""
    dictionary = _dictionary(content)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript(_TABLES)
        database.execute("BEGIN")
        tally = Tally()
        for number, record in enumerate(content.records):
            members = content.entity(record)
            write_entity(database, content, record, Packing(number, encode(members), dictionary))
            tally.add(members)
        hosts = host_table(content.records)
        tally.counts["hosts"] = sum(map(len, hosts.values()))
        database.executemany(
            "INSERT INTO blob VALUES (?, ?)", [("hosts", pack_table(hosts)), ("merged", pack_table(content.merged)), ("dictionary", dictionary)]
        )
        finish(database)
        return content_digest(database), tally
    finally:
        database.close()


def finish(database: sqlite3.Connection) -> None:
    """End the writing: merge the search index and give room back."""
    database.execute("INSERT INTO search (search) VALUES ('optimize')")
    database.execute("COMMIT")
    database.execute("VACUUM")


def content_digest(database: sqlite3.Connection) -> str:
    """The SHA-256 of what the file says, whatever the order it was written in: the entities' digests by id, the hosts, the merged ids."""
    whole = hashlib.sha256()
    for (digest,) in database.execute("SELECT sha256 FROM record ORDER BY entity"):
        whole.update(digest)
    for (table,) in database.execute("SELECT content FROM blob WHERE name IN ('hosts', 'merged') ORDER BY name"):
        whole.update(zlib.decompress(table))
    return whole.hexdigest()


def pack_table(table: Mapping[str, Any]) -> bytes:
    """The table of hosts, or of merged ids, as it is stored."""
    return zlib.compress(encode(table))


def _dictionary(content: Content) -> bytes:
    """What records have in common: the tails of some of them, evenly chosen."""
    step = max(1, len(content.records) // _SAMPLES)
    each = _DICTIONARY_BYTES // _SAMPLES
    return b"".join(encode(content.entity(record))[-each:] for record in content.records[::step][:_SAMPLES])


def pack(raw: bytes, dictionary: bytes) -> bytes:
    """Bytes compressed with a dictionary."""
    packer = zlib.compressobj(6, zdict=dictionary) if dictionary else zlib.compressobj(6)
    return packer.compress(raw) + packer.flush()


def unpack(packed: bytes, dictionary: bytes) -> bytes:
    """The inverse of `pack`."""
    return zlib.decompressobj(zdict=dictionary).decompress(packed)


@dataclass(frozen=True, slots=True)
class Packing:
    """How a record is stored: its number in the file, its JSON and the dictionary to compress with."""

    number: int
    raw: bytes
    dictionary: bytes


def write_entity(database: sqlite3.Connection, content: Content, record: EntityRecord, packing: Packing) -> None:
    """Write all rows of an entity that has none."""
    number, digest = packing.number, hashlib.sha256(packing.raw).digest()
    database.execute("INSERT INTO record VALUES (?, ?, ?, ?)", [number, record.id, pack(packing.raw, packing.dictionary), digest])
    database.execute("INSERT INTO entity VALUES (?, ?, ?)", [record.id, number, encode([getattr(record, name) for name in HEAD])])
    database.executemany("INSERT INTO step VALUES (?, ?, ?, ?)", _steps(content, record))
    texts = dict.fromkeys(name.text for name in record.all_names())
    database.executemany("INSERT INTO search (text, number) VALUES (?, ?)", [(text, number) for text in texts])


def _steps(content: Content, record: EntityRecord) -> Iterator[tuple[str, int, str | None, bytes]]:
    for position, statement in enumerate(content.statements_of(record)):
        if statement.predicate in OWNERSHIP:
            target = content.object(statement)
            members = {
                "statement": statement.id,
                "object_name": target["name"],
                "reason": target.get("reason"),
                "predicate": statement.predicate,
                "level": level_of(statement.predicate, statement.role),
                "role": statement.role,
                "share": statement.share,
                "valid_from": statement.valid_from,
                "valid_to": statement.valid_to,
                "rank": statement.rank,
                "status": statement.status,
                "layer": statement.layer,
                "contradicts": content.contradictions.get(statement.id, []),
            }
            yield record.id, position, target["id"], encode([members[name] for name in STEP])


def host_table(records: Iterable[EntityRecord]) -> HostTable:
    """Each host's places as [path, outlet], longest path first. Where a host passed on, the outlet that has it last is kept."""
    owners: dict[tuple[str, str], tuple[str, str]] = {}
    for record in records:
        for host in record.hosts:
            until = latest(host.valid_to) if host.valid_to else LAST_DAY
            if not is_public_suffix(host.host):
                owners[host.host, host.path] = max(owners.get((host.host, host.path), ("", "")), (until, record.id))
    table: HostTable = {}
    for (host_name, path), (_, entity) in sorted(owners.items(), key=lambda item: (item[0][0], -len(item[0][1]), item[0][1])):
        table.setdefault(host_name, []).append([path, entity])
    return table
