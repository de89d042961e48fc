"""Tables in: CSV, and what OpenRefine exports (CSV or TSV with reconciled ids), read by a mapping file. A Reader of `incoming`.

RFC 4180 with a header line, UTF-8 with or without byte order mark; compressed files as in `dumps`. OpenRefine writes a reconciled cell as the
item's id or address ("Cell ids" or "Entity ids" of its export): of an address the last part counts.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from credibility_db.dates import day_range
from credibility_db.errors import RecordError
from credibility_db.exchange.dumps import fingerprint_of, open_dump
from credibility_db.exchange.table_mapping import Cell, Row, StatementMapping, TableMapping, parse_mapping
from credibility_db.hosts import HostInvalid, normal_host, normal_path
from credibility_db.incoming import ImportProblem, Incoming, reference
from credibility_db.predicates import PREDICATES
from credibility_db.records import (
    CITATION_KINDS,
    KINDS,
    LAYERS,
    RANKS,
    STATUSES,
    CitationRecord,
    EntityRecord,
    HostRecord,
    NameRecord,
    StatementRecord,
)

_CHOICES = {"rank": RANKS, "status": STATUSES, "layer": LAYERS}
_DATES = ("valid_from", "valid_to", "period")
_NUMBERS = ("share", "amount", "amount_max")


@dataclass(frozen=True, slots=True)
class TableReader:
    """A table and its mapping. Rows of one entity need not stand together, so what an earlier import read and this one lacks stays."""

    path: Path
    mapping: TableMapping
    fingerprint: str

    @property
    def source(self) -> str:
        """The name that the mapping gives the dataset."""
        return self.mapping.source

    def read(self, after: int = 0) -> Iterator[Incoming | ImportProblem]:
        """What each row says, by the line it begins on. Raises RecordError for a table without the mapping's columns."""
        with open_dump(self.path) as binary, io.TextIOWrapper(binary, "utf-8-sig", "replace", newline="") as text:
            rows = csv.reader(text, delimiter=self._delimiter(), strict=True)
            header = next(rows, [])
            if missing := sorted(self.mapping.columns() - set(header)):
                raise RecordError(f"has no column {', '.join(map(repr, missing))}", source=str(self.path), line=1)
            while True:
                line = rows.line_num + 1
                try:
                    values = next(rows, None)
                except csv.Error as error:
                    yield ImportProblem(line, f"is not a row of a table: {error}")
                    continue
                if values is None:
                    return
                if line > after and any(values):
                    yield from self._row(line, header, values)

    def _delimiter(self) -> str:
        return self.mapping.delimiter or ("\t" if ".tsv" in self.path.suffixes else ",")

    def _row(self, line: int, header: list[str], values: list[str]) -> Iterator[Incoming | ImportProblem]:
        if len(values) != len(header):
            yield ImportProblem(line, f"has {len(values)} cells and the table {len(header)} columns")
            return
        cells = [value.removeprefix("'") for value in values] if self.mapping.shielded else values
        row = dict(zip(header, cells, strict=True))
        problems: list[ImportProblem] = []
        try:
            record = _entity(self.mapping, row)
        except ValueError as error:
            yield ImportProblem(line, str(error))
            return
        statements = []
        for each in self.mapping.statements:
            try:
                statements += [stated] if (stated := _statement(each, row)) else []
            except ValueError as error:
                problems.append(ImportProblem(line, str(error)))
        yield from problems
        yield Incoming(line, replace(record, statements=tuple(statements)), creates=self.mapping.creates, complete=False)


def table_reader(path: Path, mapping: Path) -> TableReader:
    """A reader of a table by a mapping file. Raises RecordError where the mapping is not one, OSError where a file cannot be read."""
    text = mapping.read_text("utf-8")
    return TableReader(path, parse_mapping(text, source=str(mapping)), f"{fingerprint_of(path)}-{hashlib.sha256(text.encode()).hexdigest()[:20]}")


