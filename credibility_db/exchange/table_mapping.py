"""The mapping file of a table: which column of a CSV or OpenRefine export is which member of an entity and of its statements. Used by `table`.

A cell is a constant, or `{column: NAME}` with `values` (a translation of what stands there), `default` (where it is empty) and, for names and
hosts, `split` (a separator). docs/exchange.md describes the file; docs/examples has some.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from credibility_db.errors import RecordError
from credibility_db.exchange.yaml_text import parse_yaml
from credibility_db.predicates import PREDICATES
from credibility_db.records import NAME_KINDS

Row = Mapping[str, str]
CITATION_MEMBERS = ("url", "title", "publisher", "accessed", "kind", "published", "asserted_by", "archive_url", "licence")
_REQUIRED = CITATION_MEMBERS[:5]
QUALIFIERS = ("role", "valid_from", "valid_to", "rank", "status", "layer", "note", "share", "amount", "amount_max", "currency", "period", "key")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a member of a row is: a constant, or the text of a column."""

    constant: str | None = None
    column: str | None = None
    values: Mapping[str, str] | None = None
    default: str | None = None
    split: str | None = None

    def of(self, row: Row) -> str | None:
        """The member's text in a row; None where it is empty. Raises ValueError for a text that the translation does not know."""
        if self.column is None:
            return self.constant
        text = " ".join(row[self.column].split())
        if text and self.values is not None:
            if text not in self.values:
                raise ValueError(f"column {self.column!r}: {text!r} is none of {', '.join(self.values)}")
            text = self.values[text]
        return text or self.default

    def several(self, row: Row) -> list[str]:
        """The member's texts in a row, where a cell may hold several."""
        text = self.of(row) or ""
        return [part.strip() for part in (text.split(self.split) if self.split else [text]) if part.strip()]


@dataclass(frozen=True, slots=True)
class StatementMapping:
    """How a row states one fact. `scheme` tells what `target` holds: `id`, `host`, `wikidata`, `ror` …"""

    predicate: Cell
    scheme: str
    target: Cell
    text: Cell
    unknown: Cell
    qualifiers: Mapping[str, Cell]
    citation: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping file. Entities are made when `creates`; otherwise rows add statements to known ones.

    `shielded`: an apostrophe before a cell is not part of it, as in the table that `export --format csv` writes.
    """

    source: str
    delimiter: str | None
    creates: bool
    shielded: bool
    scheme: str
    id: Cell
    entity: Mapping[str, Cell]
    identifiers: Mapping[str, Cell]
    names: Sequence[tuple[Cell, Mapping[str, str]]]
    hosts: Sequence[Cell]
    statements: Sequence[StatementMapping]

    def columns(self) -> set[str]:
        """Every column that the mapping names."""
        cells = [self.id, *self.entity.values(), *self.identifiers.values(), *(cell for cell, _ in self.names), *self.hosts]
        for each in self.statements:
            cells += [each.predicate, each.target, each.text, each.unknown, *each.qualifiers.values(), *each.citation.values()]
        return {cell.column for cell in cells if cell.column is not None}


def parse_mapping(text: str, *, source: str) -> TableMapping:
    """The mapping of a file's text. Raises RecordError that says what is wrong with it; `source` names the file."""
    try:
        return _mapping(parse_yaml(text))
    except yaml.MarkedYAMLError as error:
        raise RecordError(str(error.problem), source=source, line=error.problem_mark.line + 1 if error.problem_mark else None) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        words = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise RecordError(f"is not a mapping of a table: {words}", source=source) from error


def _mapping(plain: Mapping[str, Any]) -> TableMapping:
    _known(plain, ("source", "delimiter", "creates", "shielded", "entity", "citation", "statements"), "the mapping")
    entity = dict(plain["entity"])
    identified = entity.pop("id")
    identifiers = _cells(entity.pop("identifiers", {}))
    names = [(_cell(name), {key: str(name[key]) for key in ("kind", "language", "script") if key in name}) for name in entity.pop("names", [])]
    if strange := {marks.get("kind", "alias") for _, marks in names} - set(NAME_KINDS):
        raise ValueError(f"there is no kind of name {', '.join(sorted(strange))}")
    hosts = [_cell(host) for host in entity.pop("hosts", [])]
    _known(entity, ("kind", "category", "name", "country", "description", "layer"), "entity")
    creates = bool(plain.get("creates", True))
    if creates:
        _required(entity, ("kind", "category", "name"), "entity")
    return TableMapping(
        source=str(plain["source"]),
        delimiter=plain.get("delimiter"),
        creates=creates,
        shielded=bool(plain.get("shielded", False)),
        scheme=str(identified["scheme"]),
        id=_cell(identified),
        entity=_cells(entity),
        identifiers=identifiers,
        names=names,
        hosts=hosts,
        statements=[_statement(row, plain.get("citation", {})) for row in plain.get("statements", [])],
    )


def _statement(plain: Mapping[str, Any], shared: Mapping[str, Any]) -> StatementMapping:
    _known(plain, ("predicate", "object", "citation", *QUALIFIERS), "a statement")
    predicate = _cell(plain["predicate"])
    if predicate.constant is not None and predicate.constant not in PREDICATES:
        raise ValueError(f"there is no predicate {predicate.constant!r}")
    target = plain["object"]
    _known(target, ("scheme", "column", "values", "default", "text", "unknown"), "an object")
    citation = {**shared, **plain.get("citation", {})}
    _known(citation, CITATION_MEMBERS, "a citation")
    _required(citation, _REQUIRED, "a citation")
    return StatementMapping(
        predicate=predicate,
        scheme=str(target["scheme"]) if "column" in target else "id",
        target=_cell({key: value for key, value in target.items() if key not in ("text", "unknown")}) if "column" in target else Cell(),
        text=_cell(target.get("text")),
        unknown=_cell(target.get("unknown")),
        qualifiers=_cells({name: plain[name] for name in QUALIFIERS if name in plain}),
        citation=_cells(citation),
    )


def _cells(plain: Mapping[str, Any]) -> dict[str, Cell]:
    return {name: _cell(value) for name, value in plain.items()}


def _cell(plain: Any) -> Cell:
    if not isinstance(plain, Mapping):
        return Cell(constant=None if plain is None else str(plain))
    values = plain.get("values")
    return Cell(
        column=str(plain["column"]),
        values={str(key): str(value) for key, value in values.items()} if values is not None else None,
        default=None if plain.get("default") is None else str(plain["default"]),
        split=plain.get("split"),
    )


def _known(plain: Mapping[str, Any], names: Sequence[str], what: str) -> None:
    if unknown := set(plain) - set(names):
        raise ValueError(f"{what} has no member {', '.join(sorted(unknown))}")


def _required(plain: Mapping[str, Any], names: Sequence[str], what: str) -> None:
    if missing := [name for name in names if name not in plain]:
        raise ValueError(f"{what} needs {', '.join(missing)}")
