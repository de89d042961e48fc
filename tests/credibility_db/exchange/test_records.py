"""Record files in and out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credibility_db.errors import RecordError
from credibility_db.exchange import jsonl_line, merge_records, read_files, record_files, write_jsonl, write_yaml, yaml_text
from credibility_db.exchange.yaml_text import format_yaml, parse_yaml
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, Located, NameRecord, StatementRecord
from tests.credibility_db.conftest import RECORDS

GOOD = "id: a\nkind: outlet\ncategory: newspaper\nname: A Paper\n"


def read_one(folder: Path, text: str, name: str = "a.yaml") -> Located | RecordError:
    (folder / name).write_text(text, "utf-8")
    (result,) = read_files(record_files([folder / name]))
    return result


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("id: a\nkind: outlet\nname: }\n", 3, "did not find"),
        (GOOD + "name: Again\n", 5, "second time"),
        (GOOD.replace("outlet", "planet"), 2, "kind: Must be one of"),
        (GOOD + "colour: red\n", 5, "colour: Unknown field"),
        (GOOD.replace("id: a", "id: b"), 1, "not the file's name"),
        (GOOD + "country: Norway\n", 5, "two-letter"),
        (GOOD + "hosts:\n  - {host: a.example}\n  - {host: nonsense}\n", 7, "hosts.1.host"),
        (GOOD + "statements:\n  - predicate: owned_by\n    object: {text: x}\n    citations: [web]\n", 8, "no citation 'web'"),
        (GOOD + "statements:\n  - predicate: loves\n    object: {text: x}\n", 6, "statements.0.predicate"),
        (GOOD + "statements:\n  - predicate: owned_by\n    object: {name: x}\n", 7, "statements.0.object"),
        (GOOD + "statements:\n  - predicate: owned_by\n    object: b\n    valid_from: 2013-5\n", 8, "2013-5"),
        (GOOD.replace("outlet", "person") + "hosts: [{host: a.example}]\n", 5, "Only outlets"),
        ("- a\n", None, "mapping"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, text: str, line: int | None, message: str) -> None:
    error = read_one(tmp_path, text)
    assert isinstance(error, RecordError)
    assert (Path(error.source).name, error.line) == ("a.yaml", line)
    assert message in error.message


def test_jsonl_errors_have_their_line_and_the_rest_is_read(tmp_path: Path) -> None:
    good = b'{"id":"a","kind":"outlet","category":"x","name":"A"}\n'
    (tmp_path / "x.jsonl").write_bytes(good + b"{\n\n" + b'{"id":"b"}\n' + good.replace(b'"a"', b'"c"'))
    results = list(read_files(record_files([tmp_path])))
    assert [item.record.id if isinstance(item, Located) else item.line for item in results] == ["a", 2, 4, "c"]


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no record file"):
        record_files([tmp_path / "nothing"])


def test_yaml_scalars_are_taken_literally(tmp_path: Path) -> None:
    located = read_one(tmp_path, GOOD + "country: NO\nnames: [{text: 'on', valid_from: 2013, valid_to: 2013-05-02}]\n")
    assert isinstance(located, Located)
    assert located.record.country == "NO"
    assert located.record.names == (NameRecord("on", valid_from="2013", valid_to="2013-05-02"),)


def test_statement_ids(records: list[EntityRecord]) -> None:
    ids = [statement.id for record in records for statement in record.statements]
    assert "the-larkfield-lantern.owned_by.unknown" in ids
    assert "the-larkfield-lantern.describes_itself_as.independent" in ids
    assert "ida-quillon.employed_by.quillon-media" in ids
    assert "ida-quillon.employed_by.quillon-media.2020" in ids


def test_a_second_statement_of_one_id_needs_a_key(tmp_path: Path) -> None:
    twice = GOOD + "statements:\n" + "  - {predicate: owned_by, object: b}\n" * 2
    error = read_one(tmp_path, twice)
    assert isinstance(error, RecordError)
    assert (error.line, "key" in error.message) == (7, True)


def test_curated_files_come_before_compiled_ones_and_win(tmp_path: Path) -> None:
    for layer, name in (("curated", "A Paper"), ("compiled", "Another")):
        (tmp_path / layer).mkdir()
        line = f'{{"id":"a","kind":"outlet","category":"x","name":"{name}","hosts":[{{"host":"{layer}.example"}}]}}'
        (tmp_path / layer / "a.jsonl").write_text(line)
    results = [item.record for item in read_files(record_files([tmp_path])) if isinstance(item, Located)]
    (record,) = merge_records(results)
    assert (record.name, [host.host for host in record.hosts]) == ("A Paper", ["curated.example", "compiled.example"])


def test_the_made_up_records_survive_both_forms(tmp_path: Path, records: list[EntityRecord]) -> None:
    write_yaml(records, tmp_path / "yaml")
    with (tmp_path / "all.jsonl").open("wb") as stream:
        assert write_jsonl(records, stream) == 3
    for path in (tmp_path / "yaml", tmp_path / "all.jsonl"):
        again = merge_records(item.record for item in read_files(record_files([path])) if isinstance(item, Located))
        assert list(map(jsonl_line, again)) == list(map(jsonl_line, records))
    assert (tmp_path / "yaml" / "people" / "ida-quillon.yaml").is_file()
    assert len(list(RECORDS.rglob("*.yaml"))) == 3


_TEXT = (
    st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
_DATE = st.sampled_from(["2001", "2001-05", "2001-05-31"])
_SLUG = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
_CITATION = st.builds(
    CitationRecord,
    url=st.just("https://a.example/") | st.just("http://b.example/x?y=1"),
    title=_TEXT,
    publisher=_TEXT,
    accessed=_DATE,
    kind=st.sampled_from(["press", "law"]),
    published=st.none() | _DATE,
    licence=st.none() | _TEXT,
)


@st.composite
def any_record(draw: st.DrawFn) -> EntityRecord:
    """Any record that its schema can hold."""
    own, kind = draw(_SLUG), draw(st.sampled_from(["outlet", "organization", "person"]))
    keys = draw(st.lists(_SLUG, max_size=3, unique=True))
    statements = tuple(
        StatementRecord(
            id=f"{own}.{key}",
            subject=own,
            predicate=draw(st.sampled_from(["owned_by", "member_of"])),
            **{draw(st.sampled_from(["object_text", "object_unknown"])): draw(_TEXT)},
            role=draw(st.none() | _TEXT),
            valid_from=draw(st.none() | _DATE),
            rank=draw(st.sampled_from(["preferred", "normal"])),
            layer=draw(st.sampled_from(["curated", "reported"])),
            share=draw(st.none() | st.floats(0.25, 100)),
            citations=tuple(draw(st.lists(_CITATION, max_size=3, unique=True))),
        )
        for key in sorted(keys)
    )
    return EntityRecord(
        id=own,
        kind=kind,
        category=draw(_TEXT),
        name=draw(_TEXT),
        country=draw(st.sampled_from([None, "NO", "US"])),
        alone=draw(st.none() | st.booleans()),
        layer=draw(st.sampled_from(["curated", "compiled"])),
        identifiers=draw(st.dictionaries(st.sampled_from(["wikidata", "isni"]), _TEXT)),
        names=tuple(draw(st.lists(st.builds(NameRecord, text=_TEXT, alone=st.none() | st.booleans()), max_size=3, unique=True))),
        hosts=tuple(draw(st.lists(st.builds(HostRecord, st.just("a.example")), max_size=1))) if kind == "outlet" else (),
        statements=statements,
    )


@given(any_record())
def test_export_then_load_is_the_identity(tmp_path_factory: pytest.TempPathFactory, record: EntityRecord) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / f"{record.id}.yaml").write_text(yaml_text(record), "utf-8")
    (folder / "x.jsonl").write_bytes(jsonl_line(record))
    for name in (f"{record.id}.yaml", "x.jsonl"):
        (again,) = read_files(record_files([folder / name]))
        assert isinstance(again, Located), again
        assert again.record == record
        stream = BytesIO()
        write_jsonl([again.record], stream)
        assert stream.getvalue() == jsonl_line(record)


@given(st.recursive(st.none() | st.booleans() | st.integers() | _TEXT, lambda inner: st.lists(inner) | st.dictionaries(_TEXT, inner), max_leaves=8))
def test_yaml_reads_back_what_it_wrote(value: object) -> None:
    assert parse_yaml(format_yaml(value)) == value