def _entity(mapping: TableMapping, row: Row) -> EntityRecord:
    own = _reference(mapping.scheme, mapping.id, row)
    if own is None:
        raise ValueError("the row names no entity")
    members = {name: cell.of(row) for name, cell in mapping.entity.items()}
    kind = members.get("kind") or "outlet"
    if kind not in KINDS:
        raise ValueError(f"kind: {kind!r} is none of {', '.join(KINDS)}")
    country = members.get("country")
    if country is not None and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise ValueError(f"country: {country!r} is not a two-letter ISO 3166-1 code")
    identifiers = {scheme: _plain(scheme, value) for scheme, cell in mapping.identifiers.items() if (value := cell.of(row))}
    return EntityRecord(
        id=own,
        kind=kind,
        category=members.get("category") or "other",
        name=members.get("name") or own,
        description=members.get("description") or "",
        country=country,
        layer=_choice("layer", members.get("layer") or "compiled"),
        identifiers=identifiers,
        names=tuple(_names(mapping, row)),
        hosts=tuple(_host(text) for cell in mapping.hosts for text in cell.several(row)),
    )


def _names(mapping: TableMapping, row: Row) -> Iterator[NameRecord]:
    for cell, marks in mapping.names:
        for text in cell.several(row):
            yield NameRecord(text, marks.get("kind", "alias"), marks.get("language"), marks.get("script"))


def _statement(mapping: StatementMapping, row: Row) -> StatementRecord | None:
    """The statement of a row; None where its object is empty."""
    target = _reference(mapping.scheme, mapping.target, row)
    text, unknown = mapping.text.of(row), mapping.unknown.of(row)
    predicate = mapping.predicate.of(row)
    if predicate is None or not (target or text or unknown):
        return None
    if predicate not in PREDICATES:
        raise ValueError(f"there is no predicate {predicate!r}")
    told = {name: value for name, cell in mapping.qualifiers.items() if (value := cell.of(row)) is not None}
    key = told.pop("key", "")
    plain = {name: _choice(name, value) for name, value in told.items() if name not in _NUMBERS}
    numbers = {name: _number(name, told[name]) for name in _NUMBERS if name in told}
    for name in _DATES:
        if name in told:
            day_range(told[name])
    return StatementRecord(
        id=key,
        subject="",
        predicate=predicate,
        object_id=target,
        object_text=text,
        object_unknown=None if target or text else unknown,
        citations=(_citation(mapping, row),),
        **{"layer": "compiled", **plain, **numbers},  # type: ignore[arg-type]
    )


def _citation(mapping: StatementMapping, row: Row) -> CitationRecord:
    told = {name: value for name, cell in mapping.citation.items() if (value := cell.of(row)) is not None}
    if missing := [name for name in ("url", "title", "publisher", "accessed", "kind") if name not in told]:
        raise ValueError(f"the citation has no {', '.join(missing)}")
    if told["kind"] not in CITATION_KINDS:
        raise ValueError(f"kind of citation: {told['kind']!r} is none of {', '.join(CITATION_KINDS)}")
    for name in ("accessed", "published"):
        if name in told:
            day_range(told[name])
    return CitationRecord(**told)


def _reference(scheme: str, cell: Cell, row: Row) -> str | None:
    value = cell.of(row)
    if value is None:
        return None
    if scheme == "host":
        host = _host(value)
        return reference("host", host.host + host.path.rstrip("/"))
    return reference(scheme, _plain(scheme, value))


def _plain(scheme: str, value: str) -> str:
    """An identifier without the address that OpenRefine may write before it."""
    if "://" not in value:
        return value
    last = value.rstrip("/").rsplit("/", 1)[-1]
    if not last:
        raise ValueError(f"{scheme}: {value!r} has no identifier")
    return last


def _host(value: str) -> HostRecord:
    try:
        parts = urlsplit(value if "://" in value else f"//{value}")
        return HostRecord(normal_host(parts.hostname or value), normal_path(parts.path))
    except HostInvalid:
        raise
    except ValueError as error:
        raise HostInvalid(f"{value!r} is not an address") from error


def _choice(name: str, value: str) -> str:
    if name in _CHOICES and value not in _CHOICES[name]:
        raise ValueError(f"{name}: {value!r} is none of {', '.join(_CHOICES[name])}")
    return value


def _number(name: str, value: str) -> float:
    try:
        number = float(value.removesuffix("%").strip())
    except ValueError as error:
        raise ValueError(f"{name}: {value!r} is not a number") from error
    if not 0 <= number < 1e15 or (name == "share" and not 0 < number <= 100):
        raise ValueError(f"{name}: {value!r} is out of range")
    return number
