"""The table of proposals: changes that wait for a curator."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Proposal(Base):
    """A change somebody or some dataset suggests to `subject`'s record. `before` and `after` are canonical JSON, as in revisions.

    `kind` tells what they hold: an entity's head or a statement with its citations. `target` is the id of the statement concerned: the one to be
    changed, or for one to be added the id it would have. `source` names where it comes from: an import's dataset, `desk`, `reader`. An import's
    proposal has a digest of its content as id, so that it is made once, whatever was decided on it.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("kind IN ('entity', 'statement')", name="kind"),
        CheckConstraint("status IN ('open', 'accepted', 'declined')", name="status"),
        Index(None, "status", "created"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(9))
    subject: Mapped[str] = mapped_column(String(120), index=True)
    target: Mapped[str] = mapped_column(String(400))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(8), default="open")
    who: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(Text)
    created: Mapped[str] = mapped_column(String(27))  # UTC, ISO 8601 to the microsecond
