"""JSON-LD out, and in again."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credibility_db.errors import RecordError
from credibility_db.exchange import read_jsonld, write_jsonld
from credibility_db.exchange.export_linked import CONTEXT
from credibility_db.records import EntityRecord
from tests.credibility_db.exchange.test_records import any_record


def document_of(records: list[EntityRecord]) -> bytes:
    stream = io.BytesIO()
    assert write_jsonld(records, stream) == len(records)
    return stream.getvalue()


def graph_of(records: list[EntityRecord]) -> dict[str, dict[str, Any]]:
    document = orjson.loads(document_of(records))
    assert document["@context"] == CONTEXT
    return {node["@id"]: node for node in document["@graph"]}


def sorted_statements(record: EntityRecord) -> EntityRecord:
    """Records hold statements in any order; exports write them by id."""
    return replace(record, statements=tuple(sorted(record.statements, key=lambda statement: statement.id)))


@given(st.lists(any_record(), max_size=3))
def test_export_then_read_then_export_is_the_identity(records: list[EntityRecord]) -> None:
    document = document_of(records)
    again = read_jsonld(document, source="x")
    assert again == list(map(sorted_statements, records))
    assert document_of(again) == document


def test_the_sample_records_in_schema_org(records: list[EntityRecord]) -> None:
    graph = graph_of(records)
    outlet, group, person = graph["entity:the-larkfield-lantern"], graph["entity:quillon-media"], graph["entity:ida-quillon"]
    assert (outlet["@type"], outlet["sameAs"]) == ("NewsMediaOrganization", ["http://www.wikidata.org/entity/Q999999901"])
    assert outlet["url"] == ["https://larkfield-lantern.example/", "https://portal.example/lantern"]
    assert {"@value": "云雀灯报", "@language": "zh"} in outlet["alternateName"]
    assert group["funder"] == [{"name": "advertising"}]
    assert person["worksFor"] == [{"@id": "entity:quillon-media"}], "the employment that has ended is told by its statement alone"
    owned = graph["statement:the-larkfield-lantern.owned_by.quillon-media"]
    assert (owned["rdf:subject"], owned["rdf:predicate"]) == ({"@id": outlet["@id"]}, {"@id": "says:owned_by"})
    assert (owned["rdf:object"], owned["startDate"]) == ({"@id": group["@id"]}, "2013-05")
    assert owned["prov:hadPrimarySource"][0]["url"] == "https://register.example/companies/4711"
    unknown = graph["statement:the-larkfield-lantern.owned_by.unknown"]
    assert "rdf:object" not in unknown
    assert unknown["description"].startswith("Unknown: The register")


def test_what_is_withdrawn_or_deprecated_is_no_node_of_its_own(records: list[EntityRecord]) -> None:
    outlet = next(record for record in records if record.kind == "outlet")
    first, second, third = outlet.statements
    changed = replace(outlet, statements=(replace(first, status="withdrawn"), replace(second, rank="deprecated"), third))
    assert [name for name in graph_of([changed]) if name.startswith("statement:")] == [f"statement:{third.id}"]
    assert set(graph_of([replace(outlet, status="withdrawn")])[f"entity:{outlet.id}"]) == {"@id", "record"}


def test_no_name_of_the_graph_is_written_without_the_context_knowing_it(records: list[EntityRecord]) -> None:
    prefixes = {"entity", "statement", "says", "citation", "rdf", "prov"}
    for name, node in graph_of(records).items():
        assert name.split(":")[0] in prefixes
        assert {key.split(":")[0] for key in node if ":" in key} <= prefixes


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"@graph":[{"record":{"id":"a"}}]}', b'{"@graph":7}'])
def test_any_other_document_is_refused(content: bytes) -> None:
    with pytest.raises(RecordError, match="is not an export"):
        read_jsonld(content, source="x.jsonld")
