"""An entity's statements as its pages list them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from credibility_db.queries import heads
from credibility_db.records import EntityRecord, StatementRecord
from server.desk.wording import PREDICATES, period


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement with its object's name and its dates in words."""

    statement: StatementRecord
    predicate: str
    object: str
    time: str


def shown_statements(connection: Connection, record: EntityRecord) -> list[ShownStatement]:
    """The statements of a record, withdrawn ones last."""
    names = heads(connection, {statement.object_id for statement in record.statements if statement.object_id})
    shown = [
        ShownStatement(
            statement,
            PREDICATES[statement.predicate],
            names[statement.object_id].name if statement.object_id in names else statement.object_text or f"unknown: {statement.object_unknown}",
            period({"valid_from": statement.valid_from, "valid_to": statement.valid_to}),
        )
        for statement in record.statements
    ]
    return sorted(shown, key=lambda each: (each.statement.status == "withdrawn", each.statement.predicate, each.statement.id))
