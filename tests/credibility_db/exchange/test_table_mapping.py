"""Mapping files."""

from __future__ import annotations

import pytest

from credibility_db.errors import RecordError
from credibility_db.exchange.table_mapping import Cell, parse_mapping
from tests.credibility_db.exchange.test_table import COLUMNS, MAPPING


def test_the_columns_a_mapping_needs() -> None:
    assert parse_mapping(MAPPING, source="m.yaml").columns() == set(COLUMNS)


@pytest.mark.parametrize(
    ("cell", "text", "expected"),
    [
        (Cell(constant="always"), "x", "always"),
        (Cell(column="c"), "  two   words ", "two words"),
        (Cell(column="c"), " ", None),
        (Cell(column="c", default="else"), "", "else"),
        (Cell(column="c", values={"x": "y"}), "x", "y"),
        (Cell(column="c", values={"x": "y"}), "", None),
    ],
)
def test_what_a_cell_is(cell: Cell, text: str, expected: str | None) -> None:
    assert cell.of({"c": text}) == expected


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("source: survey", "origin: survey", "no member origin"),
        ("source: survey\n", "", "source is missing"),
        ("predicate: owned_by", "predicate: loves", "no predicate 'loves'"),
        ("title: Survey, ", "", "a citation needs title"),
        ("  category: newspaper\n", "", "entity needs category"),
        ("kind: former", "kind: maiden", "no kind of name maiden"),
        ("layer: reported", "colour: red", "no member colour"),
        ("source: survey", "source: }", "did not find"),
        (MAPPING, "[]", "is not a mapping"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told(old: str, new: str, message: str) -> None:
    assert old in MAPPING
    with pytest.raises(RecordError, match=message):
        parse_mapping(MAPPING.replace(old, new), source="m.yaml")
