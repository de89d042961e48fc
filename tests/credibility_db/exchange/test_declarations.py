"""One side's word and both sides' word."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from credibility_db.curation.importing import ImportOptions, run_import
from credibility_db.errors import RecordError
from credibility_db.exchange.ads_txt import ads_txt_reader
from credibility_db.exchange.declarations import DeclaredFile, declared_files
from credibility_db.exchange.trust_txt import trust_txt_reader
from credibility_db.incoming import ImportProblem, Incoming
from credibility_db.queries import read_records
from credibility_db.records import StatementRecord


def trust(host: str, *lines: str) -> DeclaredFile:
    return DeclaredFile(host, f"https://{host}/trust.txt", "\n".join(lines).encode(), "2026-11-23")


def stated(*files: DeclaredFile) -> dict[str, tuple[StatementRecord, ...]]:
    read = [item for item in trust_txt_reader(files).read() if isinstance(item, Incoming)]
    assert not any(item.creates for item in read)
    return {item.record.id: item.record.statements for item in read}


def test_control_counts_when_both_sides_say_so() -> None:
    (statement,) = stated(trust("a.example", "controlledby=https://b.example"), trust("b.example", "control=https://a.example"))["host:a.example"]
    assert (statement.predicate, statement.object_id, statement.layer) == ("controlled_by", "host:b.example", "compiled")
    assert statement.note == "Declared by both sites."
    assert [(citation.url, citation.kind, citation.asserted_by) for citation in statement.citations] == [
        ("https://a.example/trust.txt", "self-declaration", "a.example"),
        ("https://b.example/trust.txt", "self-declaration", "b.example"),
    ]


@pytest.mark.parametrize(
    ("files", "by"),
    [
        ([trust("a.example", "controlledby=https://b.example"), trust("b.example", "member=https://a.example")], "a.example"),
        ([trust("a.example"), trust("b.example", "control=https://a.example")], "b.example"),
        ([trust("b.example", "control=https://a.example")], "b.example"),
    ],
)
def test_one_sides_word_is_reported_and_says_whose_it_is(files: list[DeclaredFile], by: str) -> None:
    (statement,) = (each for each in stated(*files)["host:a.example"] if each.predicate == "controlled_by")
    assert (statement.layer, statement.note) == ("reported", f"Declared by {by} only.")
    assert [citation.publisher for citation in statement.citations] == [by]


def test_what_a_third_site_says_of_two_others_makes_no_mutual_statement() -> None:
    found = stated(trust("a.example", "member=https://b.example"), trust("c.example", "member=https://b.example"))
    assert {(each.object_id, each.layer) for each in found["host:b.example"]} == {("host:a.example", "reported"), ("host:c.example", "reported")}


def test_lines_count_on_through_files_and_reading_goes_on_after_one() -> None:
    reader = trust_txt_reader((trust("a.example", "belongto=https://c.example", "oops"), trust("b.example", "oops", "control=https://d.example")))
    lines = [(item.line, isinstance(item, ImportProblem)) for item in reader.read()]
    assert lines == [(2, True), (2, False), (3, True), (4, False), (5, False)]
    assert [item.line for item in reader.read(3)] == [4, 5]
    assert reader.fingerprint != trust_txt_reader((trust("a.example"),)).fingerprint


def test_the_site_of_a_file_is_told_by_its_name_its_folder_or_the_caller(tmp_path: Path) -> None:
    (tmp_path / "b.example").mkdir()
    for name in ("a.example.txt", "b.example/trust.txt"):
        (tmp_path / name).write_text("")
    found = declared_files(tmp_path, name="trust.txt", accessed="2026-11-23")
    assert [(file.host, file.url) for file in found] == [(h, f"https://{h}/trust.txt") for h in ("a.example", "b.example")]
    (one,) = declared_files(tmp_path / "a.example.txt", name="trust.txt", url="https://www.c.example/.well-known/trust.txt")
    assert (one.host, one.url, len(one.accessed)) == ("c.example", "https://www.c.example/.well-known/trust.txt", 10)
    (tmp_path / "saved").write_text("")
    with pytest.raises(RecordError, match="which site"):
        declared_files(tmp_path, name="trust.txt")
    with pytest.raises(RecordError, match="not --host"):
        declared_files(tmp_path, name="trust.txt", host="a.example")


def test_importing_declarations_is_idempotent_and_withdraws_what_a_site_takes_back(loaded: Engine) -> None:
    host = "larkfield-lantern.example"

    def imported(*lines: str) -> dict[str, int]:
        return dict(run_import(loaded, trust_txt_reader((trust(host, *lines),)), ImportOptions(who="tests")).counts)

    assert imported("controlledby=https://quillon.example", "member=https://nowhere.example")["create"] == 1
    assert "create" not in imported("controlledby=https://quillon.example/")
    with loaded.connect() as connection:
        (record,) = read_records(connection, ["the-larkfield-lantern"])
    (statement,) = (each for each in record.statements if each.id.endswith(".trust-txt"))
    assert (statement.object_text, statement.layer, statement.note) == ("quillon.example", "reported", f"Declared by {host} only.")
    assert imported("# nothing any more")["withdraw"] == 1


def test_an_owner_in_ads_txt_does_not_overwrite_a_curated_one(loaded: Engine) -> None:
    file = DeclaredFile("larkfield-lantern.example", "https://larkfield-lantern.example/ads.txt", b"OWNERDOMAIN=other.example", "2026-11-23")
    with loaded.connect() as connection:
        before = list(read_records(connection, ["the-larkfield-lantern"]))
    counts = run_import(loaded, ads_txt_reader((file,)), ImportOptions(who="tests")).counts
    assert (counts["propose"], counts["create"]) == (1, 0)
    with loaded.connect() as connection:
        assert list(read_records(connection, ["the-larkfield-lantern"])) == before
