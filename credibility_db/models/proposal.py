"""The table of proposals: changes that wait for a curator, and what became of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base

OPEN, CHANGES, ACCEPTED, DECLINED, SUPERSEDED, WITHDRAWN = STATES = ("open", "changes", "accepted", "declined", "superseded", "withdrawn")
"""`changes`: its reviewer asked for some. `superseded`: its author replaced it by another. `withdrawn`: its author took it back."""


class Proposal(Base):
    """A change somebody or some dataset suggests to `subject`'s record. `before` and `after` are canonical JSON, as in revisions.

    `kind` tells what they hold: an entity's head (with names, hosts, identifiers) or a statement with its citations. `target` is the id of the
    statement concerned: the one to be changed, or for one to be added the id it would have. `before` is what the author saw, and `base` the number
    of the newest revision of the target then: where the record says something else by now, the two are merged by field. `source` names where it
    comes from: an import's dataset, `desk`, `reader`, `api`. An import's proposal has a digest of its content as id, so that it is made once,
    whatever was decided on it. `entity_kind`, `country` and `predicate` repeat what the queue is filtered by.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("kind IN ('entity', 'statement')", name="kind"),
        CheckConstraint("status IN ('open', 'changes', 'accepted', 'declined', 'superseded', 'withdrawn')", name="status"),
        Index(None, "status", "created"),
        Index(None, "status", "source", "kind", "predicate", "created"),
        Index(None, "status", "who", "created"),
        Index(None, "status", "country", "created"),
        Index(None, "status", "entity_kind", "created"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(9))
    subject: Mapped[str] = mapped_column(String(120), index=True)
    target: Mapped[str] = mapped_column(String(400), index=True)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(10), default=OPEN)
    who: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(Text)
    created: Mapped[str] = mapped_column(String(27))  # UTC, ISO 8601 to the microsecond
    base: Mapped[int | None] = mapped_column(BigInteger)
    supersedes: Mapped[str | None] = mapped_column(String(40))
    entity_kind: Mapped[str | None] = mapped_column(String(12))
    country: Mapped[str | None] = mapped_column(String(2))
    predicate: Mapped[str | None] = mapped_column(String(40))
