"""The table of what datasets call things that are no entities here: offices, legal forms."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class KnownLabel(Base):
    """The name that a dataset gives to one of its references. Lets a statement name an office or a legal form in words."""

    __tablename__ = "known_label"

    scheme: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200), primary_key=True)
    text: Mapped[str] = mapped_column(String(300))
