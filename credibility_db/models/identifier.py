"""The table of identifiers in other systems."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Identifier(Base):
    """`scheme` names the system (`wikidata`, `isni`, `lei`, `opensanctions`, `ror`), `value` is the identifier in it."""

    __tablename__ = "identifier"
    __table_args__ = (Index(None, "scheme", "value"),)

    entity_id: Mapped[str] = mapped_column(ForeignKey("entity.id"), primary_key=True)
    scheme: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
