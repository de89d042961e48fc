"""What becomes of reports: marking a statement as disputed, answering, declining, forgetting who wrote. In the caller's transaction.

A mark is seen by readers with the next edition: the statement's status is `disputed`, its note has the words of whoever disputes it, and where
they have published them, that document stands among the citations. The report keeps what was added, so that it can be taken out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import orjson
from sqlalchemy import Connection, Row, update

from credibility_db.clock import moment
from credibility_db.curation.history import canonical, lock_writing
from credibility_db.curation.proposing.checking import findings_of
from credibility_db.curation.revising import Revised, by_id, with_statements, write_revised
from credibility_db.curation.rules import errors_only
from credibility_db.dates import today
from credibility_db.errors import FormRefused, ReportRefused, RulesViolated
from credibility_db.models import Report
from credibility_db.queries import marks_on, read_record, report_by_id
from credibility_db.records import CitationRecord, EntityRecord, StatementRecord

WAITING = ("received", "open")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a statement is marked: the words shown, who says them, and the document they stand in, if there is one."""

    who: str
    words: str
    said_by: str = "a reader"
    source: str | None = None
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report is answered with. `outcome` is one of `models.report.OUTCOMES`; `public`: whether it stands among the corrections."""

    who: str
    text: str
    outcome: str
    public: bool = True
    keeps_contact: bool = False


def mark_disputed(connection: Connection, report_id: str, mark: Mark) -> None:
    """Mark the report's statement as disputed. Raises ReportRefused, FormRefused, RulesViolated; then nothing is changed."""
    lock_writing(connection)
    row = _waiting(connection, report_id)
    if row.mark is not None:
        raise ReportRefused("The statement is marked for this report already.")
    record, statement = _statement(connection, row)
    words = " ".join(mark.words.split())
    if not words:
        raise FormRefused({"words": ["Give the words that readers are to see."]})
    note = f"Disputed by {mark.said_by}: “{words}”"
    citation = _citation(mark) if mark.source else None
    marked = replace(
        statement,
        status="disputed",
        note=f"{statement.note} {note}" if statement.note else note,
        citations=(*statement.citations, *([citation] if citation and citation not in statement.citations else [])),
    )
    _write(connection, record, marked, who=mark.who, why=f"Report {report_id}: marked as disputed")
    added = canonical({"note": note, "citation": asdict(citation) if citation else None})
    _set(connection, report_id, status="open", mark=added, words=words, marked_at=moment())


def answer(connection: Connection, report_id: str, given: Answer) -> None:
    """Answer a report, with a reason; unless it stays disputed the statement loses its mark. Raises ReportRefused, FormRefused, RulesViolated."""
    lock_writing(connection)
    row = _waiting(connection, report_id)
    if not given.text.strip():
        raise FormRefused({"text": ["Give the reason: readers see it."]})
    if given.outcome != "disputed" and row.mark is not None:
        _unmark(connection, row, given.who)
    contact = row.contact if given.keeps_contact else None
    about = {"answer": given.text.strip(), "answered_by": given.who, "answered_at": moment(), "outcome": given.outcome}
    _set(connection, report_id, status="answered", public=given.public, contact=contact, **about)


def decline_reports(connection: Connection, ids: Sequence[str], *, who: str, reason: str) -> int:
    """Put reports aside that are none (spam, abuse), many at once; returns how many. What they say of a sender is deleted. Raises FormRefused."""
    if not reason.strip():
        raise FormRefused({"reason": ["Give a reason."]})
    lock_writing(connection)
    rows = update(Report).where(Report.id.in_(list(ids)[:500]), Report.status.in_(WAITING), Report.mark.is_(None))
    values = {"status": "declined", "answer": reason.strip(), "answered_by": who, "answered_at": moment(), "contact": None, "public": False}
    return connection.execute(rows.values(**values)).rowcount


def forget_contact(connection: Connection, report_id: str) -> None:
    """Delete how the sender of a report can be reached."""
    _set(connection, report_id, contact=None)


def _waiting(connection: Connection, report_id: str) -> Row[tuple[object, ...]]:
    row = report_by_id(connection, report_id)
    if row is None:
        raise ReportRefused("There is no such report.")
    if row.status not in WAITING:
        raise ReportRefused(f"This report is {row.status} already.")
    return row


def _statement(connection: Connection, row: Row[tuple[object, ...]]) -> tuple[EntityRecord, StatementRecord]:
    """The statement that a report speaks of; in a merged entity's record it is its heir's."""
    if not row.statement:
        raise ReportRefused("This report names no statement.")
    subject, _, rest = row.statement.partition(".")
    record = read_record(connection, subject)
    if record is not None and record.merged_into:
        subject = record.merged_into
        record = read_record(connection, subject)
    found = by_id([record]).get(f"{subject}.{rest}") if record is not None else None
    if record is None or found is None or found.status == "withdrawn":
        raise ReportRefused("The record does not say this any more.")
    return record, found


def _unmark(connection: Connection, row: Row[tuple[object, ...]], who: str) -> None:
    """Take out what the mark added; the statement stays disputed while another report's mark is on it."""
    added = orjson.loads(row.mark)
    try:
        record, statement = _statement(connection, row)
    except ReportRefused:
        return  # it was withdrawn meanwhile: there is nothing left to be marked
    others = [orjson.loads(other.mark) for other in marks_on(connection, statement.id) if other.id != row.id]
    kept = {CitationRecord(**other["citation"]) for other in others if other["citation"]}
    gone = CitationRecord(**added["citation"]) if added["citation"] else None
    note = " ".join((statement.note or "").replace(added["note"], "", 1).split()) or None
    citations = tuple(each for each in statement.citations if each != gone or each in kept) or statement.citations
    _write(
        connection,
        record,
        replace(statement, status="disputed" if others else "published", note=note, citations=citations),
        who=who,
        why=f"Report {row.id}: answered, no longer disputed",
    )
    _set(connection, row.id, mark=None)


def _citation(mark: Mark) -> CitationRecord:
    return CitationRecord(
        url=mark.source or "",
        title="In dispute of this",
        publisher=mark.publisher or mark.said_by,
        accessed=today(),
        kind="self-declaration",
        asserted_by=mark.said_by,
    )


def _write(connection: Connection, record: EntityRecord, statement: StatementRecord, *, who: str, why: str) -> None:
    others = [each for each in record.statements if each.id != statement.id]
    after = with_statements(record, [*others, statement])
    if errors := errors_only(findings_of(connection, {record.id: record}, [after])):
        raise RulesViolated(errors)
    write_revised(connection, Revised({record.id: record}, {record.id: after}, {}), who=who, why=why)


def _set(connection: Connection, report_id: str, **values: object) -> None:
    connection.execute(update(Report).where(Report.id == report_id).values(**values))
