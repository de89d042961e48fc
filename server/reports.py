"""The API's way to the reports: adapts what was sent to the records of `credibility_db.curation`, through the door of `curators.py`."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import IntegrityError

from credibility_db.curation.reports import FiledReport, NewReport, file_report
from credibility_db.errors import ReportKeyReused
from server.curators import Curators
from server.errors import KeyReused


def receive_report(curators: Curators, members: dict[str, Any]) -> FiledReport:
    """Store a report; once it is returned, it is kept. Raises KeyReused, DatabaseUnavailable."""
    report = NewReport(**members)
    try:
        return _filed(curators, report)
    except IntegrityError:  # the same report arrived twice at once, and the other was first
        return _filed(curators, report)
    except ReportKeyReused as error:
        raise KeyReused() from error


def _filed(curators: Curators, report: NewReport) -> FiledReport:
    with curators.writing() as connection:
        return file_report(connection, report)
