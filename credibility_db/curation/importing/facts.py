"""Second stage of an import: statements. References become entities, ids are given, each statement is decided on and checked by the rules."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from credibility_db.curation.importing.deciding import Decision, decide
from credibility_db.curation.importing.form import Misfit, fitted_head, form_problems
from credibility_db.curation.importing.recognising import Ambiguous, Recogniser, resolve
from credibility_db.curation.loading import Change, statement_json
from credibility_db.curation.proposals import ProposedChange
from credibility_db.curation.rows import insert_statements, replace_statements
from credibility_db.curation.rules import check_records, errors_only
from credibility_db.incoming import ImportProblem, Incoming, is_reference, parts_of
from credibility_db.predicates import OWNERSHIP, PREDICATES
from credibility_db.queries import held_by_merged, labels_of, origins_of, read_neighbourhood, read_records
from credibility_db.records import EntityRecord, Finding, StatementRecord
from credibility_db.schemas import slugify


@dataclass(slots=True)
class FactPlan:
    """What a batch of statements comes to. `fresh` are those to write, by id, with the line they come from."""

    created: dict[str, StatementRecord] = field(default_factory=dict)
    updated: dict[str, StatementRecord] = field(default_factory=dict)
    before: dict[str, StatementRecord] = field(default_factory=dict)
    withdrawn: dict[str, StatementRecord] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    proposed: list[ProposedChange] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def fresh(self) -> dict[str, StatementRecord]:
        """What is to be written anew or over the import's own earlier word."""
        return self.created | self.updated

    def changes(self) -> Iterator[Change]:
        """The diff, in the order in which it is written."""
        for key, statement in self.created.items():
            yield Change(key, statement.subject, "create", None, statement_json(statement))
        for key, statement in self.updated.items():
            yield Change(key, statement.subject, "update", statement_json(self.before[key]), statement_json(statement))
        for key, statement in self.withdrawn.items():
            yield Change(key, statement.subject, "withdraw", statement_json(self.before[key]), statement_json(statement))


def plan_facts(connection: Connection, batch: Sequence[Incoming], *, source: str, who: str) -> FactPlan:
    """Decide on every statement of a batch. Nothing is written."""
    plan = FactPlan()
    subjects = _subjects(connection, batch, plan)
    told = [statement for incoming in batch for statement in incoming.record.statements]
    objects = resolve(connection, [statement.object_id for statement in told if statement.object_id])
    wanted = [text for statement in told for text in (statement.object_id, statement.role) if text and text not in objects]
    known = _Known(objects, labels_of(connection, [parts_of(text) for text in wanted if is_reference(text)]), source)
    ids = dict.fromkeys(subjects.values())
    there = {record.id: record for record in read_records(connection, ids)}
    _, origins = origins_of(connection, list(ids))
    stated: dict[str, set[str]] = {key: set() for key in ids}
    complete: set[str] = set()
    for index, incoming in enumerate(batch):
        if index not in subjects:
            continue
        subject = there[subjects[index]]
        if incoming.complete:
            complete.add(subject.id)
        for statement in _identified(subject, incoming, known, stated[subject.id], plan):
            decision = decide(statement, subject.statements, origins, source)
            _note(plan, decision, incoming.line, source=source, who=who)
    for key in complete:
        _withdraw(plan, there[key], stated[key], origins, source)
    _drop_what_rules_refuse(connection, plan, there)
    return plan


def write_facts(connection: Connection, plan: FactPlan, *, source: str) -> None:
    """Write the statements of a plan; revisions and proposals are the caller's."""
    insert_statements(connection, list(plan.created.values()), origin=source)
    replace_statements(connection, [*plan.updated.values(), *plan.withdrawn.values()])


def _subjects(connection: Connection, batch: Sequence[Incoming], plan: FactPlan) -> dict[int, str]:
    """The entity of each incoming record by its place in the batch. Those that the first stage left out are passed over."""
    resolved = resolve(connection, [incoming.record.id for incoming in batch])
    found = {index: resolved[incoming.record.id] for index, incoming in enumerate(batch) if incoming.record.id in resolved}
    rest = [(index, incoming) for index, incoming in enumerate(batch) if index not in found and incoming.record.statements]
    for _, incoming in rest:
        if not incoming.creates:
            plan.counts["unresolved"] += len(incoming.record.statements)
            plan.problems.append(ImportProblem(incoming.line, f"nothing is known here as {incoming.record.id}"))
    told_otherwise = held_by_merged(connection, [parts_of(incoming.record.id) for incoming in batch])
    for index, incoming in enumerate(batch):
        if index in found and parts_of(incoming.record.id) in told_otherwise:
            del found[index]  # the heir has another identifier of the dataset: what that one says counts
            plan.counts["kept"] += len(incoming.record.statements)
    creating = [(index, head) for index, incoming in rest if incoming.creates and (head := _head_or_none(incoming.record))]
    recogniser = Recogniser(connection, [head for _, head in creating])
    for index, head in creating:
        try:
            entity = recogniser.find(head)
        except Ambiguous:
            continue
        if entity:
            found[index] = entity
    return found


