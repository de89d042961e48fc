"""Tables read by a mapping file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from credibility_db.curation.importing import ImportOptions, run_import
from credibility_db.errors import RecordError
from credibility_db.exchange.table import table_reader
from credibility_db.incoming import ImportProblem, Incoming
from credibility_db.records import HostRecord, NameRecord

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
MAPPING = """
source: survey
entity:
  id: {scheme: host, column: site}
  kind: {column: kind, default: outlet}
  category: newspaper
  name: {column: name}
  country: {column: country, values: {Norway: 'NO', Sweden: SE, Narnia: Narnia}}
  identifiers: {wikidata: {column: qid}}
  names: [{column: also, split: ";", kind: former, language: nb}]
  hosts: [{column: site}]
citation: {title: Survey, publisher: Institute, kind: research, accessed: 2026-11-20, url: {column: source}}
statements:
  - predicate: owned_by
    object: {scheme: wikidata, column: owner id, text: {column: owner}, unknown: {column: why unknown}}
    share: {column: share}
    valid_from: {column: since}
    layer: reported
"""
COLUMNS = ("site", "kind", "name", "country", "qid", "also", "source", "owner id", "owner", "why unknown", "share", "since")
GOOD = {"site": "paper.example", "name": "A Paper", "source": "https://survey.example/1", "owner": "Ida Quillon"}


def line_of(**cells: str) -> str:
    return ",".join(f'"{cells.get(name.replace(" ", "_"), GOOD.get(name, ""))}"' for name in COLUMNS)


def read(folder: Path, *lines: str, mapping: str = MAPPING, after: int = 0) -> list[Incoming | ImportProblem]:
    (folder / "mapping.yaml").write_text(mapping, "utf-8")
    (folder / "table.csv").write_bytes("\r\n".join([",".join(COLUMNS), *lines, ""]).encode())
    return [item for item in table_reader(folder / "table.csv", folder / "mapping.yaml").read(after) if isinstance(item, Incoming | ImportProblem)]


def test_a_row_becomes_an_entity_with_its_statements(tmp_path: Path) -> None:
    cells = {"site": "https://www.paper.example/no/", "country": "Norway", "qid": "http://www.wikidata.org/entity/Q999999907", "also": "Old; Older"}
    (item,) = read(tmp_path, line_of(**cells, owner_id="Q999999908", share="60 %", since="2013-05"))
    assert isinstance(item, Incoming)
    record = item.record
    assert (item.line, item.creates, record.id, record.kind, record.country) == (2, True, "host:paper.example/no", "outlet", "NO")
    assert record.names == (NameRecord("Old", "former", "nb"), NameRecord("Older", "former", "nb"))
    assert (record.hosts, record.identifiers) == ((HostRecord("paper.example", "/no"),), {"wikidata": "Q999999907"})
    (statement,) = record.statements
    assert (statement.object_id, statement.object_text, statement.share) == ("wikidata:Q999999908", "Ida Quillon", 60.0)
    assert (statement.valid_from, statement.layer, statement.role) == ("2013-05", "reported", None)
    (citation,) = statement.citations
    assert (citation.url, citation.title, citation.accessed) == ("https://survey.example/1", "Survey", "2026-11-20")


def test_a_row_without_object_states_nothing_and_an_unknown_one_its_reason(tmp_path: Path) -> None:
    none, unknown = read(tmp_path, line_of(owner=""), line_of(owner="", why_unknown="Not in the register."))
    assert isinstance(none, Incoming)
    assert none.record.statements == ()
    assert isinstance(unknown, Incoming)
    assert [statement.object_unknown for statement in unknown.record.statements] == ["Not in the register."]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (line_of(site=""), "names no entity"),
        (line_of(site="not a site"), "is not a host"),
        (line_of(kind="planet"), "kind: 'planet'"),
        (line_of(country="Norge"), "'Norge' is none of Norway"),
        (line_of(country="Narnia"), "two-letter"),
        (line_of(since="May 2013"), "May 2013"),
        (line_of(share="most"), "not a number"),
        (line_of(share="101"), "out of range"),
        (line_of(source=""), "the citation has no url"),
        ("one,two", "2 cells"),
        ('"a"b,c', "not a row"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_rest_is_read(tmp_path: Path, line: str, message: str) -> None:
    found = read(tmp_path, line_of(also="of two\nlines"), line, line_of())
    (problem,) = (item for item in found if isinstance(item, ImportProblem))
    assert problem.line == 4
    assert message in problem.message
    assert [item.line for item in found if isinstance(item, Incoming) and item.record.statements] == [2, 5]


def test_reading_goes_on_after_a_line(tmp_path: Path) -> None:
    assert [item.line for item in read(tmp_path, line_of(), line_of(), "", line_of(), after=2)] == [3, 5]


def test_a_table_without_the_mappings_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="has no column 'proprietor'"):
        read(tmp_path, line_of(), mapping=MAPPING.replace("column: owner}", "column: proprietor}"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_table_breaks_the_reader(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mapping.yaml").write_text(MAPPING, "utf-8")
    (tmp_path / "table.csv").write_bytes(",".join(COLUMNS).encode() + b"\n" + content)
    lines = [item.line for item in table_reader(tmp_path / "table.csv", tmp_path / "mapping.yaml").read()]
    assert lines == sorted(lines)


def test_the_openrefine_example_can_be_imported(loaded: Engine) -> None:
    reader = table_reader(EXAMPLES / "openrefine.tsv", EXAMPLES / "openrefine.yaml")
    assert not [item for item in reader.read() if isinstance(item, ImportProblem)]
    counts = run_import(loaded, reader, ImportOptions(who="tests")).counts
    assert (counts["create"], counts["propose"], counts["problems"]) == (2, 2, 0)
    again = run_import(loaded, reader, ImportOptions(who="tests")).counts
    assert (again["create"], again["update"], again["propose"]) == (0, 0, 0)
