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


HOST = Clue("host", "www.portal.example")


@pytest.mark.parametrize(
    ("url", "clues", "outlet", "origin"),
    [
        pytest.param(None, [Clue("dateline", "[NTD Times, Beijing time, May 25, 2023]", 0, 39)], "ntd", None, id="a text by its dateline"),
        pytest.param(None, [Clue("dateline", "【新唐人北京时间2023年05月25日讯】", 0, 21)], "ntd", None, id="a Chinese dateline"),
        pytest.param(None, [Clue("dateline", "PARIS (CWA)", 0, 11)], "wire", None, id="a wire's dateline without a host"),
        pytest.param("https://harbourgazette.example/a", [Clue("host", "harbourgazette.example"), Clue("dateline", "PARIS (CWA)", 0, 11)], "gazette", "wire", id="a wire's dateline on a host"),
        pytest.param("https://www.portal.example/news/1", [HOST], "portal-news", None, id="the longest path"),
        pytest.param("https://www.portal.example/newsletter", [HOST], "portal", None, id="a path that only begins alike"),
        pytest.param("https://www.portal.example/a", [HOST, Clue("provider", "Coast Wire")], "portal", "wire", id="a portal's provider"),
        pytest.param("https://www.portal.example/a", [HOST, Clue("canonical", "https://harbourgazette.example/b"), Clue("credit", "Coast Wire")], "portal", "gazette", id="a hosted copy"),
        pytest.param("https://www.portal.example/a", [HOST, Clue("provider", "The Herald")], "portal", None, id="a provider with namesakes"),
        pytest.param("https://www.portal.example/a", [HOST, Clue("credit", "Coast Institute")], "portal", None, id="a credit that is no outlet"),
        pytest.param("https://web.archive.example/x", [Clue("archived", "https://harbourgazette.example/b"), Clue("host", "web.archive.example")], "gazette", None, id="an archive"),
        pytest.param(None, [Clue("canonical", "https://harbourgazette.example/b"), Clue("dateline", "PARIS (CWA)", 0, 11)], "gazette", "wire", id="a page sent without its address"),
        pytest.param(None, [Clue("site_name", "The Herald")], None, None, id="a declared name with namesakes"),
        pytest.param("https://copy.example/a", [Clue("host", "copy.example"), Clue("site_name", "The Harbour Gazette"), Clue("canonical", "https://harbourgazette.example/b")], None, "gazette", id="an unknown host that shows a known outlet's page"),
    ],
)  # fmt: skip
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
