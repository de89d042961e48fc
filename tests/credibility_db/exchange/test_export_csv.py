"""The CSV table out, and in again."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from sqlalchemy import Engine

from credibility_db.curation.importing import ImportOptions, run_import
from credibility_db.exchange import write_csv
from credibility_db.exchange.export_csv import COLUMNS, FORMULA
from credibility_db.exchange.table import table_reader
from credibility_db.incoming import Incoming
from credibility_db.records import EntityRecord, StatementRecord
from tests.credibility_db.exchange.test_records import any_record
from tests.credibility_db.exchange.test_table import EXAMPLES


def table_of(records: list[EntityRecord]) -> bytes:
    stream = io.BytesIO()
    write_csv(records, stream)
    return stream.getvalue()


def carried(statement: StatementRecord) -> tuple[object, ...]:
    """The members that docs/exchange.md says a row carries."""
    target = statement.object_id.removeprefix("id:") if statement.object_id else None
    qualifiers = (statement.role, statement.valid_from, statement.valid_to, statement.share, statement.amount, statement.amount_max)
    marks = (statement.rank, statement.status, statement.layer, statement.note, statement.currency, statement.period)
    return (statement.predicate, target, statement.object_text, statement.object_unknown, *qualifiers, *marks, statement.citations[:1])


def read_back(folder: Path, table: bytes) -> list[EntityRecord]:
    (folder / "table.csv").write_bytes(table)
    items = list(table_reader(folder / "table.csv", EXAMPLES / "export.yaml").read())
    assert all(isinstance(item, Incoming) for item in items), items
    return [item.record for item in items if isinstance(item, Incoming)]


def test_a_row_a_statement_and_the_same_bytes_each_time(records: list[EntityRecord]) -> None:
    table = table_of(records)
    assert table == table_of(records)
    rows = list(csv.DictReader(io.StringIO(table.decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["id"], row["key"]) for row in rows] == [
        (record.id, statement.id.removeprefix(record.id + ".")) for record in records for statement in sorted(record.statements, key=lambda s: s.id)
    ]


def test_the_sample_records_come_back_and_the_database_agrees_with_each(loaded: Engine, records: list[EntityRecord], tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(table_of(records))
    counts = run_import(loaded, table_reader(tmp_path / "table.csv", EXAMPLES / "export.yaml"), ImportOptions(who="tests")).counts
    assert counts["agree"] == sum(len(record.statements) for record in records)
    assert not any(counts[name] for name in ("create", "update", "withdraw", "propose", "unresolved", "problems"))


@given(record=any_record())
def test_what_a_row_carries_survives_the_round_trip(tmp_path_factory: pytest.TempPathFactory, record: EntityRecord) -> None:
    record_cited = EntityRecord(**{name: getattr(record, name) for name in EntityRecord.__slots__} | {"statements": tuple(
        statement for statement in record.statements if statement.citations)})  # fmt: skip
    back = read_back(tmp_path_factory.mktemp("csv"), table_of([record_cited]))
    for again in back:
        assert (again.id, again.kind, again.category, again.name) == (f"id:{record.id}", record.kind, record.category, record.name)
        assert (again.country, again.layer, again.hosts) == (record.country, record.layer, record.hosts)
    expected = sorted(map(repr, map(carried, record_cited.statements)))
    assert sorted(repr(carried(statement)) for again in back for statement in again.statements) == expected


@pytest.mark.parametrize("mark", FORMULA)
def test_no_cell_is_a_formula_and_its_mark_comes_back(tmp_path: Path, mark: str) -> None:
    record = EntityRecord("a", "organization", "company", f"{mark}HYPERLINK(1)")
    table = table_of([record])
    cells = [cell for row in csv.reader(io.StringIO(table.decode(), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA[:-1])]
    assert read_back(tmp_path, table)[0].name == record.name


def test_a_withdrawn_entity_has_no_row() -> None:
    assert table_of([EntityRecord("a", "organization", "company", "A", status="withdrawn")]).count(b"\r\n") == 1
