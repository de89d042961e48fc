"""An edition from the one before it: its files are copied and only the entities that a change touched are written anew.

Called by publishing; the result says what a full build would say, digest for digest. Besides the entities with new revisions these are touched:
those whose statements name an entity that got another name or was published or withdrawn, those that bear a name which a changed entity got or lost,
and those whose statements contradict its statements.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from credibility_db.edition.content import Content, both_ways, count_bearers, encode, name_bearers
from credibility_db.edition.layout import DATABASE
from credibility_db.edition.name_index import AUTOMATON_FILE, TABLE_FILE, write_name_index
from credibility_db.edition.reader import Edition
from credibility_db.edition.store import HostTable, Packing, content_digest, finish, host_table, pack_table, write_entity
from credibility_db.edition.tally import Tally
from credibility_db.queries import outlets_with, read_bearers, read_records, shown_contradictions, shown_heirs, subjects_naming
from credibility_db.records import EntityRecord

Members = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after; None where it is not in the edition. `record` belongs to `after`."""

    before: Members | None
    after: Members | None
    record: EntityRecord | None

    @property
    def renames(self) -> bool:
        """Whether the name index must be made anew."""
        if self.before is None or self.after is None:
            return True
        return any(self.before[member] != self.after[member] for member in ("kind", "country", "names"))


def update_edition(connection: Connection, base: Edition, changed: set[str], building: Path) -> tuple[str, Tally]:
    """Write the files of the edition that follows `base` into the folder `building`; returns the digest and the counts of its content."""
    bearers = read_bearers(connection)
    names = {record.id: record.name for record in bearers}
    pairs = list(shown_contradictions(connection))
    content = Content(bearers, names, count_bearers(bearers), both_ways(pairs), shown_heirs(connection))
    touched = sorted(changed | _touched(connection, base, changed, content))
    records = {record.id: record for record in read_records(connection, touched) if record.id in names}
    content = replace(content, records=list(records.values()))
    changes = [change for entity_id in touched if (change := _change(base, content, entity_id, records.get(entity_id)))]
    tally = Tally.of_manifest(base.manifest)
    for change in changes:
        if change.before is not None:
            tally.add(change.before, times=-1)
        if change.after is not None:
            tally.add(change.after)
    hosts = _hosts(connection, base, changed, records.values())
    tally.counts["hosts"] = sum(map(len, hosts.values()))
    digest = _write(base, content, changes, hosts, building / DATABASE)
    if any(change.renames for change in changes):
        tally.counts["names"] = write_name_index(name_bearers(replace(content, records=bearers)), building)
    else:
        for name in (AUTOMATON_FILE, TABLE_FILE):
            shutil.copyfile(base.path / name, building / name)
    return digest, tally


def _touched(connection: Connection, base: Edition, changed: set[str], content: Content) -> set[str]:
    """The entities beside the changed ones whose members may differ."""
    thin = {record.id: record for record in content.records if record.id in changed}
    renamed: set[str] = set()
    statements: set[str] = set()
    texts: set[str] = set()
    for entity_id in changed:
        before, after = _members_in(base, entity_id), thin.get(entity_id)
        if (before and before["name"]) != (after and after.name):
            renamed.add(entity_id)
        if before:
            statements.update(other for statement in before["statements"] for other in statement["contradicts"])
        texts |= {name["text"] for name in before["names"]} if before else set()
        texts |= {name.text for name in after.all_names()} if after else set()
    for first, others in content.contradictions.items():
        if first.partition(".")[0] in changed:
            statements.update(others)
    namesakes = {entity_id for text in texts for entity_id, _, _ in base.named(text)}
    return subjects_naming(connection, renamed) | {statement.partition(".")[0] for statement in statements} | namesakes


def _change(base: Edition, content: Content, entity_id: str, record: EntityRecord | None) -> Change | None:
    """What became of an entity, None where nothing did."""
    before, after = _members_in(base, entity_id), content.entity(record) if record else None
    return None if before == after else Change(before, after, record)


def _members_in(base: Edition, entity_id: str) -> Members | None:
    """An entity's own members in an edition; None where it is not in it, or only leads to its heir."""
    return None if entity_id in base.merged else base.entity(entity_id)


def _hosts(connection: Connection, base: Edition, changed: set[str], records: Iterable[EntityRecord]) -> HostTable:
    """The table of hosts: that of the base but for the hosts that changed entities have or had."""
    table: HostTable = {}
    touched = {host.host for record in records if record.id in changed for host in record.hosts}
    for host, path, entity_id in base.hosts():
        table.setdefault(host, []).append([path, entity_id])
        if entity_id in changed:
            touched.add(host)
    for host in touched:
        table.pop(host, None)
    return dict(sorted((table | host_table(outlets_with(connection, touched))).items()))


def _write(base: Edition, content: Content, changes: Sequence[Change], hosts: HostTable, path: Path) -> str:
    shutil.copyfile(base.path / DATABASE, path)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
        numbers = dict(database.execute("SELECT id, number FROM entity"))
        _remove(database, {change.before["id"]: numbers[change.before["id"]] for change in changes if change.before})
        fresh = max(numbers.values(), default=-1) + 1
        for change in changes:
            if change.record and change.after:
                number = numbers.get(change.record.id, fresh)
                fresh += number == fresh
                write_entity(database, content, change.record, Packing(number, encode(change.after), base.dictionary))
        tables = [(pack_table(hosts), "hosts"), (pack_table(content.merged), "merged")]
        database.executemany("UPDATE blob SET content = ? WHERE name = ?", tables)
        finish(database)
        return content_digest(database)
    finally:
        database.close()


def _remove(database: sqlite3.Connection, entities: dict[str, int]) -> None:
    """Remove all rows of entities, given with their numbers."""
    wanted = set(entities.values())
    found = [(rowid,) for rowid, number in database.execute("SELECT rowid, number FROM search") if number in wanted]
    database.executemany("DELETE FROM search WHERE rowid = ?", found)
    database.executemany("DELETE FROM record WHERE number = ?", [(number,) for number in wanted])
    for statement in ("DELETE FROM entity WHERE id = ?", "DELETE FROM step WHERE subject = ?"):
        database.executemany(statement, [(entity_id,) for entity_id in entities])
