"""The table of revisions: what was changed, by whom, when and why. Rows are only ever added; triggers refuse anything else."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Revision(Base):
    """`before` and `after` are canonical JSON of the target (null: it was not there). `hash` covers the row and the hash before it,

    so that a changed, removed or inserted row breaks the chain from there on. `seq` has no gaps.
    """

    __tablename__ = "revision"
    __table_args__ = (Index(None, "target", "seq"), Index(None, "subject", "seq"))

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    target: Mapped[str] = mapped_column(String(400))  # an entity's or a statement's id
    subject: Mapped[str] = mapped_column(String(120))  # the entity whose record it belongs to
    action: Mapped[str] = mapped_column(String(12))
    who: Mapped[str] = mapped_column(String(120))
    at: Mapped[str] = mapped_column(String(27))  # UTC, ISO 8601 to the microsecond
    why: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
