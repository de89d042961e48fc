"""Loading: bring the database to the state of a set of records, each change a revision. Called by the CLI with what `exchange` read.

Only rows of the same origin are replaced: what a curator changed at the desk is kept and reported. Nothing is deleted: a statement that its
record no longer has, and with `withdraw_missing` an entity that the set no longer has, is withdrawn. A second load of the same records does nothing.
The record of an entity that was merged is passed over and reported; where others name it, its heir is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from credibility_db.curation.history import Chronicle, canonical, lock_writing
from credibility_db.curation.rows import insert_contradictions, insert_heads, insert_statements, replace_heads, replace_statements
from credibility_db.curation.rules import check_records, errors_only
from credibility_db.errors import RulesViolated
from credibility_db.queries import entity_origins, heirs, read_records, read_surroundings, statement_origins
from credibility_db.records import EntityRecord, Finding, StatementRecord
from credibility_db.schemas import plain_citation, plain_head, plain_statement

BUNDLED, DESK = "bundled", "desk"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a diff: what happens to `target` (create, update, withdraw, propose, merge, split), its canonical JSON before and after."""

    target: str
    subject: str
    action: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load. With `dry_run` nothing is written and the result tells what would be."""

    who: str
    why: str
    origin: str = BUNDLED
    withdraw_missing: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class LoadResult:
    """`changes` as written; `kept` are targets that the load would change but that are kept at the desk; `warnings` what the rules flagged."""

    changes: list[Change] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def count(self, action: str) -> int:
        """How many changes are of one kind (create, update, withdraw)."""
        return sum(change.action == action for change in self.changes)


@dataclass(slots=True)
class _Plan:
    """The rows to write, sorted by what has to be done with them."""

    result: LoadResult = field(default_factory=LoadResult)
    new_heads: list[EntityRecord] = field(default_factory=list)
    old_heads: list[EntityRecord] = field(default_factory=list)
    new_statements: list[StatementRecord] = field(default_factory=list)
    old_statements: list[StatementRecord] = field(default_factory=list)


def load_records(connection: Connection, records: Sequence[EntityRecord], options: LoadOptions) -> LoadResult:
    """Load records (one an id) inside the caller's transaction. Raises RulesViolated, before anything is written, if a rule says error."""
    lock_writing(connection)
    origins = entity_origins(connection)
    stored = heirs(connection) if origins else {}
    passed_over = [record.id for record in records if record.id in stored and record.status != "merged"]
    merged = stored | {record.id: record.merged_into for record in records if record.merged_into}
    if merged:
        records = [_to_heirs(record, merged) for record in records if record.id not in passed_over]
        records.sort(key=lambda record: record.status == "merged")  # whom they went into must be there first
    ids = {record.id for record in records}
    going = {key for key, origin in origins.items() if options.withdraw_missing and origin == options.origin and key not in ids}
    around = read_surroundings(connection, without=ids | going) if origins else []
    findings = check_records(records, around=around)
    if errors := errors_only(findings):
        raise RulesViolated(errors)
    plan = _plan(connection, records, origins, options)
    plan.result.warnings = findings
    plan.result.kept += [f"{entity_id} (merged into {merged[entity_id]})" for entity_id in passed_over]
    if not options.dry_run:
        _write(connection, plan, options)
    return plan.result


def _to_heirs(record: EntityRecord, merged: Mapping[str, str]) -> EntityRecord:
    """The record with the heirs of merged entities as objects; statements keep their ids. One that would be about itself is withdrawn."""
    if record.id in merged or not any(statement.object_id in merged for statement in record.statements):
        return record
    return replace(record, statements=tuple(_to_heir(statement, merged) for statement in record.statements))


def _to_heir(statement: StatementRecord, merged: Mapping[str, str]) -> StatementRecord:
    heir = merged.get(statement.object_id or "", statement.object_id)
    if heir == statement.subject != statement.object_id:
        return replace(statement, status="withdrawn", contradicts=())
    return replace(statement, object_id=heir)


