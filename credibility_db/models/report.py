"""The table of reports: what readers and subjects dispute, and the hosts they say are missing."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base

REPORT_STATES = ("received", "open", "answered", "declined")
ABOUT = ("statement", "link", "outlet", "unknown_outlet")
OUTCOMES = ("stands", "corrected", "disputed")
"""The statement stands; it was corrected; it stays marked as disputed."""


class Report(Base):
    """One report, as it was sent. Who sent it is known only where they left a `contact`.

    `about` tells what it speaks of: a statement, a link (this name is not that entity), an outlet, or an outlet that is not known yet. `key` is made
    by the client, so that a report that is sent again is stored once. `status`, `answer` and what follows belong to the desk; `public` says whether
    the report and its answer are shown among the corrections, `outcome` what came of it. `words` are those shown to readers, `mark` (canonical JSON)
    is what marking the statement as disputed added to it, from `marked_at` until it is taken out again.
    """

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint("about IN ('statement', 'link', 'outlet', 'unknown_outlet')", name="about"),
        CheckConstraint("status IN ('received', 'open', 'answered', 'declined')", name="status"),
        Index(None, "status", "created"),
        Index(None, "public", "answered_at"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    about: Mapped[str] = mapped_column(String(14))
    entity: Mapped[str | None] = mapped_column(String(120), index=True)
    statement: Mapped[str | None] = mapped_column(String(400), index=True)
    host: Mapped[str | None] = mapped_column(String(253))
    text: Mapped[str | None] = mapped_column(Text)
    message: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    contact: Mapped[str | None] = mapped_column(String(320))
    edition: Mapped[str | None] = mapped_column(String(40))
    created: Mapped[str] = mapped_column(String(27))  # UTC, ISO 8601 to the microsecond
    status: Mapped[str] = mapped_column(String(8), default="received")
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(120))
    answered_at: Mapped[str | None] = mapped_column(String(27))
    public: Mapped[bool] = mapped_column(Boolean, default=False)
    outcome: Mapped[str | None] = mapped_column(String(10))
    words: Mapped[str | None] = mapped_column(Text)
    mark: Mapped[str | None] = mapped_column(Text)
    marked_at: Mapped[str | None] = mapped_column(String(27))
