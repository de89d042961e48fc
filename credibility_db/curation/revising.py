"""Writing a set of records that are there to a new state, every difference a revision. For merging and splitting, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from credibility_db.curation.history import Chronicle, canonical
from credibility_db.curation.loading import BUNDLED, DESK, Change, statement_json
from credibility_db.curation.rows import insert_contradictions, insert_heads, insert_statements, replace_heads, replace_statements
from credibility_db.curation.rules import check_records, errors_only
from credibility_db.errors import RulesViolated
from credibility_db.queries import origins_of, read_surroundings
from credibility_db.records import EntityRecord, Finding, StatementRecord
from credibility_db.schemas import plain_head

State = Mapping[str, EntityRecord]


@dataclass(frozen=True, slots=True)
class Revised:
    """Records before and after, by id. `words` names the action of an entity's change where it is more than an update (merge, split)."""

    before: State
    after: State
    words: Mapping[str, str]

    def heads(self) -> list[EntityRecord]:
        """The entities that are new or whose own members differ."""
        return [record for key, record in self.after.items() if key not in self.before or not same_head(self.before[key], record)]

    def statements(self) -> list[tuple[StatementRecord | None, StatementRecord]]:
        """The statements that are new (None before) or differ."""
        there = by_id(self.before.values())
        return [(there.get(key), new) for key, new in by_id(self.after.values()).items() if there.get(key) != new]

    def changes(self) -> Iterator[Change]:
        """The diff, in the order in which it is written."""
        for record in self.heads():
            old = self.before.get(record.id)
            action = self.words.get(record.id) or ("update" if old else "create")
            yield Change(record.id, record.id, action, canonical(plain_head(old)) if old else None, canonical(plain_head(record)))
        for before, after in self.statements():
            ended = before is not None and after.status == "withdrawn" != before.status
            action = "create" if before is None else "withdraw" if ended else "update"
            yield Change(after.id, after.subject, action, statement_json(before) if before else None, statement_json(after))


def same_head(old: EntityRecord, new: EntityRecord) -> bool:
    """Whether two records differ in their statements at most."""
    return canonical(plain_head(old)) == canonical(plain_head(new))


def by_id(records: Iterable[EntityRecord]) -> dict[str, StatementRecord]:
    """All statements of records."""
    return {statement.id: statement for record in records for statement in record.statements}


def checked(connection: Connection, revised: Revised) -> list[Finding]:
    """The warnings of the rules on the state after. Raises RulesViolated where they call anything an error that was none before."""
    around = read_surroundings(connection, without=revised.after.keys() | revised.before.keys())
    known = {(each.code, each.statement or each.entity) for each in check_records(list(revised.before.values()), around=around)}
    findings = check_records(list(revised.after.values()), around=around)
    merged = {key for key, record in revised.after.items() if record.status == "merged"}
    findings = [each for each in findings if each.entity not in merged and (each.code, each.statement or each.entity) not in known]
    if errors := errors_only(findings):
        raise RulesViolated(errors)
    return findings


def write_revised(connection: Connection, revised: Revised, *, who: str, why: str) -> None:
    """Write the state after, kept at the desk from now on, so that no load and no import takes it back. Open it after `lock_writing`.

    A bundled statement of which only the object moved stays with its file: a load reads that object as the entity it was merged into.
    """
    heads, statements = revised.heads(), revised.statements()
    insert_heads(connection, [record for record in heads if record.id not in revised.before], origin=DESK)
    replace_heads(connection, [record for record in heads if record.id in revised.before], origin=DESK)
    insert_statements(connection, [new for old, new in statements if old is None], origin=DESK)
    changed = [(old, new) for old, new in statements if old is not None]
    _, origins = origins_of(connection, {old.subject for old, _ in changed})
    followed = {new.id for old, new in changed if origins[old.id] == BUNDLED and replace(old, object_id=new.object_id) == new}
    replace_statements(connection, [new for _, new in changed if new.id not in followed], origin=DESK)
    replace_statements(connection, [new for _, new in changed if new.id in followed])
    insert_contradictions(connection, [new for _, new in statements])
    chronicle = Chronicle(connection, who, why)
    for change in revised.changes():
        chronicle.add(change.target, subject=change.subject, action=change.action, before=change.before, after=change.after)
    chronicle.write()


def with_statements(record: EntityRecord, statements: Iterable[StatementRecord]) -> EntityRecord:
    """The record with these statements, in the order in which they are read."""
    return replace(record, statements=tuple(sorted(statements, key=lambda statement: statement.id)))