def _plan(connection: Connection, records: Sequence[EntityRecord], origins: dict[str, str], options: LoadOptions) -> _Plan:
    plan = _Plan()
    kept_by = statement_origins(connection) if origins else {}
    there = {record.id: record for record in read_records(connection, [record.id for record in records if record.id in origins])}
    for record in records:
        old = there.get(record.id)
        if old is None:
            plan.new_heads.append(record)
            plan.result.changes.append(Change(record.id, record.id, "create", None, canonical(plain_head(record))))
        else:
            _plan_head(plan, old, record, mine=_may_replace(origins[record.id], options.origin))
        _plan_statements(plan, old, record, _Keepers(kept_by, options.origin))
    if options.withdraw_missing:
        stated = {record.id for record in records}
        gone = sorted(key for key, origin in origins.items() if origin == options.origin and key not in stated)
        for old in read_records(connection, gone):
            if old.status == "published":
                _plan_head(plan, old, replace(old, status="withdrawn"), mine=True)
    return plan


def _may_replace(keeper: str, loader: str) -> bool:
    """Whether a load may replace an entity's members: its own, and the bundled records also those that an import made. Never the desk's."""
    return keeper == loader or (loader == BUNDLED and keeper != DESK)


@dataclass(frozen=True, slots=True)
class _Keepers:
    """Who keeps each statement, and who is loading."""

    origins: dict[str, str]
    loader: str

    def may_change(self, statement_id: str) -> bool:
        return self.origins.get(statement_id) == self.loader


def _plan_head(plan: _Plan, old: EntityRecord, new: EntityRecord, *, mine: bool) -> None:
    before, after = canonical(plain_head(old)), canonical(plain_head(new))
    if before == after:
        return
    if not mine:
        plan.result.kept.append(new.id)
        return
    plan.old_heads.append(new)
    action = "withdraw" if new.status == "withdrawn" else "update"
    plan.result.changes.append(Change(new.id, new.id, action, before, after))


def _plan_statements(plan: _Plan, old: EntityRecord | None, new: EntityRecord, keepers: _Keepers) -> None:
    there = {statement.id: statement for statement in old.statements} if old else {}
    for statement in (*new.statements, *_withdrawn(there, new, keepers)):
        before = there.get(statement.id)
        after_json = statement_json(statement)
        if before is None:
            plan.new_statements.append(statement)
            plan.result.changes.append(Change(statement.id, statement.subject, "create", None, after_json))
        elif (before_json := statement_json(before)) != after_json:
            if not keepers.may_change(statement.id):
                plan.result.kept.append(statement.id)
                continue
            plan.old_statements.append(statement)
            action = "withdraw" if statement.status == "withdrawn" else "update"
            plan.result.changes.append(Change(statement.id, statement.subject, action, before_json, after_json))


def _withdrawn(there: dict[str, StatementRecord], new: EntityRecord, keepers: _Keepers) -> Iterator[StatementRecord]:
    """The statements that the record no longer has, withdrawn; those kept by others are left as they are."""
    stated = {statement.id for statement in new.statements}
    for key, statement in there.items():
        if key not in stated and statement.status != "withdrawn" and keepers.may_change(key):
            yield replace(statement, status="withdrawn", contradicts=())


def statement_json(statement: StatementRecord) -> str:
    """A statement with its citations as canonical JSON: what its revisions hold."""
    return canonical(plain_statement(statement, citations=[plain_citation(citation) for citation in statement.citations]))


def _write(connection: Connection, plan: _Plan, options: LoadOptions) -> None:
    insert_heads(connection, plan.new_heads, origin=options.origin)
    replace_heads(connection, plan.old_heads, origin=options.origin)
    insert_statements(connection, plan.new_statements, origin=options.origin)
    replace_statements(connection, plan.old_statements)
    insert_contradictions(connection, [*plan.new_statements, *plan.old_statements])
    chronicle = Chronicle(connection, options.who, options.why)
    for change in plan.result.changes:
        chronicle.add(change.target, subject=change.subject, action=change.action, before=change.before, after=change.after)
    chronicle.write()
