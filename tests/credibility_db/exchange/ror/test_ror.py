"""ROR's dumps, schema 2 and 1, element by element."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from credibility_db.exchange.ror import RorReader
from credibility_db.exchange.ror.elements import elements
from credibility_db.incoming import ImportProblem, Incoming, Item


def record(number: str = "0made0up1", **members: Any) -> dict[str, Any]:
    """A record of schema 2."""
    made: dict[str, Any] = {
        "admin": {"created": {"date": "2020-01-01", "schema_version": "1.0"}},
        "domains": [],
        "established": 1990,
        "external_ids": [
            {"type": "isni", "all": ["0000 0001 2348"], "preferred": None},
            {"type": "wikidata", "all": ["Q1", "Q2"], "preferred": "Q2"},
            {"type": "fundref", "all": ["1"], "preferred": "1"},
        ],
        "id": f"https://ror.org/{number}",
        "links": [{"type": "website", "value": "https://institute.example"}],
        "locations": [{"geonames_id": 1, "geonames_details": {"country_code": "NO", "country_name": "Norway"}}],
        "names": [
            {"value": "MI", "types": ["acronym"], "lang": None},
            {"value": "Made-up Institute", "types": ["ror_display", "label"], "lang": "en"},
            {"value": "Erdachtes Institut", "types": ["label"], "lang": "de"},
        ],
        "relationships": [
            {"id": "https://ror.org/0parent01", "label": "Parent University", "type": "parent"},
            {"id": "https://ror.org/0child001", "label": "Child", "type": "child"},
            {"id": "https://ror.org/0before01", "label": "Old Institute", "type": "predecessor"},
        ],
        "status": "active",
        "types": ["funder", "education"],
    }
    return made | members


OLD = {
    "id": "https://ror.org/0made0up2",
    "name": "Old Form Institute",
    "types": ["Nonprofit"],
    "acronyms": ["OFI"],
    "aliases": ["Old Form"],
    "labels": [{"label": "Altes Institut", "iso639": "de"}],
    "country": {"country_code": "DE", "country_name": "Germany"},
    "external_ids": {"ISNI": {"preferred": None, "all": ["0000 0004"]}, "GRID": {"preferred": "grid.1", "all": "grid.1"}},
    "relationships": [{"type": "Parent", "id": "https://ror.org/0parent01", "label": "Parent University"}],
    "status": "active",
}


def read(path: Path, text: str) -> list[Item]:
    path.write_text(text, "utf-8")
    return list(RorReader(path, as_of="2026-11-01").read())


def test_a_record_of_schema_2(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "v2.json", json.dumps([record()], indent=4))
    assert isinstance(found, Incoming)
    made = found.record
    assert (made.id, made.kind, made.category, made.name, made.country) == ("ror:0made0up1", "organization", "university", "Made-up Institute", "NO")
    assert made.identifiers == {"ror": "0made0up1", "isni": "000000012348", "wikidata": "Q2"}
    assert [(name.text, name.kind, name.language) for name in made.names] == [("MI", "abbreviation", None), ("Erdachtes Institut", "alias", "de")]
    assert [(s.predicate, s.object_id, s.object_text) for s in made.statements] == [
        ("part_of", "ror:0parent01", "Parent University"),
        ("successor_of", "ror:0before01", "Old Institute"),
    ]
    assert {(s.citations[0].url, s.citations[0].licence) for s in made.statements} == {("https://ror.org/0made0up1", "CC0-1.0")}


def test_a_record_of_schema_1(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "v1.json", json.dumps([OLD], indent=2))
    assert isinstance(found, Incoming)
    made = found.record
    assert (made.name, made.category, made.country) == ("Old Form Institute", "advocacy group", "DE")
    assert made.identifiers == {"ror": "0made0up2", "isni": "00000004", "grid": "grid.1"}
    assert [(name.text, name.kind) for name in made.names] == [("OFI", "abbreviation"), ("Old Form", "alias"), ("Altes Institut", "alias")]
    assert [s.object_text for s in made.statements] == ["Parent University"]


def test_withdrawn_records_are_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path / "v2.json", json.dumps([record(status="withdrawn")], indent=4)) == []


def test_a_malformed_element_is_told_with_its_line_and_takes_no_other_along(tmp_path: Path) -> None:
    lines = json.dumps([record("a"), record("b"), record("c"), {"names": 5}], indent=4).split("\n")
    second = [number for number, line in enumerate(lines) if line == "    {"][1]
    lines[second + 1] = '        "admin": {"oops": "'
    found = read(tmp_path / "v2.json", "\n".join(lines))
    assert [type(each) for each in found] == [Incoming, ImportProblem, Incoming, ImportProblem]
    assert found[1].line == second + 1
    assert list(RorReader(tmp_path / "v2.json", as_of="2026-11-01").read(after=found[1].line)) == found[2:]


def test_an_array_cut_short(tmp_path: Path) -> None:
    text = json.dumps([record("a"), record("b")], indent=4)
    assert [type(each) for each in read(tmp_path / "v2.json", text[: len(text) - 300])] == [Incoming, ImportProblem]


@pytest.mark.parametrize("count", [1, 2, 500])
def test_an_array_on_one_line(count: int) -> None:
    made = [record(str(number), note='a "quoted \\" } brace {') for number in range(count)]
    for text in (json.dumps(made), json.dumps(made, separators=(",", ":"))):
        found = list(elements(io.BytesIO(text.encode())))
        assert [json.loads(each) for _, each in found] == made
        assert [number for number, _ in found] == list(range(1, count + 1))
