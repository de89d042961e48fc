"""The API's way to the reports: adapts what was sent to the records of `credibility_db.curation`, through the door of `curators.py`."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import IntegrityError

from credibility_db.curation.reports import FiledReport, NewReport, file_report
from credibility_db.errors import ReportKeyReused
from credibility_db.queries import was_recorded
from server.curators import Curators
from server.errors import EditionDamaged, InvalidRequest, KeyReused, NoEdition
from server.knowledge import KnowledgeSource


def receive_report(curators: Curators, knowledge: KnowledgeSource, members: dict[str, Any]) -> FiledReport:
    """Store a report; once it is returned, it is kept. Raises InvalidRequest where it speaks of what never was, KeyReused, DatabaseUnavailable."""
    _check_that_it_is_known(curators, knowledge, {name: members[name] for name in ("entity", "statement") if members[name] is not None})
    report = NewReport(**members)
    try:
        return _filed(curators, report)
    except IntegrityError:  # the same report arrived twice at once, and the other was first
        return _filed(curators, report)
    except ReportKeyReused as error:
        raise KeyReused() from error


def _check_that_it_is_known(curators: Curators, knowledge: KnowledgeSource, ids: dict[str, str]) -> None:
    """Readers may have been shown an older edition: what the record once had may be spoken of too."""
    unknown = {name: given for name, given in ids.items() if not _in_edition(knowledge, name, given)}
    if not unknown:
        return
    with curators.reading() as connection:
        errors = {name: [f"No {name} on record has or had this id."] for name, given in unknown.items() if not was_recorded(connection, given)}
    if errors:
        wrong = " and ".join(f"{name} {unknown[name]!r}" for name in errors)
        raise InvalidRequest(f"The report speaks of what the record never had: {wrong}.", errors=errors)


def _in_edition(knowledge: KnowledgeSource, name: str, given: str) -> bool:
    try:
        edition = knowledge.current()
    except (NoEdition, EditionDamaged):
        return False
    return edition.has_statement(given) if name == "statement" else edition.record(given) is not None


def _filed(curators: Curators, report: NewReport) -> FiledReport:
    with curators.writing() as connection:
        return file_report(connection, report)
