"""The table of which statement names which as saying otherwise."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Contradiction(Base):
    """`statement_id` names `other_id` as saying otherwise. Editions show it on both sides."""

    __tablename__ = "contradiction"

    statement_id: Mapped[str] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    other_id: Mapped[str] = mapped_column(String(400), ForeignKey("statement.id"), primary_key=True, index=True)
    position: Mapped[int]
