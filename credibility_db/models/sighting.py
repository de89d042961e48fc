"""The tables of what readers' pages named and the record does not know: counts, without who or where."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base

SIGHTING_KINDS = ("host", "organization", "person")


class Sighting(Base):
    """How often a name or host was met in a month (`2026-11`). Not history: old months are removed."""

    __tablename__ = "sighting"
    __table_args__ = (CheckConstraint("kind IN ('host', 'organization', 'person')", name="kind"),)

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True, index=True)
    count: Mapped[int] = mapped_column(BigInteger)


class SightingDismissed(Base):
    """A name that a curator looked at and does not want on the list."""

    __tablename__ = "sighting_dismissed"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    who: Mapped[str] = mapped_column(String(120))
    at: Mapped[str] = mapped_column(String(27))
