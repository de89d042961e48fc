"""The figures of the desk's dashboard, each one query."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection, Row, case, func, select

from credibility_db.models import Citation, Contradiction, Entity, LinkCheck, Proposal, Report, Statement, StatementCitation
from credibility_db.queries.upkeep import is_gone


def entities_by_country(connection: Connection) -> list[Row[Any]]:
    """How many published entities there are by country and kind."""
    query = select(Entity.country, Entity.kind, func.count().label("times")).where(Entity.status == "published")
    return list(connection.execute(query.group_by(Entity.country, Entity.kind)))


def citations_by_month(connection: Connection) -> Counter[str]:
    """How many citations were read last in each month."""
    month = func.substr(Citation.accessed, 1, 7)
    return _counted(connection, select(month, func.count()).group_by(month))


def citations_by_year(connection: Connection) -> Counter[str]:
    """How many cited documents are of each year; those without a date under ''."""
    year = func.coalesce(func.substr(Citation.published, 1, 4), "")
    return _counted(connection, select(year, func.count()).group_by(year))


def links_by_verdict(connection: Connection) -> Counter[str]:
    """How many addresses were visited, by what was found: alive, dead or unclear."""
    alive = LinkCheck.status.between(200, 299)
    verdict = case((alive, "alive"), (is_gone(), "dead"), else_="unclear")
    return _counted(connection, select(verdict, func.count()).group_by(verdict))


def waiting_since(connection: Connection, bounds: tuple[str, ...]) -> dict[str, Counter[int]]:
    """How many proposals and reports wait by age: the number of bounds (times, newest first) that they are older than."""
    found = {}
    for name, created, status, waiting in (
        ("proposals", Proposal.created, Proposal.status, ("open", "changes")),
        ("reports", Report.created, Report.status, ("received", "open")),
    ):
        age = sum((case((created < bound, 1), else_=0) for bound in bounds), start=case((created < "", 1), else_=0))
        query = select(age, func.count()).where(status.in_(waiting)).group_by(age)
        found[name] = Counter({int(row[0]): row[1] for row in connection.execute(query)})
    return found


def agreement(connection: Connection) -> Counter[str]:
    """How many statements that are shown have one source, two or more, are contradicted by another, are disputed."""
    cited = select(StatementCitation.statement_id, func.count(func.distinct(Citation.publisher)).label("publishers"))
    each = cited.join(Citation, Citation.id == StatementCitation.citation_id).group_by(StatementCitation.statement_id).subquery()
    number = case((each.c.publishers >= 3, "three or more"), (each.c.publishers == 2, "two"), else_="one")
    shown = select(number, func.count()).join_from(Statement, each, each.c.statement_id == Statement.id)
    found = _counted(connection, shown.where(Statement.status != "withdrawn").group_by(number))
    found["disputed"] = connection.scalar(select(func.count()).select_from(Statement).where(Statement.status == "disputed")) or 0
    sides = select(Contradiction.statement_id).union(select(Contradiction.other_id)).subquery()
    found["contradicted"] = connection.scalar(select(func.count()).select_from(sides)) or 0
    return found


def _counted(connection: Connection, query: Any) -> Counter[str]:
    return Counter({str(row[0]): row[1] for row in connection.execute(query)})
