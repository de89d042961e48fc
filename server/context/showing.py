"""The statements shown for an entity: none hidden but the withdrawn, in a fixed order, each with whether it held on the article's date."""

from __future__ import annotations

from server.records.context import DatedStatement, EntityContext
from server.records.dates import held_on, stretch
from server.records.entity import Entity, Statement

_RANKS = {"preferred": 0, "normal": 1, "deprecated": 2}
# Registers and laws are binding, what a body says of itself is first hand, the rest is by distance from the fact.
_CITATION_KINDS = {"official register": 0, "law": 1, "self-declaration": 2, "research": 3, "press": 4, "encyclopaedia": 5, "dataset": 6}
_LAST = 9
_CACHE_SIZE = 20_000

_ordered: dict[str, tuple[Entity, tuple[Statement, ...]]] = {}


def show(entity: Entity, day: str | None) -> EntityContext:
    """An entity as of a day."""
    statements = tuple(DatedStatement(s, held_on(s.valid_from, s.valid_to, day)) for s in shown_statements(entity))
    return EntityContext(entity, statements)


def shown_statements(entity: Entity) -> tuple[Statement, ...]:
    """The statements of an entity in the order of display: rank, kind of citation, latest first."""
    kept = _ordered.get(entity.id)
    if kept is not None and kept[0] is entity:
        return kept[1]
    if len(_ordered) >= _CACHE_SIZE:
        _ordered.clear()
    by_date = sorted((s for s in entity.statements if s.status != "withdrawn"), key=_date, reverse=True)
    statements = tuple(sorted(by_date, key=_order))
    _ordered[entity.id] = entity, statements
    return statements


def _order(statement: Statement) -> tuple[int, int]:
    kinds = [_CITATION_KINDS.get(citation.kind, _LAST) for citation in statement.citations]
    return _RANKS[statement.rank], min(kinds, default=_LAST)


def _date(statement: Statement) -> tuple[str, str]:
    since = stretch(statement.valid_from)
    return since[0] if since else "", statement.id
