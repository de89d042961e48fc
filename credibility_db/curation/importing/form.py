"""Brings what a reader yields into the form that the tables hold, and says what does not fit. First stop of every incoming record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from credibility_db.dates import InvalidDate, day_range
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
LONGEST_NAME, LONGEST_VALUE, LONGEST_TEXT, LONGEST_URL, MOST_NAMES = 300, 200, 500, 2000, 200


class Misfit(ValueError):
    """A record cannot be brought into form; the message says why."""


def one_line(text: str) -> str:
    """A text on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def fitted_head(record: EntityRecord) -> EntityRecord:
    """The record's own members in form, without statements. Raises Misfit where it cannot be one; a further name that does not fit is left out."""
    name = one_line(record.name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Misfit("the entity has no name" if not name else f"the name is longer than {LONGEST_NAME} characters")
    identifiers = {scheme: one_line(value) for scheme, value in record.identifiers.items() if 0 < len(one_line(value)) <= LONGEST_VALUE}
    names: dict[str, NameRecord] = {}
    for further in record.names:
        text = one_line(further.text)
        if text != name and 0 < len(text) <= LONGEST_NAME and len(names) < MOST_NAMES:
            names.setdefault(text, replace(further, text=text))
    hosts = tuple(dict.fromkeys(host for host in record.hosts if len(host.path) <= LONGEST_NAME))
    return replace(record, name=name, identifiers=identifiers, names=tuple(names.values()), hosts=_without_overlap(hosts), statements=())


def _without_overlap(hosts: tuple[HostRecord, ...]) -> tuple[HostRecord, ...]:
    """One record a host and path: the first."""
    return tuple({(host.host, host.path): host for host in reversed(hosts)}.values())[::-1]


def fitted_statement(statement: StatementRecord) -> StatementRecord:
    """The statement in form. Raises Misfit."""
    role = one_line(statement.role)[:LONGEST_NAME] or None if statement.role else None
    text = one_line(statement.object_text) if statement.object_text is not None else None
    if text is not None and not 0 < len(text) <= LONGEST_TEXT:
        raise Misfit(f"{statement.predicate}: the text is empty or longer than {LONGEST_TEXT} characters")
    for date in (statement.valid_from, statement.valid_to, statement.period):
        _check_date(date, statement.predicate)
    citations = tuple(dict.fromkeys(cited for citation in statement.citations if (cited := _fitted_citation(citation))))
    if not citations:
        raise Misfit(f"{statement.predicate}: no citation fits")
    return replace(statement, role=role, object_text=text, citations=citations)


def _check_date(date: str | None, predicate: str) -> None:
    try:
        if date is not None:
            day_range(date)
    except InvalidDate as error:
        raise Misfit(f"{predicate}: {error}") from error


def _fitted_citation(citation: CitationRecord) -> CitationRecord | None:
    url, title, publisher = one_line(citation.url), one_line(citation.title)[:LONGEST_TEXT], one_line(citation.publisher)[:LONGEST_TEXT]
    fits = 0 < len(url) <= LONGEST_URL and title and publisher
    return replace(citation, url=url, title=title, publisher=publisher) if fits else None


def form_problems(record: EntityRecord) -> Iterator[StatementRecord | Misfit]:
    """Each statement of the record in form, or why it does not fit."""
    for statement in record.statements:
        try:
            yield fitted_statement(statement)
        except Misfit as misfit:
            yield misfit
