"""The reader's card before and after a change, from the code that readers get: an edition's content of the record, dated today, in the form of the

API's `entities`. Scripts draw it with the extension's own modules (`/ui/`); without them the template shows the same as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from credibility_db.curation.proposing import head_from, statement_from
from credibility_db.curation.proposing.checking import Step, applied
from credibility_db.dates import today
from credibility_db.edition.content import Content
from credibility_db.errors import FormRefused
from credibility_db.queries import heads, read_neighbourhood, read_records
from credibility_db.records import EntityRecord
from server.annotations.facts import entities_of
from server.context.showing import show
from server.records.context import Context, Profile
from server.records.entity import Entity


@dataclass(frozen=True, slots=True)
class Preview:
    """`before` and `after` are the entities of an answer by id, with the entity itself and everyone above it; None where it is not shown."""

    entity: str
    day: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def preview(connection: Connection, before: EntityRecord | None, after: EntityRecord | None) -> Preview:
    """What readers see of an entity before and after a change."""
    shown = after or before
    if shown is None:
        raise ValueError("there is nothing to show")
    day = today()
    return Preview(shown.id, day, _entities(connection, before, day), _entities(connection, after, day))


def preview_of_proposal(connection: Connection, row: Row[Any], record: EntityRecord | None, members: Mapping[str, Any]) -> Preview | None:
    """What accepting a proposal with these members would show; None where it does not make a record."""
    try:
        if row.kind == "entity":
            step = Step(row.subject, head=replace(head_from({**members, "id": row.subject}), statements=()))
        else:
            step = Step(row.subject, statement=statement_from(row.subject, {**members, "key": row.target.removeprefix(row.subject + ".")}))
    except FormRefused:
        return None
    after = applied(record, step)
    return None if after is None else preview(connection, record, after)


def _entities(connection: Connection, record: EntityRecord | None, day: str) -> dict[str, Any] | None:
    if record is None or record.status != "published":
        return None
    above = {thin.id for thin in read_neighbourhood(connection, [record])} - {record.id}
    records = [record, *read_records(connection, sorted(above))]
    content = Content.of(records)
    content = replace(content, names=content.names | _names(connection, records))
    entities = [msgspec.convert(content.entity(each), Entity) for each in content.records]
    context = Context(day, {entity.id: show(entity, day) for entity in entities}, (), Profile(0, {}, {}))
    return dict(entities_of(context))


def _names(connection: Connection, records: Iterable[EntityRecord]) -> dict[str, str]:
    """The names of all objects that are shown to readers."""
    wanted = {statement.object_id for record in records for statement in record.statements if statement.object_id}
    return {key: row.name for key, row in heads(connection, wanted).items() if row.status == "published"}
