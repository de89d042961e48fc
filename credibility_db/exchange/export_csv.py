"""Records out as one CSV table: a row a statement, for spreadsheets; an entity without statements has a row of its own. Streams.

RFC 4180, UTF-8, header line. docs/examples/export.yaml is the mapping by which the importer reads it back; docs/exchange.md tells what is lost.
Cells that a spreadsheet would take for a formula (beginning with =, +, -, @) get an apostrophe before them, which the importer takes off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from credibility_db.records import EntityRecord, StatementRecord

CITATION = ("url", "title", "publisher", "accessed", "kind", "published", "asserted_by", "archive_url", "licence")
QUALIFIERS = (
    "role", "valid_from", "valid_to", "rank", "status", "layer", "note", "share", "amount", "amount_max", "currency", "period"
)  # fmt: skip
ENTITY = ("id", "kind", "category", "country", "name", "description", "entity_layer", "names", "hosts", "wikidata", "ror")
COLUMNS = (*ENTITY, "key", "predicate", "object", "object_text", "object_unknown", *QUALIFIERS, *(f"citation_{name}" for name in CITATION))
FORMULA = ("=", "+", "-", "@", "'")


def write_csv(records: Iterable[EntityRecord], stream: BinaryIO) -> int:
    """Write records, which come sorted by id, and return how many rows there were."""
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for record in records:
        for row in rows(record):
            writer.writerow({name: shielded(value) for name, value in row.items()})
            count += 1
    text.detach()
    return count


def rows(record: EntityRecord) -> Iterator[dict[str, str]]:
    """The rows of a record: one a statement, or the entity's own. A withdrawn entity has none."""
    if record.status != "published":
        return
    head = _head(record)
    if not record.statements:
        yield head
    for statement in sorted(record.statements, key=lambda statement: statement.id):
        yield head | _statement(statement)


def shielded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _head(record: EntityRecord) -> dict[str, str]:
    return {
        "id": record.id,
        "kind": record.kind,
        "category": record.category,
        "country": record.country or "",
        "name": record.name,
        "description": record.description,
        "entity_layer": record.layer,
        "names": "|".join(name.text.replace("|", " ") for name in record.names),
        "hosts": "|".join(f"{host.host}{host.path.rstrip('/')}" for host in record.hosts),
        "wikidata": record.identifiers.get("wikidata", ""),
        "ror": record.identifiers.get("ror", ""),
    }


def _statement(statement: StatementRecord) -> dict[str, str]:
    row = {
        "key": statement.id.removeprefix(statement.subject + "."),
        "predicate": statement.predicate,
        "object": statement.object_id or "",
        "object_text": statement.object_text or "",
        "object_unknown": statement.object_unknown or "",
    }
    row |= {name: _plain(getattr(statement, name)) for name in QUALIFIERS}
    for citation in statement.citations[:1]:
        row |= {f"citation_{name}": getattr(citation, name) or "" for name in CITATION}
    return row


def _plain(value: str | float | None) -> str:
    return "" if value is None else repr(float(value)).removesuffix(".0") if isinstance(value, float | int) else value
