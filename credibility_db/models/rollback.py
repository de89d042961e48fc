"""The table of roll-backs: who made an older edition the current one. Not a revision: the record did not change."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Rollback(Base):
    """Readers got `edition` instead of `left` from then on."""

    __tablename__ = "rollback"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    edition: Mapped[str] = mapped_column(String(40))
    left: Mapped[str] = mapped_column(String(40))
    who: Mapped[str] = mapped_column(String(120))
    why: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(27))
