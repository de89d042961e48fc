"""Reports out of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, tuple_

from credibility_db.models import Report, Statement

WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports: by status (`WAITING`: received or open), by what they speak of, by entity. None leaves a member open."""

    status: str | None = None
    about: str | None = None
    entity: str | None = None


def report_by_key(connection: Connection, key: str) -> Row[Any] | None:
    """The report that was sent under a client-made key."""
    return connection.execute(select(*Report.__table__.columns).where(Report.key == key)).first()


def report_by_id(connection: Connection, report_id: str) -> Row[Any] | None:
    """One report."""
    return connection.execute(select(*Report.__table__.columns).where(Report.id == report_id)).first()


def reports(connection: Connection, *, status: str = "received", limit: int = 100, offset: int = 0) -> list[Row[Any]]:
    """Reports of a status, oldest first."""
    query = select(*Report.__table__.columns).where(Report.status == status).order_by(Report.created, Report.id)
    return list(connection.execute(query.limit(limit).offset(offset)))


def count_reports(connection: Connection, *, status: str = "received") -> int:
    """How many reports have a status."""
    return connection.scalar(select(func.count()).select_from(Report).where(Report.status == status)) or 0


def report_queue(connection: Connection, wanted: ReportFilter, *, limit: int, after: tuple[str, str] | None = None) -> list[Row[Any]]:
    """Reports that a filter leaves, oldest first; `after` (created, id) pages on."""
    query = _filtered(select(*Report.__table__.columns), wanted)
    if after is not None:
        query = query.where(tuple_(Report.created, Report.id) > after)
    return list(connection.execute(query.order_by(Report.created, Report.id).limit(limit)))


def count_report_queue(connection: Connection, wanted: ReportFilter) -> int:
    """How many a filter leaves."""
    return connection.scalar(_filtered(select(func.count()).select_from(Report), wanted)) or 0


def _filtered(query: Select[Any], wanted: ReportFilter) -> Select[Any]:
    if wanted.status == WAITING:
        query = query.where(Report.status.in_(("received", "open")))
    elif wanted.status:
        query = query.where(Report.status == wanted.status)
    if wanted.about:
        query = query.where(Report.about == wanted.about)
    return query.where(Report.entity == wanted.entity) if wanted.entity else query


def marks_on(connection: Connection, statement_id: str) -> list[Row[Any]]:
    """The reports whose mark is on a statement."""
    query = select(Report.id, Report.mark).where(Report.statement == statement_id, Report.mark.is_not(None))
    return list(connection.execute(query))


def reports_on(connection: Connection, report: Row[Any], *, limit: int = 20) -> list[Row[Any]]:
    """Other reports on the same statement, or on the same entity where none is named."""
    same = Report.statement == report.statement if report.statement else Report.entity == report.entity
    query = select(Report.id, Report.about, Report.status, Report.created).where(same, Report.id != report.id)
    return list(connection.execute(query.order_by(Report.created.desc()).limit(limit)))


def corrections(connection: Connection, *, limit: int, before: str | None = None) -> list[Row[Any]]:
    """What may be shown to everybody: public reports and marks, newest first, without who sent them; `before` is a time to page on from."""
    day = func.coalesce(Report.answered_at, Report.marked_at)
    columns = [Report.id, Report.entity, Report.statement, Report.about, Report.status, Report.outcome, Report.words, Report.answer]
    said = [Statement.predicate, Statement.object_id, Statement.object_text, Statement.status.label("statement_status")]
    query = select(*columns, Report.created, Report.marked_at, Report.answered_at, day.label("day"), *said)
    query = query.outerjoin(Statement, Statement.id == Report.statement)
    shown = query.where((Report.public & (Report.status == "answered")) | Report.mark.is_not(None))
    if before is not None:
        shown = shown.where(day < before)
    return list(connection.execute(shown.order_by(day.desc(), Report.id).limit(limit)))
