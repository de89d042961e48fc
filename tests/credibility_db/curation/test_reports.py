"""Filing reports, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from credibility_db.curation.reports import NewReport, file_report
from credibility_db.errors import ReportKeyReused
from credibility_db.queries import count_reports, reports

REPORT = NewReport(key="k-1234567", about="statement", statement="a.owned_by.b", message="It was sold.", source="https://register.example/4711")


def test_a_report_sent_twice_is_stored_once(engine: Engine) -> None:
    with engine.begin() as connection:
        first = file_report(connection, REPORT)
    with engine.begin() as connection:
        again = file_report(connection, REPORT)
        assert (first.is_new, again.is_new, again.id, again.status) == (True, False, first.id, "received")
        assert count_reports(connection) == 1
        stored = reports(connection)[0]
    assert (stored.id, stored.message, stored.contact, stored.answer, stored.public) == (first.id, "It was sold.", None, None, False)


def test_a_key_belongs_to_one_report(engine: Engine) -> None:
    with engine.begin() as connection:
        file_report(connection, REPORT)
        with pytest.raises(ReportKeyReused):
            file_report(connection, replace(REPORT, message="It was not sold."))
        assert [row.message for row in reports(connection)] == ["It was sold."]


def test_reports_come_oldest_first(engine: Engine) -> None:
    with engine.begin() as connection:
        ids = [file_report(connection, replace(REPORT, key=f"key-{number:05}")).id for number in range(3)]
        assert [row.id for row in reports(connection)] == ids
        assert [row.id for row in reports(connection, limit=1, offset=1)] == ids[1:2]
        assert reports(connection, status="answered") == []
