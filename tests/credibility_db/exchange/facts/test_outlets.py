"""Rows of outlets and edges become records: who has a host, who owns it, what is left out."""

from __future__ import annotations

import pytest

from credibility_db.exchange.facts.known import Known
from credibility_db.exchange.facts.outlets import compile_outlets, fit, usable_hosts
from credibility_db.exchange.facts.owners import Owners
from credibility_db.exchange.facts.states import States
from credibility_db.exchange.facts.tables import Record, Row
from credibility_db.records import EntityRecord, HostRecord

COLUMNS = [
    "name",
    "aliases",
    "hosts",
    "domains",
    "outlet_type",
    "country",
    "wikidata_qid",
    "state_code",
    "caveat",
    "as_of",
    "source_repo",
    "source_path",
    "source_commit",
]
EDGE_COLUMNS = [
    "asset",
    "asset_domain",
    "asset_qid",
    "relation",
    "owner",
    "owner_qid",
    "percent",
    "caveat",
    "as_of",
    "source_repo",
    "source_path",
    "source_commit",
]
FEEDS, WIKIDATA, MARKUP, ASD, STATIONS = (
    "yavuz/news-feed-list-of-countries",
    "patrickswickard/international_newspapers",
    "the-markup/split-screen-news-sources",
    "ASD-at-GMF/state-media-profiles",
    "iptv-org/database (fork Klomgor/database)",
)


def row(**given: str) -> Row:
    host = given.get("hosts", "")
    origin = {"source_repo": MARKUP, "source_path": "a.csv", "source_commit": "abc", "as_of": "2021-03"}
    return dict.fromkeys(COLUMNS, "") | origin | {"domains": host} | given


def edge(**given: str) -> Row:
    return dict.fromkeys(EDGE_COLUMNS, "") | {"relation": "owned_by", "source_path": "e.csv", "source_commit": "abc", "as_of": "2023-02-07"} | given


def compiled(rows: list[Row], *, edges: tuple[Row, ...] = (), curated: tuple[EntityRecord, ...] = ()) -> dict[str, Record]:
    known = Known(curated)
    return {record["id"]: record for record in compile_outlets(rows, known, Owners(edges, known), States(known))}


@pytest.mark.parametrize(
    ("name", "host", "least", "most"),
    [
        ("The Harbor Times", "harbortimes.com", 1, 1),
        ("Harbor News Network", "hnn.com", 0.9, 1),
        ("La Repubblica", "repubblica.it", 0.85, 1),
        ("Chicago Tribune", "newsbank.com", 0, 0.34),
    ],
)
def test_a_title_fits_its_own_host(name: str, host: str, least: float, most: float) -> None:
    assert least <= fit(name, host) <= most


def test_hosts_of_libraries_and_platforms_are_not_a_titles_own() -> None:
    assert usable_hosts(row(name="Harbor Times", hosts="harbortimes.com;infoweb.newsbank.com;facebook.com;co.uk;no host")) == ["harbortimes.com"]


def test_the_title_that_fits_best_has_the_host() -> None:
    rows = [row(name=name, hosts="tideland.com") for name in ("Ashford City Times", "The Tideland", "Tideland")]
    assert [record["name"] for record in compiled(rows).values()] in (["Tideland"], ["The Tideland"])


def test_call_sign_stations_are_left_out() -> None:
    rows = [row(name="KXYZ-LD", hosts="meridiantv.com", caveat="call-sign station or subchannel: website and alias may belong to the network")]
    assert compiled(rows) == {}


def test_titles_of_one_name_in_two_countries_stay_two() -> None:
    rows = [row(name="Evening Echo", hosts="eveningecho.ie", country="IE"), row(name="Evening Echo", hosts="eveningecho.co.za", country="ZA")]
    assert sorted(record["country"] for record in compiled(rows).values()) == ["IE", "ZA"]


def test_a_known_host_joins_the_curated_outlet_and_adds_no_host() -> None:
    curated = EntityRecord("harbor-times", "outlet", "newspaper", "Harbor Times", hosts=(HostRecord("harbortimes.com"),))
    (record,) = compiled([row(name="The Harbor Times Online", hosts="harbortimes.com")], curated=(curated,)).values()
    assert record["id"] == "harbor-times"
    assert "hosts" not in record


@pytest.mark.parametrize(
    ("host", "country", "joins"),
    [
        ("harbortimes.co.za", "ZA", False),  # the name and the label agree, the country does not
        ("harbortimes.co.za", "", False),  # nor does anybody say that it does
        ("harbortimes.net", "GB", True),
        ("edition.harbortimes.com", "ZA", True),  # its own host
    ],
)
def test_a_name_and_a_label_join_nothing_across_countries(host: str, country: str, joins: bool) -> None:
    curated = EntityRecord("harbor-times", "outlet", "newspaper", "Harbor Times", country="GB", hosts=(HostRecord("harbortimes.com"),))
    (record,) = compiled([row(name="Harbor Times", hosts=host, country=country)], curated=(curated,)).values()
    assert (record["id"] == "harbor-times") is joins


def test_a_feed_of_a_known_outlet_elsewhere_makes_no_second_outlet_of_its_name() -> None:
    curated = EntityRecord("harbor-times", "outlet", "newspaper", "Harbor Times", country="GB", hosts=(HostRecord("harbortimes.com"),))
    assert compiled([row(name="Sports | Harbor Times", hosts="feeds.harbortimes.net", source_repo=FEEDS)], curated=(curated,)) == {}


def test_the_edges_of_a_row_are_found_by_the_name_as_printed() -> None:
    owner = edge(asset="WXYZ*", asset_domain="wxyz.com", owner="Tideland Holding", source_repo=STATIONS)
    (record,) = compiled([row(name="WXYZ*", hosts="wxyz.com", source_repo=STATIONS)], edges=(owner,)).values()
    assert (record["name"], record["statements"][0]["object"]) == ("WXYZ", {"text": "Tideland Holding"})


def test_an_undated_owner_is_reported_and_a_second_source_makes_it_compiled() -> None:
    owner = {"asset": "Tideland", "asset_domain": "tideland.com", "owner": "Tideland Holding", "caveat": "undated in extract"}
    rows = [row(name="Tideland", hosts="tideland.com", source_repo=WIKIDATA), row(name="Tideland", hosts="tideland.com", source_repo=STATIONS)]
    (one,) = compiled(rows, edges=(edge(**owner, source_repo=WIKIDATA),)).values()
    assert [(each["layer"], each["object"]) for each in one["statements"]] == [("reported", {"text": "Tideland Holding"})]
    (two,) = compiled(rows, edges=(edge(**owner, source_repo=WIKIDATA), edge(**owner, source_repo=STATIONS))).values()
    assert [(each["layer"], len(each["citations"])) for each in two["statements"]] == [("compiled", 2)]


def test_a_state_class_is_attributed_and_stated_neutrally() -> None:
    (record,) = compiled([row(name="Tideland TV", hosts="tidelandtv.com", country="MM", state_code="SC", source_repo=ASD)]).values()
    (statement,) = record["statements"]
    assert (statement["predicate"], statement["object"]) == ("controlled_by", "government-of-myanmar-burma")
    assert record["citations"][statement["citations"][0]]["asserted_by"] == "State Media Monitor"


def test_an_outlet_without_owner_says_so_with_its_source() -> None:
    (record,) = compiled([row(name="Tideland", hosts="tideland.com")]).values()
    (statement,) = record["statements"]
    assert statement["object"] == {"unknown": "Split Screen news sources lists this outlet and names no owner."}
