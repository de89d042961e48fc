"""Proposals and import checkpoints out of the database."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, func, select

from credibility_db.models import ImportCheckpoint, Proposal
from credibility_db.queries.identities import chunks


def proposals(connection: Connection, *, status: str = "open", limit: int = 100, offset: int = 0) -> list[Row[Any]]:
    """Proposals of a status, oldest first."""
    query = select(*Proposal.__table__.columns).where(Proposal.status == status).order_by(Proposal.created, Proposal.id)
    return list(connection.execute(query.limit(limit).offset(offset)))


def count_proposals(connection: Connection, *, status: str = "open") -> int:
    """How many proposals have a status."""
    return connection.scalar(select(func.count()).select_from(Proposal).where(Proposal.status == status)) or 0


def proposal_ids(connection: Connection, among: Collection[str]) -> set[str]:
    """Which of these proposals were made before, whatever was decided on them."""
    return {found for some in chunks(among) for found in connection.scalars(select(Proposal.id).where(Proposal.id.in_(some)))}


def checkpoint_of(connection: Connection, source: str) -> Row[Any] | None:
    """How far the import of a source has come, None when it has never begun."""
    return connection.execute(select(*ImportCheckpoint.__table__.columns).where(ImportCheckpoint.source == source)).first()
