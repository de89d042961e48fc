"""FollowTheMoney entities and links become records, and the table covers the vocabulary both ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from credibility_db.exchange.follow_the_money import Collection, FollowTheMoneyReader
from credibility_db.exchange.follow_the_money.vocabulary import (
    ENTITIES,
    LINK_OF,
    LINKS,
    LOST,
    OFFICES,
    PROPERTIES,
    UNKNOWN_PREDICATES,
    schema_of,
)
from credibility_db.incoming import ImportProblem, Incoming, Item, Label
from credibility_db.predicates import PREDICATES
from credibility_db.records import KINDS


def ftm(number: str, schema: str, **properties: Any) -> str:
    return json.dumps({"id": number, "schema": schema, "properties": {name: [value] for name, value in properties.items()}})


def read(tmp_path: Path, *lines: str, **members: Any) -> list[Item]:
    path = tmp_path / "entities.ftm.json"
    path.write_text("\n".join(lines), "utf-8")
    return list(FollowTheMoneyReader(path, as_of="2026-11-01", **members).read())


def test_every_predicate_has_a_way_out_and_every_way_in_is_a_predicate() -> None:
    ways_out = {*LINK_OF, OFFICES["predicate"], *(predicate for predicate, _ in PROPERTIES.values()), *UNKNOWN_PREDICATES, *LOST}
    assert ways_out == set(PREDICATES)
    assert {link.predicate for link in LINKS.values()} <= set(PREDICATES)
    assert not LOST & {*LINK_OF, *UNKNOWN_PREDICATES}


def test_every_kind_has_a_schema_and_comes_back_as_itself() -> None:
    for kind in KINDS:
        assert schema_of(kind, "anything else") in ENTITIES
    for schema, (kind, category) in ENTITIES.items():
        assert ENTITIES[schema_of(kind, category)][0] == kind, schema


def test_an_entity(tmp_path: Path) -> None:
    properties = {"name": "Firm AS", "alias": "Firm", "previousName": "Old Firm", "jurisdiction": "no", "wikidataId": "Q5", "leiCode": "L1"}
    (found,) = read(tmp_path, ftm("NK-1", "Company", **properties, legalForm="AS", parent="NK-2", sourceUrl="https://register.example/1"))
    assert isinstance(found, Incoming)
    made = found.record
    assert (made.id, made.kind, made.category, made.name, made.country) == ("opensanctions:NK-1", "organization", "company", "Firm AS", "NO")
    assert made.identifiers == {"wikidata": "Q5", "lei": "L1", "opensanctions": "NK-1"}
    assert [(name.text, name.kind) for name in made.names] == [("Firm", "alias"), ("Old Firm", "former")]
    assert [(s.predicate, s.object_id, s.object_text) for s in made.statements] == [
        ("part_of", "opensanctions:NK-2", None),
        ("legal_form", None, "AS"),
    ]
    cited, source = made.statements[0].citations
    assert (cited.url, cited.licence) == ("https://www.opensanctions.org/entities/NK-1/", "CC-BY-NC-4.0")
    assert (source.url, source.asserted_by) == ("https://register.example/1", "OpenSanctions")
    assert not found.complete


@pytest.mark.parametrize(
    ("schema", "ends", "predicate"),
    [
        ("Ownership", {"asset": "a", "owner": "b"}, "owned_by"),
        ("Directorship", {"director": "a", "organization": "b"}, "affiliated_with"),
        ("Membership", {"member": "a", "organization": "b"}, "member_of"),
        ("Employment", {"employee": "a", "employer": "b"}, "employed_by"),
        ("Succession", {"successor": "a", "predecessor": "b"}, "successor_of"),
        ("Occupancy", {"holder": "a", "post": "b"}, "holds_office"),
    ],
)
def test_a_link_is_a_statement_on_its_subject(tmp_path: Path, schema: str, ends: dict[str, str], predicate: str) -> None:
    (found,) = read(tmp_path, ftm("L-1", schema, **ends, role="chair", startDate="2013-05-02T00:00:00", endDate="2020", percentage="51.5 %"))
    assert isinstance(found, Incoming)
    assert (found.record.id, found.creates, found.complete) == ("opensanctions:a", False, False)
    (statement,) = found.record.statements
    assert (statement.predicate, statement.object_id, statement.role) == (predicate, "opensanctions:b", "chair")
    assert (statement.valid_from, statement.valid_to, statement.layer) == ("2013-05-02", "2020", "compiled")
    assert statement.share == (51.5 if predicate == "owned_by" else None)


def test_an_unknown_link_comes_back_with_its_predicate(tmp_path: Path) -> None:
    (found,) = read(tmp_path, ftm("L-1", "UnknownLink", subject="a", object="b", role="founded_by"))
    assert isinstance(found, Incoming)
    assert (found.record.statements[0].predicate, found.record.statements[0].role) == ("founded_by", None)
    assert read(tmp_path, ftm("L-1", "UnknownLink", subject="a", object="b", role="golf partner")) == []


def test_positions_are_labels_and_private_links_are_not_read(tmp_path: Path) -> None:
    private = [ftm("F-1", "Family", person="a", relative="b"), ftm("A-1", "Address", full="x"), ftm("P-2", "Passport", holder="a")]
    assert read(tmp_path, ftm("P-1", "Position", name="Minister"), *private) == [Label(1, "opensanctions:P-1", "Minister")]
    (found,) = read(tmp_path, ftm("Q7", "Person", name="Ann", birthDate="1970", nationality="no", address="Road 1"))
    assert isinstance(found, Incoming)
    assert (found.record.statements, found.record.country, found.record.identifiers["wikidata"]) == ((), None, "Q7")


def test_what_is_malformed_is_told_with_its_line(tmp_path: Path) -> None:
    lines = [ftm("a", "Company", name="A"), "{", "[]", ftm("b", "Company"), ftm("c", "Ownership", owner="b"), "", ftm("d", "Company", name="D")]
    found = read(tmp_path, *lines)
    assert [(each.line, type(each)) for each in found if isinstance(each, ImportProblem)] == [(n, ImportProblem) for n in (2, 3, 4, 5)]
    assert [each.line for each in found if isinstance(each, Incoming)] == [1, 7]


def test_another_collection_is_cited_as_itself(tmp_path: Path) -> None:
    own = Collection("Register", "The Register", "https://register.example/{id}", "CC0-1.0", "my_register")
    (found,) = read(tmp_path, ftm("1", "Company", name="A", legalForm="AS"), collection=own)
    assert isinstance(found, Incoming)
    assert found.record.id == "my_register:1"
    assert found.record.statements[0].citations[0].url == "https://register.example/1"
