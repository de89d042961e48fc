"""Rule: dates are possible and in order."""

from __future__ import annotations

from collections.abc import Iterator

from credibility_db.dates import before, earliest, ordered
from credibility_db.records import EntityRecord, Finding, StatementRecord

FIRST_YEAR = "1400"  # no outlet, office or gift in the record is older than printing with movable type in Europe


def check_dates(record: EntityRecord, today: str) -> Iterator[Finding]:
    """`date-order`: ends before it begins; `date-impossible`: in the future or before printing; `citation-date`: read before written."""
    periods = [(name.valid_from, name.valid_to) for name in record.names] + [(host.valid_from, host.valid_to) for host in record.hosts]
    for start, end in periods:
        if not ordered(start, end):
            yield Finding("date-order", f"{start} to {end} ends before it begins", record.id)
    for statement in record.statements:
        yield from _of_statement(record.id, statement, today)


def _of_statement(entity: str, statement: StatementRecord, today: str) -> Iterator[Finding]:
    start, end = statement.valid_from, statement.valid_to
    if not ordered(start, end):
        yield Finding("date-order", f"{start} to {end} ends before it begins", entity, statement.id)
    if start and earliest(start) > today:
        yield Finding("date-impossible", f"it begins in the future: {start}", entity, statement.id)
    for date in (start, end):
        if date and before(date, FIRST_YEAR):
            yield Finding("date-impossible", f"{date} is before {FIRST_YEAR}", entity, statement.id)
    for citation in statement.citations:
        if earliest(citation.accessed) > today:
            yield Finding("citation-date", f"{citation.url} was read in the future: {citation.accessed}", entity, statement.id)
        if citation.published and before(citation.accessed, citation.published):
            yield Finding("citation-date", f"{citation.url} was read {citation.accessed}, before it was published", entity, statement.id)
