"""The tables of citations and of which statement rests on which."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class Citation(Base):
    """A document. Its id is a digest of its members, so a row never changes: a corrected citation is another one."""

    __tablename__ = "citation"

    id: Mapped[str] = mapped_column(String(21), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str] = mapped_column(Text)
    accessed: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    published: Mapped[str | None] = mapped_column(String(10))
    asserted_by: Mapped[str | None] = mapped_column(Text)
    archive_url: Mapped[str | None] = mapped_column(Text)
    licence: Mapped[str | None] = mapped_column(Text)


class StatementCitation(Base):
    """A statement rests on a citation; `position` keeps the record's order."""

    __tablename__ = "statement_citation"
    __table_args__ = (Index(None, "citation_id"),)

    statement_id: Mapped[str] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    citation_id: Mapped[str] = mapped_column(ForeignKey("citation.id"))
