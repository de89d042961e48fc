"""A record to form fields and back: nothing is lost on the way, whatever rows were left empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from credibility_db.curation.loading import statement_json
from credibility_db.curation.proposing import head_json, members_of
from credibility_db.exchange import read_files, record_files
from credibility_db.records import EntityRecord, Located
from server.desk.propose.fields import closed_up, field_errors, given_of_head, given_of_statement, head_members, rows_in, statement_members

GOLDEN = Path(__file__).parents[2] / "golden" / "records"


def world() -> list[EntityRecord]:
    return [item.record for item in read_files(record_files([GOLDEN])) if isinstance(item, Located)]


@pytest.mark.parametrize("record", world(), ids=lambda record: record.id)
def test_a_record_comes_back_as_it_went(record: EntityRecord) -> None:
    members = members_of(head_json(record))
    assert {"id": record.id} | head_members(given_of_head(members)) == members
    for statement in record.statements:
        said = members_of(statement_json(statement))
        assert {"key": said["key"]} | statement_members(given_of_statement(said), said.get("contradicts", ())) == said


def test_empty_rows_close_up() -> None:
    given = {"names-0-text": "", "names-0-kind": "alias", "names-3-text": "B", "names-11-text": "C", "names-x-text": "D", "why": "w"}
    assert closed_up(given) == {"names-0-text": "B", "names-1-text": "C", "names-x-text": "D", "why": "w"}
    assert rows_in({"citations-0-accessed": "2026-11-24", "citations-0-kind": "press"}, "citations") == []


@pytest.mark.parametrize(
    ("place", "host"),
    [
        ("https://www.Example.org/", {"host": "www.Example.org"}),
        ("example.org/news/", {"host": "example.org", "path": "/news/"}),
        ("http://example.org/a/b", {"host": "example.org", "path": "/a/b"}),
    ],
)
def test_a_place_is_a_host_and_a_path(place: str, host: dict[str, str]) -> None:
    assert head_members({"hosts-0-place": place})["hosts"] == [host]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("names.1.text", "names-1-text"),
        ("hosts.0.host", "hosts-0-place"),
        ("hosts.0.path", "hosts-0-place"),
        ("citations.2.url", "citations-2-url"),
        ("object", "object_id"),
        ("valid_from", "valid_from"),
        ("identifiers.wikidata.value", "_schema"),
        ("contradicts.0", "_schema"),
    ],
)
def test_a_message_stands_at_its_field(path: str, field: str) -> None:
    named: dict[str, Any] = field_errors({path: ["No."]})
    assert list(named) == [field]
