"""The table of outlets, organizations and people."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Entity(Base):
    """`alone` is the curator's mark on the canonical name; null leaves it to the rule. `origin` says who keeps the record: `bundled` or `desk`.

    A merged entity keeps its row with `status` merged and points to the one it went into.
    """

    __tablename__ = "entity"
    __table_args__ = (
        CheckConstraint("kind IN ('outlet', 'organization', 'person')", name="kind"),
        CheckConstraint("status IN ('published', 'withdrawn', 'merged')", name="status"),
        CheckConstraint("layer IN ('curated', 'compiled', 'reported')", name="layer"),
        CheckConstraint("(status = 'merged') = (merged_into IS NOT NULL)", name="merged"),
        Index(None, "country", "name"),
    )

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), index=True)
    category: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(300), index=True)
    description: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[str | None] = mapped_column(String(2))
    alone: Mapped[bool | None]
    layer: Mapped[str] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(9), default="published")
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("entity.id"))
    origin: Mapped[str] = mapped_column(String(40), default="desk")
