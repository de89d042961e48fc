"""The table of statements."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Statement(Base):
    """One fact with exactly one object: an entity, a literal, or the reason why it is unknown. Rows are withdrawn, never deleted."""

    __tablename__ = "statement"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN object_id IS NULL THEN 0 ELSE 1 END + CASE WHEN object_text IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN object_unknown IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_object",
        ),
        CheckConstraint("rank IN ('preferred', 'normal', 'deprecated')", name="rank"),
        CheckConstraint("status IN ('published', 'disputed', 'withdrawn')", name="status"),
        CheckConstraint("layer IN ('curated', 'compiled', 'reported')", name="layer"),
    )

    id: Mapped[str] = mapped_column(String(400), primary_key=True)
    subject: Mapped[str] = mapped_column(ForeignKey("entity.id"), index=True)
    predicate: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str | None] = mapped_column(ForeignKey("entity.id"), index=True)
    object_text: Mapped[str | None] = mapped_column(Text)
    object_unknown: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str | None] = mapped_column(String(300))
    valid_from: Mapped[str | None] = mapped_column(String(10))
    valid_to: Mapped[str | None] = mapped_column(String(10))
    rank: Mapped[str] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(9))
    layer: Mapped[str] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(Text)
    share: Mapped[float | None]
    amount: Mapped[float | None]
    amount_max: Mapped[float | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    period: Mapped[str | None] = mapped_column(String(10))
    origin: Mapped[str] = mapped_column(String(40), default="desk")
