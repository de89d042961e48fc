"""What the record needs: statements whose sources are old, gone, alone or the subject's own; offices that have ended; owners without a date.

Each list is one query over statements that are shown, so a page asks the same number however long it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from credibility_db.models import Citation, Entity, LinkCheck, Statement, StatementCitation
from credibility_db.predicates import OWNERSHIP

GONE = (404, 410)
NO_ANSWER = ("host-not-found", "fetch-failed")
"""As `curation.link_checks` judges: other failures say nothing of the document."""


@dataclass(frozen=True, slots=True)
class Need:
    """A list: `today` is a day, `before` the day before which a source is old, `kind` narrows to entities of one, `country` to one."""

    name: str
    today: str
    before: str
    kind: str | None = None
    country: str | None = None


def _ids(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Statements with what is true of all their citations together."""
    joined = select(StatementCitation.statement_id).join(Citation, Citation.id == StatementCitation.citation_id)
    return joined.group_by(StatementCitation.statement_id).having(and_(*conditions))


def _old(need: Need) -> ColumnElement[bool]:
    return Statement.id.in_(_ids(func.max(Citation.accessed) < need.before))


def is_gone() -> ColumnElement[bool]:
    """Whether a visit found nothing at an address."""
    silent = and_(LinkCheck.status == 0, or_(LinkCheck.problem.is_(None), LinkCheck.problem.in_(NO_ANSWER)))
    return or_(LinkCheck.status.in_(GONE), silent)


def _dead(_need: Need) -> ColumnElement[bool]:
    cited = select(StatementCitation.statement_id).join(Citation, Citation.id == StatementCitation.citation_id)
    return Statement.id.in_(cited.join(LinkCheck, LinkCheck.url == Citation.url).where(is_gone()))


def _single(_need: Need) -> ColumnElement[bool]:
    return Statement.id.in_(_ids(func.min(Citation.publisher) == func.max(Citation.publisher)))


def _own_word(_need: Need) -> ColumnElement[bool]:
    own = "self-declaration"
    return Statement.id.in_(_ids(func.min(Citation.kind) == own, func.max(Citation.kind) == own))


def _ended_office(need: Need) -> ColumnElement[bool]:
    """Offices whose end is past, of people who hold no other on record: the newer one may be missing."""
    other = aliased(Statement)
    open_ended = or_(other.valid_to.is_(None), other.valid_to >= func.substr(need.today, 1, func.length(other.valid_to)))
    held = select(other.subject).where(other.predicate == "holds_office", other.status != "withdrawn", open_ended)
    past = Statement.valid_to < func.substr(need.today, 1, func.length(Statement.valid_to))
    return and_(Statement.predicate == "holds_office", past, Statement.subject.not_in(held))


def _undated_owner(_need: Need) -> ColumnElement[bool]:
    undated = Statement.valid_from.is_(None) & Statement.valid_to.is_(None)
    return and_(Statement.predicate.in_(sorted(OWNERSHIP)), Statement.object_unknown.is_(None), undated)


NEEDS: dict[str, Callable[[Need], ColumnElement[bool]]] = {
    "dead": _dead,
    "old": _old,
    "single": _single,
    "own-word": _own_word,
    "ended-office": _ended_office,
    "undated-owner": _undated_owner,
}


def _narrowed(query: Select[Any], need: Need) -> Select[Any]:
    shown = query.join(Entity, Entity.id == Statement.subject).where(Statement.status != "withdrawn", Entity.status == "published")
    shown = shown.where(NEEDS[need.name](need))
    if need.kind:
        shown = shown.where(Entity.kind == need.kind)
    return shown.where(Entity.country == need.country) if need.country else shown


def needing(connection: Connection, need: Need, *, limit: int, after: str = "") -> list[Row[Any]]:
    """The statements of a list by id, behind the one named."""
    columns = [Statement.id, Statement.subject, Statement.predicate, Statement.object_id, Statement.object_text, Statement.object_unknown]
    columns += [Statement.role, Statement.valid_from, Statement.valid_to, Statement.status, Entity.name]
    wanted: Any = select(*columns)
    query = _narrowed(wanted, need).where(Statement.id > after)
    return list(connection.execute(query.order_by(Statement.id).limit(limit)))


def count_needing(connection: Connection, need: Need) -> int:
    """How long a list is."""
    return connection.scalar(_narrowed(select(func.count(Statement.id)), need)) or 0


def sources_of(connection: Connection, statement_ids: Sequence[str]) -> dict[str, list[Row[Any]]]:
    """The citations of each statement in their order, with what was last found at their address."""
    columns = [Citation.url, Citation.title, Citation.publisher, Citation.kind, Citation.accessed, Citation.archive_url]
    found = [LinkCheck.status, LinkCheck.problem, LinkCheck.checked, LinkCheck.archive_url.label("archived")]
    query = select(StatementCitation.statement_id, *columns, *found).join(Citation, Citation.id == StatementCitation.citation_id)
    query = query.outerjoin(LinkCheck, LinkCheck.url == Citation.url).where(StatementCitation.statement_id.in_(statement_ids))
    grouped: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    rows: Iterable[Row[Any]] = connection.execute(query.order_by(StatementCitation.statement_id, StatementCitation.position))
    for row in rows:
        grouped[row.statement_id].append(row)
    return dict(grouped)
