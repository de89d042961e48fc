"""The table of further names."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Name(Base):
    """A name beside the canonical one, in the order of the record (`position`); `folded` is its form for comparison."""

    __tablename__ = "name"
    __table_args__ = (CheckConstraint("kind IN ('alias', 'abbreviation', 'former', 'transliteration')", name="kind"),)

    entity_id: Mapped[str] = mapped_column(ForeignKey("entity.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(String(300), index=True)
    kind: Mapped[str] = mapped_column(String(15))
    language: Mapped[str | None] = mapped_column(String(20))
    script: Mapped[str | None] = mapped_column(String(4))
    alone: Mapped[bool | None]
    valid_from: Mapped[str | None] = mapped_column(String(10))
    valid_to: Mapped[str | None] = mapped_column(String(10))
