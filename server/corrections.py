"""What was disputed and what came of it, as everybody may see it: through the door of `curators.py`, without anything of who reported it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from credibility_db.queries import corrections, heads
from server.curators import Curators
from server.predicates import PREDICATES


@dataclass(frozen=True, slots=True)
class Correction:
    """One dispute. `state` is disputed, stands or corrected; `day` when that was said; `words` are those of whoever disputes it."""

    id: str
    entity: str | None
    name: str
    statement: str
    words: str
    state: str
    answer: str
    created: str
    day: str


def public_corrections(curators: Curators, *, limit: int, before: str | None = None) -> list[Correction]:
    """The newest corrections, newest first; `before` (the `day` of the last seen) pages on. Raises DatabaseUnavailable."""
    with curators.reading() as connection:
        rows = corrections(connection, limit=limit, before=before)
        ids = {_entity(row) for row in rows} | {row.object_id for row in rows}
        names = {key: head.name for key, head in heads(connection, {each for each in ids if each}).items()}
    return [_correction(row, names) for row in rows]


def _entity(row: Any) -> str | None:
    return row.entity or (row.statement or "").partition(".")[0] or None


def _correction(row: Any, names: dict[str, str]) -> Correction:
    entity = _entity(row)
    target = names.get(row.object_id, row.object_id) if row.object_id else row.object_text or "unknown"
    said = f"{PREDICATES.get(row.predicate, row.predicate)} {target}" if row.predicate else ""
    return Correction(
        id=row.id,
        entity=entity if entity in names else None,
        name=names.get(entity or "", entity or "A name in an article"),
        statement=said,
        words=row.words or "",
        state="disputed" if row.answered_at is None else row.outcome or "stands",
        answer=row.answer or "",
        created=row.created,
        day=row.day,
    )
