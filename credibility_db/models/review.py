"""The tables of what is said of proposals: decisions, and comments between them."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base

DECISIONS = ("accept", "changes", "decline")


class Review(Base):
    """A decision on a proposal, with its reason; rows are only added. `revision` is the number of the revision an acceptance was recorded as."""

    __tablename__ = "review"
    __table_args__ = (CheckConstraint("decision IN ('accept', 'changes', 'decline')", name="decision"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    proposal: Mapped[str] = mapped_column(ForeignKey("proposal.id"), index=True)
    who: Mapped[str] = mapped_column(String(120))
    decision: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(27))
    revision: Mapped[int | None] = mapped_column(BigInteger, index=True)


class ProposalComment(Base):
    """A remark on a proposal."""

    __tablename__ = "proposal_comment"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    proposal: Mapped[str] = mapped_column(ForeignKey("proposal.id"), index=True)
    who: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(27))
