"""Which entity somebody means who typed an id or a name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from credibility_db.queries import heads, namesakes
from server.errors import AppError
from server.services import services


def meant(connection: Connection, text: str) -> tuple[str | None, str]:
    """The id of the entity meant, or None with what to tell the person."""
    found = heads(connection, [text]).get(text)
    if found is not None:
        return (found.merged_into or found.id), ""
    bearers = namesakes(connection, [text])
    if len(bearers) == 1:
        return bearers[0].id, ""
    if bearers:
        these = "; ".join(f"{each.id} ({each.kind}, {each.category})" for each in bearers)
        return None, f"Several bear this name; use the id of the one you mean: {these}"
    near = suggestions(text, limit=5)
    if near:
        return None, "No entity has this id or name. Did you mean " + ", ".join(f"{each['id']} ({each['name']})" for each in near) + "?"
    return None, "No entity has this id or name. Propose it first."


def suggestions(text: str, *, limit: int = 12) -> list[dict[str, Any]]:
    """Entities whose names have these words, from the current edition; none while there is none."""
    try:
        return services().knowledge.current().search(text, limit=limit)
    except AppError:
        return []
