"""Reports become marks, answers or nothing, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from credibility_db.curation.disputes import Answer, Mark, answer, decline_reports, forget_contact, mark_disputed
from credibility_db.curation.history import verify_history
from credibility_db.curation.reports import NewReport, file_report
from credibility_db.errors import FormRefused, ReportRefused, RulesViolated
from credibility_db.queries import ReportFilter, corrections, count_report_queue, read_record, read_records, report_by_id, report_queue
from credibility_db.records import StatementRecord

SOURCE = "https://subject.example/our-view"


def some_statement(engine: Engine) -> StatementRecord:
    with engine.connect() as connection:
        return next(statement for record in read_records(connection) for statement in record.statements if statement.status == "published")


def filed(engine: Engine, statement: StatementRecord, number: int = 0, **more: Any) -> str:
    report = NewReport(f"key-{number:05}", "statement", statement.subject, statement.id, message="It was sold.", contact="me@subject.example", **more)
    with engine.begin() as connection:
        return file_report(connection, report).id


def now(engine: Engine, statement: StatementRecord) -> StatementRecord:
    with engine.connect() as connection:
        record = read_record(connection, statement.subject)
    assert record is not None
    return next(each for each in record.statements if each.id == statement.id)


def row(engine: Engine, report_id: str) -> Any:
    with engine.connect() as connection:
        return report_by_id(connection, report_id)


def test_a_mark_shows_words_and_document_and_is_taken_out_again(loaded: Engine) -> None:
    before = some_statement(loaded)
    report = filed(loaded, before)
    with loaded.begin() as connection:
        mark_disputed(connection, report, Mark("kurt", " It  was sold. ", "Subject Inc.", SOURCE, "Subject Inc."))
    marked = now(loaded, before)
    assert marked.status == "disputed"
    assert "Disputed by Subject Inc.: “It was sold.”" in (marked.note or "")
    assert marked.citations[-1].url == SOURCE
    assert marked.citations[:-1] == before.citations
    with loaded.begin() as connection:
        answer(connection, report, Answer("kurt", "The register still has it.", "stands"))
    assert now(loaded, before) == before
    assert (row(loaded, report).status, row(loaded, report).contact, row(loaded, report).mark) == ("answered", None, None)
    with loaded.connect() as connection:
        assert verify_history(connection) > 0
        shown = corrections(connection, limit=5)
    assert [(each.id, each.outcome, each.answer) for each in shown] == [(report, "stands", "The register still has it.")]
    assert "contact" not in shown[0]._fields


def test_a_statement_that_another_report_disputes_stays_disputed(loaded: Engine) -> None:
    statement = some_statement(loaded)
    first, second = filed(loaded, statement, 1), filed(loaded, statement, 2)
    for report, words in ((first, "One."), (second, "Two.")):
        with loaded.begin() as connection:
            mark_disputed(connection, report, Mark("kurt", words, source=SOURCE))
    with loaded.begin() as connection:
        answer(connection, first, Answer("kurt", "No.", "stands"))
    left = now(loaded, statement)
    assert (left.status, left.citations[-1].url) == ("disputed", SOURCE)
    assert "One." not in (left.note or "")
    assert "Two." in (left.note or "")
    with loaded.begin() as connection:
        answer(connection, second, Answer("kurt", "Open.", "disputed", keeps_contact=True))
    assert now(loaded, statement) == left
    assert row(loaded, second).contact == "me@subject.example"
    with loaded.begin() as connection:
        forget_contact(connection, second)
    assert row(loaded, second).contact is None


def test_what_cannot_be_marked_changes_nothing(loaded: Engine) -> None:
    statement = some_statement(loaded)
    report = filed(loaded, statement)
    gone = filed(loaded, statement, 9)
    with loaded.begin() as connection:
        none = file_report(connection, NewReport("key-none", "link", text="Reuters", message="Not they.")).id
        decline_reports(connection, [gone], who="kurt", reason="Twice.")
    cases: list[tuple[str, Mark, type[Exception]]] = [
        (none, Mark("kurt", "Words."), ReportRefused),
        (gone, Mark("kurt", "Words."), ReportRefused),
        ("rnothing", Mark("kurt", "Words."), ReportRefused),
        (report, Mark("kurt", "   "), FormRefused),
        (report, Mark("kurt", "Words.", source="javascript:alert(1)"), RulesViolated),
    ]
    for report_id, mark, refusal in cases:
        with pytest.raises(refusal), loaded.begin() as connection:
            mark_disputed(connection, report_id, mark)
    assert now(loaded, statement) == statement
    assert row(loaded, report).status == "received"
    with loaded.begin() as connection:
        mark_disputed(connection, report, Mark("kurt", "Words."))
    with pytest.raises(ReportRefused), loaded.begin() as connection:
        mark_disputed(connection, report, Mark("kurt", "Words."))


def test_spam_is_put_aside_in_bulk_but_marked_reports_are_not(loaded: Engine) -> None:
    statement = some_statement(loaded)
    ids = [filed(loaded, statement, number) for number in range(5)]
    with loaded.begin() as connection:
        mark_disputed(connection, ids[0], Mark("kurt", "Words."))
        assert decline_reports(connection, ids, who="kurt", reason="Spam.") == 4
        with pytest.raises(FormRefused):
            decline_reports(connection, ids, who="kurt", reason=" ")
    with loaded.connect() as connection:
        assert count_report_queue(connection, ReportFilter("waiting")) == 1
        declined = report_queue(connection, ReportFilter("declined", "statement", statement.subject), limit=10)
        assert report_queue(connection, ReportFilter("declined"), limit=10, after=(declined[1].created, declined[1].id)) == declined[2:]
        assert [each.id for each in corrections(connection, limit=5)] == ids[:1]
    assert {each.contact for each in declined} == {None}
