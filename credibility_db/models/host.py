"""The table of the hosts at which outlets publish."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Host(Base):
    """A host and path prefix of an outlet. That it belongs to one outlet at a time is a rule, since validity may pass it on."""

    __tablename__ = "host"

    entity_id: Mapped[str] = mapped_column(ForeignKey("entity.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(String(253), index=True)
    path: Mapped[str] = mapped_column(String(300), default="/")
    valid_from: Mapped[str | None] = mapped_column(String(10))
    valid_to: Mapped[str | None] = mapped_column(String(10))
