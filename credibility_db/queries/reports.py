"""Reports out of the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select

from credibility_db.models import Report


def report_by_key(connection: Connection, key: str) -> Row[Any] | None:
    """The report that was sent under a client-made key."""
    return connection.execute(select(*Report.__table__.columns).where(Report.key == key)).first()


def reports(connection: Connection, *, status: str = "received", limit: int = 100, offset: int = 0) -> list[Row[Any]]:
    """Reports of a status, oldest first."""
    query = select(*Report.__table__.columns).where(Report.status == status).order_by(Report.created, Report.id)
    return list(connection.execute(query.limit(limit).offset(offset)))


def count_reports(connection: Connection, *, status: str = "received") -> int:
    """How many reports have a status."""
    return connection.scalar(select(func.count()).select_from(Report).where(Report.status == status)) or 0
