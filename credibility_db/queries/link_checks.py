"""What was found at cited addresses."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

from credibility_db.models import LinkCheck
from credibility_db.queries.identities import chunks


def link_checks(connection: Connection, urls: Collection[str] | None = None) -> list[Row[Any]]:
    """The newest visit of these addresses, or of all, sorted by address."""
    query = select(*LinkCheck.__table__.columns)
    if urls is None:
        return list(connection.execute(query.order_by(LinkCheck.url)))
    return [row for some in chunks(urls) for row in connection.execute(query.where(LinkCheck.url.in_(some)).order_by(LinkCheck.url))]
