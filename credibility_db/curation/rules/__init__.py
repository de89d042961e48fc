"""The rules: pure checks of records, the same on load, on import and at the desk. Each yields findings; none touches the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from credibility_db.curation.rules.citations import check_citations, is_web_address
from credibility_db.curation.rules.dates import check_dates
from credibility_db.curation.rules.hosts import check_hosts
from credibility_db.curation.rules.known import Known
from credibility_db.curation.rules.names import check_names
from credibility_db.curation.rules.ownership import check_cycles, check_shares
from credibility_db.curation.rules.privacy import check_privacy
from credibility_db.curation.rules.references import check_references
from credibility_db.dates import today
from credibility_db.records import EntityRecord, Finding

__all__ = ["check_records", "errors_only", "is_web_address"]


def check_records(records: Sequence[EntityRecord], *, around: Iterable[EntityRecord] = (), on: str | None = None) -> list[Finding]:
    """What the rules find in the records, given the records around them (which are not themselves checked).

    `on` is the day taken as today. Findings come in the order of the records; one of severity `error` keeps a record out.
    """
    known = Known.of((*around, *records))
    day = on or today()
    findings: list[Finding] = []
    for record in records:
        findings += check_citations(record)
        findings += check_dates(record, day)
        findings += check_references(record, known)
        findings += check_hosts(record, known)
        findings += check_shares(record)
        findings += check_cycles(record, known)
        findings += check_names(record, known)
        findings += check_privacy(record, known)
    return findings


def errors_only(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that keep records out."""
    return [finding for finding in findings if finding.severity == "error"]
