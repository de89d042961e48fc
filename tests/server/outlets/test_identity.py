"""Who published a page, by its clues: tables of clues in, outlet and origin out."""

from __future__ import annotations

import pytest

from server.outlets import identify_outlet
from server.records.clue import Clue
from server.records.page import Page
from tests.server.outlets.twin import TwinKnowledge


@pytest.fixture(scope="module")
def knowledge() -> TwinKnowledge:
    twin = TwinKnowledge()
    twin.add("ntd", "NTD Television", hosts=("ntd.example",), names=("NTD Times", "新唐人"))
    twin.add("wire", "Coast Wire", hosts=("coastwire.example",), names=("CWA",), category="news agency")
    twin.add("gazette", "The Harbour Gazette", hosts=("harbourgazette.example",))
    twin.add("portal", "Portal", hosts=("portal.example",))
    twin.add("portal-news", "Portal News", hosts=("portal.example/news",))
    twin.add("herald-north", "The Herald", hosts=("herald-north.example",))
    twin.add("herald-south", "The Herald", hosts=("herald-south.example",))
    twin.add("coast-institute", "Coast Institute", kind="organization", category="think tank")
    return twin


def page_of(*clues: Clue, url: str | None = None) -> Page:
    return Page(text="", content_hash="", origin="submitted", url=url, clues=clues)


PORTAL = Clue("host", "www.portal.example")
GAZETTE = Clue("host", "harbourgazette.example")
WIRE = Clue("dateline", "PARIS (CWA)", 0, 11)
COPIED = Clue("canonical", "https://harbourgazette.example/b")
AT_PORTAL = "https://www.portal.example/a"


@pytest.mark.parametrize(
    ("url", "clues", "outlet", "origin"),
    [
        pytest.param(None, [Clue("dateline", "[NTD Times, Beijing time, May 25, 2023]", 0, 39)], "ntd", None, id="a text by its dateline"),
        pytest.param(None, [Clue("dateline", "【新唐人北京时间2023年05月25日讯】", 0, 21)], "ntd", None, id="a Chinese dateline"),
        pytest.param(None, [WIRE], "wire", None, id="a wire's dateline without a host"),
        pytest.param("https://harbourgazette.example/a", [GAZETTE, WIRE], "gazette", "wire", id="a wire's dateline on a host"),
        pytest.param("https://www.portal.example/news/1", [PORTAL], "portal-news", None, id="the longest path"),
        pytest.param("https://www.portal.example/newsletter", [PORTAL], "portal", None, id="a path that only begins alike"),
        pytest.param(AT_PORTAL, [PORTAL, Clue("provider", "Coast Wire")], "portal", "wire", id="a portal's provider"),
        pytest.param(AT_PORTAL, [PORTAL, COPIED, Clue("credit", "Coast Wire")], "portal", "gazette", id="a hosted copy"),
        pytest.param(AT_PORTAL, [PORTAL, Clue("provider", "The Herald")], "portal", None, id="a provider with namesakes"),
        pytest.param(AT_PORTAL, [PORTAL, Clue("credit", "Coast Institute")], "portal", None, id="a credit that is no outlet"),
        pytest.param(AT_PORTAL, [PORTAL, Clue("byline", "CWA"), Clue("byline", "NTD Times")], "portal", None, id="two agencies"),
        pytest.param("https://archive.example/x", [Clue("archived", COPIED.text), Clue("host", "archive.example")], "gazette", None, id="an archive"),
        pytest.param(None, [COPIED, WIRE], "gazette", "wire", id="a page sent without its address"),
        pytest.param(None, [Clue("site_name", "The Harbour Gazette"), WIRE], "gazette", "wire", id="a declared name before a dateline"),
        pytest.param(None, [Clue("site_name", "The Herald")], None, None, id="a declared name with namesakes"),
        pytest.param(
            "https://copy.example/a",
            [Clue("host", "copy.example"), Clue("site_name", "The Harbour Gazette"), COPIED],
            None,
            "gazette",
            id="an unknown host that shows a known outlet's page",
        ),
    ],
)
def test_who_published(knowledge: TwinKnowledge, url: str | None, clues: list[Clue], outlet: str | None, origin: str | None) -> None:
    identity = identify_outlet(page_of(*clues, url=url), knowledge)
    assert identity.outlet.entity == outlet
    assert (identity.origin.entity if identity.origin else None) == origin


def test_every_clue_that_says_so_is_evidence(knowledge: TwinKnowledge) -> None:
    clues = [
        Clue("host", "ntd.example"),
        Clue("site_name", "NTD Television"),
        Clue("dateline", "[NTD Times, May 25]", 0, 19),
        Clue("credit", "Coast Wire", 30, 40),
    ]
    identity = identify_outlet(page_of(*clues, url="https://ntd.example/a"), knowledge)
    assert [c.kind for c in identity.outlet.evidence] == ["host", "site_name", "dateline"]
    assert identity.origin is not None
    assert identity.origin.evidence == (clues[3],)


def test_an_unknown_host_is_named_by_the_page_or_by_itself(knowledge: TwinKnowledge) -> None:
    named = identify_outlet(page_of(Clue("host", "www.new.example"), Clue("site_name", "New Paper"), url="https://www.new.example/"), knowledge)
    assert (named.outlet.name, named.outlet.entity) == ("New Paper", None)
    bare = identify_outlet(page_of(Clue("host", "www.new.example"), url="https://www.new.example/"), knowledge)
    assert bare.outlet.name == "new.example"


def test_nothing_to_go_by(knowledge: TwinKnowledge) -> None:
    assert identify_outlet(page_of(), knowledge).outlet.name is None


def test_an_unknown_provider_is_named_unless_it_is_the_house_itself(knowledge: TwinKnowledge) -> None:
    other = identify_outlet(page_of(PORTAL, Clue("provider", "Quiet Magazine"), url=AT_PORTAL), knowledge)
    assert other.origin is not None
    assert (other.origin.name, other.origin.entity) == ("Quiet Magazine", None)
    own = identify_outlet(page_of(PORTAL, Clue("provider", "Portal Australia"), url=AT_PORTAL), knowledge)
    assert own.origin is None
