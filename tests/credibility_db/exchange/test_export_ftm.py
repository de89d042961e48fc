"""FollowTheMoney out, and in again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given

from credibility_db.exchange import write_ftm
from credibility_db.exchange.export_ftm import entity_schema, ftm_entities, link_of
from credibility_db.exchange.follow_the_money import Collection, FollowTheMoneyReader
from credibility_db.exchange.follow_the_money.vocabulary import LOST, OFFICES, PROPERTIES
from credibility_db.incoming import Incoming
from credibility_db.predicates import PREDICATES
from credibility_db.records import CitationRecord, EntityRecord, StatementRecord
from tests.credibility_db.exchange.test_records import any_record

CITATION = CitationRecord("https://a.example/", "A page", "A", "2026-11-23", "press")
OWN = {predicate for predicate, _ in PROPERTIES.values()} - {"part_of"}
ENDS = {
    "Ownership": ("owner", "asset"),
    "Control": ("controller", "controlled"),
    "Payment": ("payer", "beneficiary"),
    "Employment": ("employer", "employee"),
    "Membership": ("organization", "member"),
    "Occupancy": ("post", "holder"),
    "Succession": ("predecessor", "successor"),
    "UnknownLink": ("object", "subject"),
}
"""Object and subject of each schema, as the schemata of followthemoney 4.11 require them."""


def lines_of(records: list[EntityRecord]) -> bytes:
    stream = io.BytesIO()
    write_ftm(records, stream)
    return stream.getvalue()


def entity(**members: Any) -> EntityRecord:
    return EntityRecord(**{"id": "a", "kind": "organization", "category": "company", "name": "A"} | members)


def statement(predicate: str, **members: Any) -> StatementRecord:
    return StatementRecord(f"a.{predicate}.b", "a", predicate, **{"object_id": "b", "citations": (CITATION,)} | members)


@pytest.mark.parametrize("predicate", sorted(set(PREDICATES) - LOST - OWN))
def test_each_predicate_is_a_link_with_the_ends_that_its_schema_requires(predicate: str) -> None:
    *others, link = list(ftm_entities(entity(statements=(statement(predicate, role="r", valid_from="2013-05", valid_to="2014"),))))[1:]
    target, subject = ENDS[link["schema"]]
    properties = link["properties"]
    assert properties[subject] == ["a"]
    assert properties[target] == (["b"] if predicate != "holds_office" else [others[0]["id"]])
    assert (properties["startDate"], properties["endDate"], properties["recordId"]) == (["2013-05"], ["2014"], [f"a.{predicate}.b"])
    assert (properties["sourceUrl"], properties["retrievedAt"]) == (["https://a.example/"], ["2026-11-23"])
    assert (link_of(predicate).schema, link["id"]) == (link["schema"], f"a.{predicate}.b")


def test_an_office_is_a_position_that_its_holder_occupies() -> None:
    _, position, occupancy = ftm_entities(entity(kind="person", statements=(statement("holds_office", role="minister"),)))
    assert (position["schema"], position["properties"]) == (OFFICES["position"], {"name": ["minister"], "organization": ["b"]})
    assert occupancy["properties"]["post"] == [position["id"]]


def test_what_is_owned_is_a_company() -> None:
    assert entity_schema(entity(kind="outlet", category="newspaper")) == "Organization"
    assert entity_schema(entity(kind="outlet", category="newspaper", statements=(statement("owned_by"),))) == "Company"
    assert entity_schema(entity(category="government body")) == "PublicBody"


def test_amounts_shares_and_words_have_their_properties() -> None:
    told = (
        statement("funded_by", amount=1500.5, currency="NOK", period="2023", role="grant"),
        statement("owned_by", share=33.25),
        statement("legal_form", object_id=None, object_text="foundation"),
    )
    head, payment, ownership = ftm_entities(entity(statements=told))
    assert {name: payment["properties"][name] for name in ("amount", "currency", "date", "purpose")} == {
        "amount": ["1500.5"], "currency": ["NOK"], "date": ["2023"], "purpose": ["grant"]}  # fmt: skip
    assert ownership["properties"]["percentage"] == ["33.25"]
    assert head["properties"]["legalForm"] == ["foundation"]


@pytest.mark.parametrize(
    "left_out",
    [
        statement("owned_by", rank="deprecated"),
        statement("owned_by", status="withdrawn"),
        statement("owned_by", object_id=None, object_unknown="Not told."),
        statement("describes_itself_as", object_id=None, object_text="independent"),
    ],
)
def test_what_the_format_cannot_mark_is_left_out(left_out: StatementRecord) -> None:
    assert len(list(ftm_entities(entity(statements=(left_out,))))) == 1
    assert list(ftm_entities(entity(status="withdrawn", statements=(statement("owned_by"),)))) == []


def test_the_sample_records_come_back_through_the_reader(records: list[EntityRecord], tmp_path: Path) -> None:
    assert lines_of(records) == lines_of(records)
    (tmp_path / "x.ftm.json").write_bytes(lines_of(records))
    read = [item for item in FollowTheMoneyReader(tmp_path / "x.ftm.json", collection=Collection(scheme="id")).read() if isinstance(item, Incoming)]
    names = {item.record.id: item.record.name for item in read if item.record.name}
    assert names.items() >= {f"id:{record.id}": record.name for record in records}.items()
    back = {
        (item.record.id, each.predicate, each.object_id, each.role, each.valid_from, each.valid_to, each.share)
        for item in read
        for each in item.record.statements
        if each.predicate != "funded_by"
    }
    assert back == {
        (f"id:{record.id}", each.predicate, f"id:{each.object_id}", each.role, each.valid_from, each.valid_to, each.share)
        for record in records
        for each in record.statements
        if each.object_id
    }


@given(any_record())
def test_every_line_is_an_entity_whose_links_lead_to_entities(record: EntityRecord) -> None:
    lines = [orjson.loads(line) for line in lines_of([record]).splitlines()]
    ids = [line["id"] for line in lines]
    assert len(ids) == len(set(ids))
    for line in lines:
        assert set(line) == {"id", "schema", "properties"}
        assert all(isinstance(value, str) and value for values in line["properties"].values() for value in values)
        for name in ENDS.get(line["schema"], ()):
            assert line["properties"][name][0] in ids
    told = [s for s in record.statements if not s.object_unknown]
    assert {line["properties"]["recordId"][0] for line in lines if line["schema"] in ENDS} == {each.id for each in told}
