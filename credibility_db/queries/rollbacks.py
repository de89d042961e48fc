"""Roll-backs out of the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from credibility_db.models import Rollback


def rollbacks(connection: Connection, *, limit: int = 20) -> list[Row[Any]]:
    """The newest roll-backs, newest first."""
    return list(connection.execute(select(*Rollback.__table__.columns).order_by(Rollback.id.desc()).limit(limit)))
