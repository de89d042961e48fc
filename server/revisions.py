"""The API's way to the history: revisions of the curators' database as members of an answer, through the door of `curators.py`."""

from __future__ import annotations

from typing import Any

import orjson

from credibility_db.queries import entity_history
from server.curators import Curators

Members = dict[str, Any]


def history_of(curators: Curators, entity_id: str, *, limit: int, before: int | None) -> Members:
    """The newest revisions of an entity and its statements, newest first; `next` is the `before` of the page that follows, None on the last.

    Raises DatabaseUnavailable.
    """
    with curators.reading() as connection:
        rows = entity_history(connection, entity_id, limit=limit + 1, before=before)
    shown = rows[:limit]
    revisions = [
        {
            "revision": row.seq,
            "target": row.target,
            "action": row.action,
            "at": row.at,
            "who": row.who,
            "why": row.why,
            "before": orjson.loads(row.before) if row.before else None,
            "after": orjson.loads(row.after) if row.after else None,
            "hash": row.hash,
        }
        for row in shown
    ]
    return {"id": entity_id, "revisions": revisions, "next": shown[-1].seq if len(rows) > limit else None}
