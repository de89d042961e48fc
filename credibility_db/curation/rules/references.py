"""Rules: what a statement points to exists, and its predicate fits the kinds it joins."""

from __future__ import annotations

from collections.abc import Iterator

from credibility_db.curation.rules.known import Known
from credibility_db.predicates import PREDICATES
from credibility_db.records import EntityRecord, Finding, StatementRecord


def check_references(record: EntityRecord, known: Known) -> Iterator[Finding]:
    """`object-unknown`, `predicate-kind`, `object-self`, `contradicts-unknown`, `qualifier`, `merged-into`."""
    heir = known.entities.get(record.merged_into or "")
    if record.status == "merged" and (heir is None or heir.status != "published" or heir.kind != record.kind):
        yield Finding("merged-into", f"{record.merged_into!r} is no published {record.kind} to be merged into", record.id)
    for statement in record.statements:
        yield from _check_object(record, statement, known)
        for other in statement.contradicts:
            if other not in known.statements:
                yield Finding("contradicts-unknown", f"there is no statement {other!r}", record.id, statement.id)
            elif other == statement.id:
                yield Finding("contradicts-unknown", "a statement cannot contradict itself", record.id, statement.id)
        yield from _check_qualifiers(record, statement)


def _check_object(record: EntityRecord, statement: StatementRecord, known: Known) -> Iterator[Finding]:
    predicate = PREDICATES[statement.predicate]
    if record.kind not in predicate.subjects:
        yield Finding("predicate-kind", f"{statement.predicate} is not said of a {record.kind}", record.id, statement.id)
    if statement.object_text is not None and "text" not in predicate.objects:
        yield Finding("predicate-kind", f"{statement.predicate} needs an entity, not a text", record.id, statement.id)
    if statement.object_id is None:
        return
    if statement.object_id == record.id:
        yield Finding("object-self", "the statement's object is its subject", record.id, statement.id)
    target = known.entities.get(statement.object_id)
    if target is None:
        yield Finding("object-unknown", f"there is no entity {statement.object_id!r}", record.id, statement.id)
    elif target.kind not in predicate.objects:
        yield Finding("predicate-kind", f"{statement.predicate} does not lead to a {target.kind} ({target.id})", record.id, statement.id)


def _check_qualifiers(record: EntityRecord, statement: StatementRecord) -> Iterator[Finding]:
    if statement.share is not None and statement.predicate not in ("owned_by", "controlled_by"):
        yield Finding("qualifier", f"a share does not belong to {statement.predicate}", record.id, statement.id)
    if (statement.amount is not None or statement.amount_max is not None) and statement.currency is None:
        yield Finding("qualifier", "an amount needs its currency", record.id, statement.id)
    if statement.amount is not None and statement.amount_max is not None and statement.amount > statement.amount_max:
        yield Finding("qualifier", f"the amount is greater than its maximum: {statement.amount} > {statement.amount_max}", record.id, statement.id)
