"""Proposals with their reviews and comments, and import checkpoints, out of the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from credibility_db.models import ImportCheckpoint, Proposal, ProposalComment, Review, Revision
from credibility_db.queries.identities import chunks

_LISTED = [column for column in Proposal.__table__.columns if column.name not in ("before",)]


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which proposals a queue shows; None leaves a member out. `since` and `until` are times of proposing, `predicate` empty asks for entities."""

    status: str | None = "open"
    kind: str | None = None
    source: str | None = None
    predicate: str | None = None
    entity_kind: str | None = None
    country: str | None = None
    who: str | None = None
    subject: str | None = None
    since: str | None = None
    until: str | None = None

    def applied(self, query: Select[Any]) -> Select[Any]:
        """A query on proposals, narrowed."""
        for item in fields(self):
            value = getattr(self, item.name)
            if value is not None and item.name not in ("since", "until"):
                query = query.where(getattr(Proposal, item.name) == value)
        if self.since is not None:
            query = query.where(Proposal.created >= self.since)
        if self.until is not None:
            query = query.where(Proposal.created < self.until)
        return query


def proposals(connection: Connection, *, status: str = "open", limit: int = 100, offset: int = 0) -> list[Row[Any]]:
    """Proposals of a status, oldest first."""
    query = select(*Proposal.__table__.columns).where(Proposal.status == status).order_by(Proposal.created, Proposal.id)
    return list(connection.execute(query.limit(limit).offset(offset)))


def queue(connection: Connection, wanted: QueueFilter, *, limit: int, after: tuple[str, str] | None = None) -> list[Row[Any]]:
    """Proposals by age, oldest first, without what they change; `after` is the time and id of the last one of the page before."""
    query = wanted.applied(select(*_LISTED)).order_by(Proposal.created, Proposal.id)
    if after is not None:
        time, proposal_id = after
        query = query.where(Proposal.created >= time, or_(Proposal.created > time, and_(Proposal.created == time, Proposal.id > proposal_id)))
    return list(connection.execute(query.limit(limit)))


def newest_proposals(connection: Connection, wanted: QueueFilter, *, limit: int) -> list[Row[Any]]:
    """Proposals by age, newest first."""
    return list(connection.execute(wanted.applied(select(*_LISTED)).order_by(Proposal.created.desc(), Proposal.id.desc()).limit(limit)))


def count_proposals(connection: Connection, *, status: str = "open") -> int:
    """How many proposals have a status."""
    return connection.scalar(select(func.count()).select_from(Proposal).where(Proposal.status == status)) or 0


def count_queue(connection: Connection, wanted: QueueFilter) -> int:
    """How many proposals a queue has."""
    return connection.scalar(wanted.applied(select(func.count()).select_from(Proposal))) or 0


def queue_groups(connection: Connection, status: str = "open") -> list[Row[Any]]:
    """The proposals of a status counted by source, kind and predicate."""
    columns = (Proposal.source, Proposal.kind, Proposal.predicate)
    query = select(*columns, func.count().label("count")).where(Proposal.status == status).group_by(*columns)
    return list(connection.execute(query.order_by(*columns)))


def queue_countries(connection: Connection, status: str = "open") -> list[str]:
    """The countries that the proposals of a status are about."""
    query = select(Proposal.country).where(Proposal.status == status, Proposal.country.is_not(None)).distinct()
    return sorted(country for country in connection.scalars(query) if country)


def proposal(connection: Connection, proposal_id: str) -> Row[Any] | None:
    """One proposal."""
    return connection.execute(select(*Proposal.__table__.columns).where(Proposal.id == proposal_id)).first()


def proposals_by_id(connection: Connection, ids: Collection[str]) -> list[Row[Any]]:
    """Whole proposals, oldest first."""
    found: list[Row[Any]] = []
    for some in chunks(set(ids)):
        found += connection.execute(select(*Proposal.__table__.columns).where(Proposal.id.in_(some)))
    return sorted(found, key=lambda row: (row.created, row.id))


def open_proposal_of_entity(connection: Connection, subject: str) -> Row[Any] | None:
    """The oldest open proposal that would make an entity which is not there yet."""
    query = select(*Proposal.__table__.columns).where(Proposal.target == subject, Proposal.kind == "entity", Proposal.status.in_(("open", "changes")))
    return connection.execute(query.order_by(Proposal.created).limit(1)).first()


def others_on(connection: Connection, target: str, *, without: str) -> list[Row[Any]]:
    """The other open proposals on the same target."""
    query = select(Proposal.id, Proposal.who, Proposal.source, Proposal.created).where(Proposal.target == target, Proposal.id != without)
    return list(connection.execute(query.where(Proposal.status.in_(("open", "changes"))).order_by(Proposal.created).limit(20)))


def reviews_of(connection: Connection, proposal_id: str) -> list[Row[Any]]:
    """The decisions on a proposal, oldest first."""
    return list(connection.execute(select(*Review.__table__.columns).where(Review.proposal == proposal_id).order_by(Review.id)))


def comments_on(connection: Connection, proposal_id: str) -> list[Row[Any]]:
    """The comments on a proposal, oldest first."""
    query = select(*ProposalComment.__table__.columns).where(ProposalComment.proposal == proposal_id)
    return list(connection.execute(query.order_by(ProposalComment.id)))


def proposals_behind(connection: Connection, revisions: Collection[int]) -> dict[int, tuple[str, str]]:
    """Which proposal, and whose, each of these revisions came from."""
    query = select(Review.revision, Review.proposal, Proposal.who).join(Proposal, Proposal.id == Review.proposal)
    return {row.revision: (row.proposal, row.who) for row in connection.execute(query.where(Review.revision.in_(list(revisions))))}


def newest_revision_of(connection: Connection, target: str) -> int | None:
    """The number of the newest revision of an entity or statement."""
    return connection.scalar(select(func.max(Revision.seq)).where(Revision.target == target))


def newest_revisions_of(connection: Connection, targets: Collection[str]) -> dict[str, int]:
    """The numbers of the newest revisions of entities or statements."""
    found: dict[str, int] = {}
    for some in chunks(set(targets)):
        query = select(Revision.target, func.max(Revision.seq).label("seq")).where(Revision.target.in_(some)).group_by(Revision.target)
        found |= {row.target: row.seq for row in connection.execute(query)}
    return found


def proposal_ids(connection: Connection, among: Collection[str]) -> set[str]:
    """Which of these proposals were made before, whatever was decided on them."""
    return {found for some in chunks(among) for found in connection.scalars(select(Proposal.id).where(Proposal.id.in_(some)))}


def checkpoint_of(connection: Connection, source: str) -> Row[Any] | None:
    """How far the import of a source has come, None when it has never begun."""
    return connection.execute(select(*ImportCheckpoint.__table__.columns).where(ImportCheckpoint.source == source)).first()
