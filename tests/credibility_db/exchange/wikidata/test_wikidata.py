"""Wikidata's JSON becomes records: ranks, qualifiers, references, names, hosts, and what is malformed."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from credibility_db.exchange.wikidata import WikidataAnswer, WikidataReader
from credibility_db.exchange.wikidata.entities import read_entity
from credibility_db.exchange.wikidata.tables import CLASSES, PROPERTIES
from credibility_db.exchange.wikidata.values import date_of, item_of, share_of, text_of
from credibility_db.incoming import ImportProblem, Incoming, Label
from credibility_db.predicates import PREDICATES
from credibility_db.records import HostRecord, StatementRecord
from tests.credibility_db.exchange.make_wikidata_dump import claim, entity, item, quantity, snak, time

AS_OF = "2026-11-01"
NEWSPAPER, COMPANY, HUMAN = claim(item("P31", "Q11032")), claim(item("P31", "Q783794")), claim(item("P31", "Q5"))


def read(*claims: dict[str, Any], label: str = "The Paper", **labels: Any) -> Incoming:
    found = read_entity(entity(1, label, list(claims), **labels), line=7, as_of=AS_OF)
    assert isinstance(found, Incoming)
    return found


def only(*claims: dict[str, Any]) -> StatementRecord:
    (statement,) = read(*claims).record.statements
    return statement


@pytest.mark.parametrize(
    ("kind", "prop", "predicate", "role"),
    [
        (NEWSPAPER, "P127", "owned_by", None),
        (NEWSPAPER, "P749", "part_of", None),
        (NEWSPAPER, "P123", "part_of", "publisher"),
        (NEWSPAPER, "P137", "part_of", "operator"),
        (COMPANY, "P112", "founded_by", None),
        (COMPANY, "P8324", "funded_by", None),
        (COMPANY, "P1454", "legal_form", None),
        (HUMAN, "P108", "employed_by", None),
        (HUMAN, "P39", "holds_office", None),
        (HUMAN, "P463", "member_of", None),
    ],
)
def test_each_property_is_its_statement(kind: dict[str, Any], prop: str, predicate: str, role: str | None) -> None:
    statement = only(kind, claim(item(prop, 5)))
    assert (statement.predicate, statement.object_id, statement.role) == (predicate, "wikidata:Q5", role)
    assert statement.citations[0].url == f"https://www.wikidata.org/wiki/Q1#{prop}"
    assert (statement.citations[0].licence, statement.citations[0].accessed) == ("CC0-1.0", AS_OF)


def test_the_table_uses_our_predicates_and_kinds() -> None:
    for prop in PROPERTIES.values():
        assert prop.subjects <= PREDICATES[prop.predicate].subjects
    assert {each.kind for each in CLASSES.values()} == {"person", "outlet", "organization", "label"}


def test_qualifiers_and_ranks_are_kept() -> None:
    dates = (time("P580", "2013-05"), time("P582", "2020-01-31"), quantity("P1107", "+0.51"))
    preferred = only(NEWSPAPER, claim(item("P127", 5), *dates, rank="preferred"))
    assert (preferred.valid_from, preferred.valid_to, preferred.share, preferred.rank) == ("2013-05", "2020-01-31", 51.0, "preferred")
    assert only(NEWSPAPER, claim(item("P127", 5), rank="deprecated")).rank == "deprecated"
    employed = only(HUMAN, claim(item("P108", 5), item("P39", 6), time("P585", "2019")))
    assert (employed.role, employed.note) == ("wikidata:Q6", "Stated for 2019.")
    assert only(COMPANY, claim(item("P8324", 5), time("P585", "2019"))).period == "2019"


def test_an_owner_that_is_unknown_is_said_to_be() -> None:
    somebody = {"mainsnak": {"snaktype": "somevalue", "property": "P127"}, "rank": "normal"}
    nobody = {"mainsnak": {"snaktype": "novalue", "property": "P127"}, "rank": "normal"}
    assert only(NEWSPAPER, somebody, nobody).object_unknown is not None


def test_references_are_kept_as_citations_at_second_hand() -> None:
    snaks = {
        "P854": [snak("P854", "https://a.example/x", "string")],
        "P813": [time("P813", "2024-03-02")],
        "P577": [time("P577", "2023")],
        "P1476": [snak("P1476", {"text": "A title", "language": "en"}, "monolingualtext")],
    }
    stated, wikipedia = {"P248": [item("P248", 36578)]}, {"P143": [item("P143", 328)]}
    bad = {"P854": [snak("P854", "ftp://a.example", "string")]}
    referenced = claim(item("P127", 5)) | {"references": [{"snaks": each} for each in (snaks, stated, wikipedia, bad)]}
    _, url, work = only(NEWSPAPER, referenced).citations
    assert (url.url, url.accessed, url.published, url.title, url.asserted_by) == ("https://a.example/x", "2024-03-02", "2023", "A title", "Wikidata")
    assert (work.url, work.accessed) == ("https://www.wikidata.org/wiki/Q36578", AS_OF)


@pytest.mark.parametrize(
    ("made", "layer"),
    [
        (claim(item("P127", 5)), "reported"),
        (claim(item("P127", 5), time("P580", "2013")), "compiled"),
        (claim(item("P127", 5), references=[snak("P854", "https://a.example", "string")]), "compiled"),
        (claim(item("P127", 5), references=[item("P143", 328)]), "reported"),
    ],
)
def test_what_is_neither_dated_nor_sourced_is_reported(made: dict[str, Any], layer: str) -> None:
    assert only(NEWSPAPER, made).layer == layer


def test_names_identifiers_and_country() -> None:
    claims = [NEWSPAPER, claim(item("P17", "Q183"), time("P582", "1990")), claim(item("P17", "Q145")), claim(snak("P213", "0000 0001", "string"))]
    record = read(*claims, aliases=["Paper", "TP", "The Paper"], ru="Газета", de="Das Blatt", xx="no such language is read").record
    assert (record.name, record.country, record.identifiers) == ("The Paper", "GB", {"wikidata": "Q1", "isni": "00000001"})
    assert [(name.text, name.kind, name.language) for name in record.names] == [
        ("Das Blatt", "alias", "de"),
        ("Газета", "alias", "ru"),
        ("Paper", "alias", "en"),
        ("TP", "abbreviation", "en"),
    ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.paper.example/", HostRecord("paper.example")),
        ("http://portal.example/news/", HostRecord("portal.example", "/news")),
        ("https://paper.example/en/index.html", HostRecord("paper.example")),
        ("https://facebook.com/paper", None),
        ("https://[broken", None),
        ("https://localhost/", None),
    ],
)
def test_official_websites_are_hosts(url: str, expected: HostRecord | None) -> None:
    assert read(NEWSPAPER, claim(snak("P856", url, "string"))).record.hosts == ((expected,) if expected else ())


def test_the_host_of_an_outlet_that_is_gone_ends() -> None:
    hosts = read(NEWSPAPER, claim(snak("P856", "https://a.example", "string")), claim(time("P576", "2015"))).record.hosts
    assert hosts == (HostRecord("a.example", "/", None, "2015"),)
    assert read(COMPANY, claim(snak("P856", "https://a.example", "string"))).record.hosts == ()


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        (["Q783794", "Q11032"], ("outlet", "newspaper")),
        (["Q155271"], ("organization", "think tank")),
        (["Q43229", "Q155271"], ("organization", "think tank")),
    ],
)
def test_the_most_telling_class_counts(classes: list[str], expected: tuple[str, str]) -> None:
    record = read(*[claim(item("P31", each)) for each in classes]).record
    assert (record.kind, record.category) == expected


def test_what_is_not_imported() -> None:
    def found(*claims: dict[str, Any], **members: Any) -> object:
        return read_entity(entity(1, "X", list(claims)) | members, line=7, as_of=AS_OF)

    assert found(claim(item("P31", "Q144"))) is None
    assert found(HUMAN) is None
    assert found(claim(item("P31", "Q11032"), rank="deprecated")) is None
    assert found(NEWSPAPER, id="P31") is None
    assert found(claim(item("P31", "Q294414"))) == Label(7, "wikidata:Q1", "X")
    assert found(NEWSPAPER, labels=[]) == ImportProblem(7, "Q1 has no label in a language that is read")
    for broken in ([], 5, {"id": 5}, {"id": "Q1"}, {"id": "Q1", "claims": [], "labels": []}):
        assert isinstance(read_entity(broken, line=7, as_of=AS_OF), ImportProblem)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"time": "+2013-05-02T00:00:00Z", "precision": 11}, "2013-05-02"),
        ({"time": "+2013-05-00T00:00:00Z", "precision": 10}, "2013-05"),
        ({"time": "+00000002013-00-00T00:00:00Z", "precision": 9}, "2013"),
        ({"time": "+1700-02-29T00:00:00Z", "precision": 11, "calendarmodel": "http://www.wikidata.org/entity/Q1985786"}, "1700"),
        ({"time": "+2010-00-00T00:00:00Z", "precision": 8}, None),
        ({"time": "-0044-03-15T00:00:00Z", "precision": 11}, None),
        ({"time": "+2013-02-30T00:00:00Z", "precision": 11}, None),
        ("2013", None),
    ],
)
def test_dates_are_as_precise_as_they_say(value: Any, expected: str | None) -> None:
    assert date_of(snak("P580", value, "time")) == expected


@pytest.mark.parametrize(("amount", "expected"), [("+0.51", 51.0), ("1", 100.0), ("+51", 51.0), ("0", None), ("+120", None), ("x", None)])
def test_shares_are_per_cent(amount: str, expected: float | None) -> None:
    assert share_of(quantity("P1107", amount)) == expected


def test_values_of_anything() -> None:
    for odd in (None, 5, [], {}, {"snaktype": "value"}, {"snaktype": "value", "datavalue": {"value": 5}}):
        assert (item_of(odd), text_of(odd), date_of(odd), share_of(odd)) == (None, None, None, None)
    assert item_of({"snaktype": "value", "datavalue": {"value": {"numeric-id": 42}}}) == "Q42"


DUMP = ["[", json.dumps(entity(1, "The Paper", [NEWSPAPER])) + ",", '{"id": "Q2", "lab', "", json.dumps(entity(3, "Firm", [COMPANY])), "]"]


@pytest.mark.parametrize("ending", ["json", "json.gz", "json.bz2"])
def test_a_dump_is_read_line_by_line(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"dump.{ending}"
    body = "\n".join(DUMP).encode()
    path.write_bytes({"json": bytes, "json.gz": gzip.compress, "json.bz2": bz2.compress}[ending](body))
    reader = WikidataReader(path, as_of=AS_OF)
    found = list(reader.read())
    assert [(each.line, type(each)) for each in found] == [(2, Incoming), (3, ImportProblem), (5, Incoming)]
    assert list(reader.read(after=3)) == found[2:]
    assert WikidataReader(path).fingerprint == reader.fingerprint


def test_an_answer_of_the_api_is_read_from_bytes_and_from_a_file(tmp_path: Path) -> None:
    body = json.dumps({"entities": {"Q1": entity(1, "The Paper", [NEWSPAPER]), "Q9": {"id": "Q9", "missing": ""}}}, indent=1).encode()
    found = list(WikidataAnswer(body, as_of=AS_OF).read())
    assert [type(each) for each in found] == [Incoming, ImportProblem]
    (tmp_path / "Q1.json").write_bytes(body)
    assert list(WikidataReader(tmp_path / "Q1.json", as_of=AS_OF).read()) == found
    assert next(WikidataAnswer(b"{", as_of=AS_OF).read()).line == 1
    assert isinstance(next(WikidataAnswer(b"[]", as_of=AS_OF).read()), ImportProblem)
