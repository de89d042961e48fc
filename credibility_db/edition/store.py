"""The records file of an edition, an SQLite database that is written once: entities, hosts, ownership steps, search. Written by publishing."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from credibility_db.dates import LAST_DAY, latest
from credibility_db.edition.content import Content, encode
from credibility_db.edition.ownership import level_of
from credibility_db.hosts import is_public_suffix
from credibility_db.predicates import OWNERSHIP
from credibility_db.records import EntityRecord, StatementRecord

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA page_size = 4096;
CREATE TABLE entity (id TEXT PRIMARY KEY, head BLOB NOT NULL, record BLOB NOT NULL, sha256 BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE step (subject TEXT NOT NULL, position INTEGER NOT NULL, object TEXT, record BLOB NOT NULL, PRIMARY KEY (subject, position)) WITHOUT ROWID;
CREATE TABLE blob (name TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (text, entity UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4');
"""
_LEVEL = 6
_COUNTED = {"outlet": "outlets", "organization": "organizations", "person": "people"}
HEAD = ("id", "kind", "category", "country", "name", "description", "layer")


def write_store(content: Content, path: Path) -> tuple[str, dict[str, Any]]:
    """Write the file; returns the SHA-256 of the content (not of the file) and the counts of what it holds."""
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript(_TABLES)
        database.execute("BEGIN")
        whole = hashlib.sha256()
        counts: Counter[str] = Counter()
        for record in content.records:
            whole.update(_write_entity(database, content, record, counts))
        hosts = host_table(content)
        database.execute("INSERT INTO blob VALUES ('hosts', ?)", [zlib.compress(encode(hosts), _LEVEL)])
        counts["hosts"] = sum(len(places) for places in hosts.values())
        database.execute("INSERT INTO search (search) VALUES ('optimize')")
        database.execute("COMMIT")
        database.execute("VACUUM")
    finally:
        database.close()
    return whole.hexdigest(), dict(sorted(counts.items()))


def _write_entity(database: sqlite3.Connection, content: Content, record: EntityRecord, counts: Counter[str]) -> bytes:
    members = content.entity(record)
    raw = encode(members)
    digest = hashlib.sha256(raw).digest()
    head = encode({name: members[name] for name in HEAD})
    database.execute("INSERT INTO entity VALUES (?, ?, ?, ?)", [record.id, head, zlib.compress(raw, _LEVEL), digest])
    database.executemany("INSERT INTO step VALUES (?, ?, ?, ?)", _steps(content, record))
    texts = dict.fromkeys(name["text"] for name in members["names"])
    database.executemany("INSERT INTO search (text, entity) VALUES (?, ?)", [(text, record.id) for text in texts])
    counts["entities"] += 1
    counts[_COUNTED[record.kind]] += 1
    counts["statements"] += len(members["statements"])
    counts.update(f"statements_{statement['layer']}" for statement in members["statements"])
    return digest


def _steps(content: Content, record: EntityRecord) -> Iterator[tuple[str, int, str | None, bytes]]:
    for position, statement in enumerate(content.statements_of(record)):
        if statement.predicate in OWNERSHIP:
            members = _step(content, statement)
            yield record.id, position, members["object"]["id"], encode(members)


def _step(content: Content, statement: StatementRecord) -> dict[str, Any]:
    target = content.object(statement)
    return {
        "statement": statement.id,
        "subject": statement.subject,
        "object": {"id": target["id"], "name": target["name"]},
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


def host_table(content: Content) -> dict[str, list[list[str]]]:
    """Each host's places as [path, outlet], longest path first. Where a host passed on, the outlet that has it last is kept."""
    owners: dict[tuple[str, str], tuple[str, str]] = {}
    for record in content.records:
        for host in record.hosts:
            until = latest(host.valid_to) if host.valid_to else LAST_DAY
            if not is_public_suffix(host.host):
                owners[host.host, host.path] = max(owners.get((host.host, host.path), ("", "")), (until, record.id))
    table: dict[str, list[list[str]]] = {}
    for (host_name, path), (_, entity) in sorted(owners.items(), key=lambda item: (item[0][0], -len(item[0][1]), item[0][1])):
        table.setdefault(host_name, []).append([path, entity])
    return table