def _head_or_none(record: EntityRecord) -> EntityRecord | None:
    try:
        return fitted_head(record)
    except Misfit:
        return None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the references of a batch mean: entities, or words; and the dataset they come from."""

    entities: dict[str, str]
    labels: dict[tuple[str, str], str]
    source: str

    def applied(self, statement: StatementRecord) -> StatementRecord | None:
        """The statement with references resolved; None where its object is neither known here nor may be put in words."""
        role = statement.role
        if role and is_reference(role):
            role = self.labels.get(parts_of(role))
        if not statement.object_id:
            return replace(statement, role=role)
        if entity := self.entities.get(statement.object_id):
            return replace(statement, role=role, object_id=entity, object_text=None)
        text = statement.object_text or self.labels.get(parts_of(statement.object_id))
        if text is None or "text" not in PREDICATES[statement.predicate].objects:
            return None
        return replace(statement, role=role, object_id=None, object_text=text)


def _identified(subject: EntityRecord, incoming: Incoming, known: _Known, taken: set[str], plan: FactPlan) -> Iterator[StatementRecord]:
    """The record's statements in form, with this database's ids for subject, object and statement."""
    told_before: set[StatementRecord] = set()
    for told in form_problems(incoming.record):
        if isinstance(told, Misfit):
            plan.problems.append(ImportProblem(incoming.line, f"{subject.id}: {told}"))
            continue
        statement = known.applied(told)
        if statement is None:
            plan.counts["unresolved"] += 1
            continue
        bare = replace(statement, id="", citations=())
        if statement.object_id == subject.id or bare in told_before:
            continue
        told_before.add(bare)
        statement_id = _free_id(subject.id, statement, known.source, taken)
        if statement_id is not None:
            taken.add(statement_id)
            yield replace(statement, id=statement_id, subject=subject.id)


def _free_id(subject: str, statement: StatementRecord, source: str, taken: set[str]) -> str | None:
    """An id of the statement that ends with its source; None where the record says the very same twice."""
    tail = statement.object_id or ("unknown" if statement.object_unknown is not None else slugify(statement.object_text or ""))
    plain = f"{subject}.{statement.predicate}.{tail}" + (f".{slugify(statement.id)[:40]}" if statement.id else "")
    members = (statement.role, statement.valid_from, statement.valid_to, statement.rank, statement.share, statement.amount, statement.period)
    digest = hashlib.sha256(repr(members).encode()).hexdigest()[:8]
    candidates = [plain, *([f"{plain}.{statement.valid_from}"] if statement.valid_from else []), f"{plain}.{digest}"]
    return next((made for candidate in candidates if (made := f"{candidate}.{source}") not in taken), None)


def _note(plan: FactPlan, decision: Decision, line: int, *, source: str, who: str) -> None:
    statement, before = decision.statement, decision.before
    if decision.verdict == "create":
        plan.created[statement.id] = statement
    elif decision.verdict == "update" and before is not None:
        plan.updated[statement.id], plan.before[statement.id] = statement, before
    elif decision.verdict == "propose" and before is not None:
        after = statement_json(statement)
        plan.proposed.append(ProposedChange("statement", statement.subject, before.id, statement_json(before), after, source, who, decision.why))
    elif decision.verdict != "same":
        plan.counts[decision.verdict] += 1
    plan.lines.setdefault(statement.id, line)


def _withdraw(plan: FactPlan, record: EntityRecord, stated: set[str], origins: dict[str, str], source: str) -> None:
    """The import's own earlier statements that the dataset no longer makes."""
    for statement in record.statements:
        if statement.id not in stated and origins.get(statement.id) == source and statement.status != "withdrawn":
            plan.withdrawn[statement.id], plan.before[statement.id] = replace(statement, status="withdrawn", contradicts=()), statement


def _drop_what_rules_refuse(connection: Connection, plan: FactPlan, there: dict[str, EntityRecord]) -> None:
    """Take out of the plan, with a word, each statement that a rule calls an error, until none is left."""
    while fresh := plan.fresh():
        by_subject: defaultdict[str, list[StatementRecord]] = defaultdict(list)
        for statement in plan.created.values():
            by_subject[statement.subject].append(statement)
        touched = {statement.subject for statement in fresh.values()}
        records = [_after(there[key], plan, by_subject[key]) for key in there if key in touched]
        errors = errors_only(check_records(records, around=read_neighbourhood(connection, records)))
        refused = _refused(errors, fresh)
        if not refused:
            return
        for key, finding in refused.items():
            plan.problems.append(ImportProblem(plan.lines[key], f"{finding.code}: {key}: {finding.message}"))
            for part in (plan.created, plan.updated):
                part.pop(key, None)


def _after(record: EntityRecord, plan: FactPlan, created: Sequence[StatementRecord]) -> EntityRecord:
    """A record as the plan would leave it."""
    kept = [plan.updated.get(s.id) or plan.withdrawn.get(s.id) or s for s in record.statements]
    return replace(record, statements=(*kept, *created))


def _refused(errors: Sequence[Finding], fresh: dict[str, StatementRecord]) -> dict[str, Finding]:
    """The fresh statements to take out. Circles one at a time, as each may open another; a sum of shares takes out all that went into it."""
    refused: dict[str, Finding] = {}
    for finding in errors:
        if finding.code == "ownership-cycle" and any(other.code == "ownership-cycle" for other in refused.values()):
            continue
        if finding.statement in fresh:
            refused[finding.statement] = finding
        elif finding.code in ("share-sum", "ownership-cycle"):
            refused |= {key: finding for key, s in fresh.items() if s.subject == finding.entity and s.predicate in OWNERSHIP}
    return refused
