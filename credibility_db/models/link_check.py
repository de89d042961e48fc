"""The table of what was last found at each cited address."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class LinkCheck(Base):
    """The newest visit. `status` is HTTP's, 0 where nothing answered; `problem` says why there was no answer. Not history: rows are replaced."""

    __tablename__ = "link_check"

    url: Mapped[str] = mapped_column(Text, primary_key=True)
    status: Mapped[int]
    checked: Mapped[str] = mapped_column(String(10))
    problem: Mapped[str | None] = mapped_column(String(40))
    final_url: Mapped[str | None] = mapped_column(Text)
    archive_url: Mapped[str | None] = mapped_column(Text)
