"""The tables of imports: how far each has come, and how datasets refer to entities."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class ImportCheckpoint(Base):
    """How far the import of a source has come. Written in the transaction of each batch, so that what it says is exactly what is stored.

    `stage` is 1 while entities are read, 2 while statements are, 3 when all is done; `line` is the last line of the stage that is stored.
    """

    __tablename__ = "import_checkpoint"

    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(80))
    stage: Mapped[int]
    line: Mapped[int] = mapped_column(BigInteger)
    counts: Mapped[str] = mapped_column(Text)  # JSON: how often what was done
    updated: Mapped[str] = mapped_column(String(27))


class KnownReference(Base):
    """A dataset's way to refer to an entity that was recognised otherwise (by its host, by name and country), kept from import to import."""

    __tablename__ = "known_reference"

    scheme: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200), primary_key=True)
    entity_id: Mapped[str] = mapped_column(ForeignKey("entity.id"), index=True)
