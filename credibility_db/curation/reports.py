"""Storing reports, inside the caller's transaction. What becomes of them is the desk's."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, insert

from credibility_db.errors import ReportKeyReused
from credibility_db.models import Report
from credibility_db.queries import report_by_key

About = Literal["statement", "link", "outlet", "unknown_outlet"]


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report as it comes in; see models.Report."""

    key: str
    about: About
    entity: str | None = None
    statement: str | None = None
    host: str | None = None
    text: str | None = None
    message: str | None = None
    source: str | None = None
    contact: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class FiledReport:
    """Where a report is: `is_new` is False when it had been sent before."""

    id: str
    status: str
    is_new: bool


def file_report(connection: Connection, report: NewReport) -> FiledReport:
    """Store a report once, however often it is sent. Raises ReportKeyReused where its key belongs to another report."""
    members = asdict(report)
    there = report_by_key(connection, report.key)
    if there is not None:
        if any(getattr(there, name) != value for name, value in members.items()):
            raise ReportKeyReused(f"another report was sent under the key {report.key}")
        return FiledReport(there.id, there.status, is_new=False)
    new = FiledReport("r" + uuid.uuid4().hex[:24], "received", is_new=True)
    created = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    connection.execute(insert(Report), [members | {"id": new.id, "status": new.status, "created": created, "public": False}])
    return new
