"""`link_mentions` on marked texts: which evidence links whom, and the reason where nothing does."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from server.attributions import find_attributions
from server.linking import link_mentions, settle_source_types
from server.records.attribution import SourceType
from server.records.clue import Clue
from server.records.link import Link
from server.records.outlet import Outlet, OutletIdentity
from server.records.page import Author, Page
from tests.server.knowledge_in_memory import KnowledgeInMemory
from tests.server.linking.marked import attribution_of, marked_page

NOBODY = OutletIdentity(Outlet(None, None))


def link(
    marked: str, knowledge: KnowledgeInMemory, *, name: str | None = None, type: SourceType = "person", published: str | None = "2024-05-14"
) -> tuple[Link, ...]:
    page, spans = marked_page(marked, published=published)
    attributions = (attribution_of(spans, name=name, type=type),) if "says" in spans else ()
    return link_mentions(page, NOBODY, attributions, knowledge)


def of_role(links: tuple[Link, ...], role: str) -> Link:
    (found,) = [link for link in links if link.mention.role == role]
    return found


PEOPLE = [
    # (text, entity or None, kind of evidence or reason)
    ("{source:Maria Keller}, a senior fellow at the {org:Northgate Institute}, said {says:trade helps}.", "maria-keller", "described_organization"),
    ("{source:Maria Keller} said {says:trade helps}.", None, "insufficient_evidence"),
    ("{source:Ida Holm} said {says:trade helps}.", None, "unknown"),
    ("{source:John Mercer} said {says:trade helps}.", None, "ambiguous"),
    ("Moldovan President {source:Viktor Salenko} said {says:trade helps}.", "viktor-salenko", "office_title"),
    ("{source:Viktor Salenko} said {says:trade helps}.", "viktor-salenko", "unambiguous_name"),
    ("Chinese Premier {source:Zhao Minghua} said {says:trade helps}.", "zhao-minghua", "office_title"),
    ("{source:Zhao Minghua} of China said {says:trade helps}.", "zhao-minghua", "country_of_office"),
    ("Japanese Prime Minister {source:Zhao Minghua} said {says:trade helps}.", None, "insufficient_evidence"),
    ("Rep. {source:Sarah Hill} (D-Mich.) said {says:trade helps}.", "sarah-hill", "party_tag"),
    ("{source:George Wu}, a jurist based in Australia, said {says:trade helps}.", "george-wu", "profession"),
    ("{source:George Wu}, a jurist based in Canada, said {says:trade helps}.", None, "insufficient_evidence"),
]


@pytest.mark.parametrize(("marked", "entity", "why"), PEOPLE)
def test_people(marked: str, entity: str | None, why: str, knowledge: KnowledgeInMemory) -> None:
    found = of_role(link(marked, knowledge), "source")
    assert found.entity == entity
    assert found.reason == (None if entity else why)
    if entity:
        assert why in {piece.kind for piece in found.evidence}


BODIES = [
    ("He told {channel:Reuters} that {says:it rains}.", "reuters"),
    ("He told {channel:AP} that {says:it rains}.", "associated-press"),
    ("He told {channel:Time} that {says:it rains}.", "time"),
    ("He told {channel:the Daily News} that {says:it rains}.", None),
    ("He told {channel:the Herald} that {says:it rains}.", None),
    ("He told the Egyptian newspaper {channel:Daily News} that {says:it rains}.", "daily-news-eg"),
]


@pytest.mark.parametrize(("marked", "entity"), BODIES)
def test_channels(marked: str, entity: str | None, knowledge: KnowledgeInMemory) -> None:
    assert of_role(link(marked, knowledge), "channel").entity == entity


def test_an_affiliation_counts_as_of_the_articles_date(knowledge: KnowledgeInMemory) -> None:
    marked = "{source:Maria Keller} of the {org:Northgate Institute} said {says:trade helps}."
    assert of_role(link(marked, knowledge, published="2024-01-01"), "source").entity == "maria-keller"
    assert of_role(link(marked, knowledge, published="2010-01-01"), "source").reason == "insufficient_evidence"
    assert of_role(link(marked, knowledge, published=None), "source").entity == "maria-keller"


def test_the_evidence_points_at_its_words_and_names_its_statement(knowledge: KnowledgeInMemory) -> None:
    marked = "{source:Maria Keller}, a senior fellow at the {org:Northgate Institute}, said {says:trade helps}."
    page, _spans = marked_page(marked)
    (piece,) = {p for p in of_role(link(marked, knowledge), "source").evidence if p.kind == "described_organization"}
    assert page.text[piece.start : piece.end] == "the Northgate Institute" or piece.text == "Northgate Institute"
    assert piece.statement == "maria-keller.affiliated_with.northgate"


def test_a_person_and_a_shared_organization_name_settle_each_other(knowledge: KnowledgeInMemory) -> None:
    links = link("{source:Ann Lee}, the director of {org:Demos}, said {says:no}.", knowledge)
    assert (of_role(links, "source").entity, of_role(links, "described").entity) == ("ann-lee", "demos-gb")
    assert of_role(links, "described").evidence[0].kind == "described_person"
    other = link("{source:Ida Holm}, the director of {org:Demos}, said {says:no}.", knowledge)
    assert of_role(other, "described").reason == "ambiguous"


def test_surnames_link_through_the_full_name_before_them(knowledge: KnowledgeInMemory) -> None:
    links = link("Keller sang. Rep. Tom Barker (R-Texas) said no. “Never,” Barker added. Barker Street is closed; Jane Barker left.", knowledge)
    places = [(found.mention.span.text, found.mention.span.start) for found in links if found.entity == "tom-barker" and found.mention.span]
    assert [words for words, _start in places] == ["Tom Barker", "Barker"]


def test_a_short_form_links_through_the_full_name_wherever_it_stands(knowledge: KnowledgeInMemory) -> None:
    links = link("RT said so. Russia Today is a channel. RT again.", knowledge)
    assert [(found.mention.name, found.entity) for found in links] == [("RT", "rt"), ("Russia Today", "rt"), ("RT", "rt")]


def test_a_dateline_is_a_mention_of_the_outlet(knowledge: KnowledgeInMemory) -> None:
    page, _spans = marked_page("[NTD, May 3, 2024] It rained.")
    identity = OutletIdentity(Outlet("NTD Television", "ntd", (Clue("dateline", "NTD, May 3, 2024", 1, 17),)))
    (found,) = link_mentions(page, identity, (), knowledge)
    assert (found.entity, found.mention.role, found.evidence[0].kind) == ("ntd", "text", "publisher_clue")


def test_bylines_link_by_the_outlet_they_write_for(knowledge: KnowledgeInMemory) -> None:
    authors = (Author("Elena Brandt"), Author("Reuters", "organization"), Author("Bo Li"))
    page, _spans = marked_page("It rained.", published="2021-01-01", byline=authors)
    identity = OutletIdentity(Outlet("Harbor Weekly", "harbor-weekly"))
    links = link_mentions(page, identity, (), knowledge)
    assert [(found.mention.name, found.entity, found.reason) for found in links] == [
        ("Elena Brandt", "elena-brandt", None),
        ("Reuters", "reuters", None),
        ("Bo Li", None, "unknown"),
    ]


def test_a_pronoun_links_as_the_name_it_stands_for(knowledge: KnowledgeInMemory) -> None:
    links = link("Moldovan President Viktor Salenko left. {source:He} said {says:it rains}.", knowledge, name="Viktor Salenko")
    found = of_role(links, "source")
    assert (found.mention.span.text if found.mention.span else None, found.mention.name, found.entity) == ("He", "Viktor Salenko", "viktor-salenko")


OTHER_SCRIPTS = [
    ("Президент Молдавии Виктор Саленко заявил об этом.", "viktor-salenko"),
    ("中国总理赵明华周二表示，会谈将继续。", "zhao-minghua"),
    ("据报道，球员赵明华攻入两球。", None),
    ("日本首相赵明华周二表示，会谈将继续。", None),
    ("专栏作家林浩然说，会谈将继续。", None),
]


@pytest.mark.parametrize(("text", "entity"), OTHER_SCRIPTS)
def test_names_in_other_scripts(text: str, entity: str | None, knowledge: KnowledgeInMemory) -> None:
    assert {found.entity for found in link(text, knowledge) if found.entity} == ({entity} if entity else set())


def test_source_types_follow_the_record_as_of_the_date(knowledge: KnowledgeInMemory) -> None:
    page, spans = marked_page("Moldovan President {source:Viktor Salenko} told {channel:Reuters} {says:no}.")
    for published, kind in [("2024-05-14", "official"), ("2019-01-01", "person")]:
        attributions = (attribution_of(spans),)
        links = link_mentions(page, NOBODY, attributions, knowledge)
        (settled,) = settle_source_types(attributions, links, knowledge, published)
        assert settled.source.type == kind
    page, spans = marked_page("{source:Reuters} reported {says:it rains}.")
    attributions = (attribution_of(spans, type="organization"),)
    (settled,) = settle_source_types(attributions, link_mentions(page, NOBODY, attributions, knowledge), knowledge)
    assert settled.source.type == "outlet"


HOSTILE = [
    *("Times ", "The Times of ", "The Times. The New York Times. ", "HARBOR WEEKLY\n", "AP, an appeals panel, (AP) "),
    *("John Mercer ", "Mercer, ", "Tom Barker ", "Barker ", "Maria Keller, Tom Barker, ", "Maria Keller of the Northgate Institute. "),
    *("Maria Keller of the Northgate Institute told Reuters it rains. ", "Reuters said Tom Barker said it rains. "),
    *("Sen. ", "Keller said China ", "Xi 2 Yo 1 ", "(", "A. ", "“"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_adversarial_texts_stay_linear(unit: str, knowledge: KnowledgeInMemory) -> None:
    opening = "Tom Barker (R-Texas). Maria Keller of the Northgate Institute. "
    small, large = (opening + unit * (size // len(unit)) for size in (5_000, 10_000))
    work(small, knowledge)  # fills what is kept of words and records
    assert work(large, knowledge) <= 2.2 * work(small, knowledge)


def work(text: str, knowledge: KnowledgeInMemory) -> int:
    """How many lines of linking run for a text: a measure that no other process disturbs."""
    count = 0
    page = Page(text, "", "submitted", published="2024-05-14")
    attributions = find_attributions(page)

    def trace(frame: FrameType, _event: str, _arg: object) -> object:
        nonlocal count
        if "/linking/" not in frame.f_code.co_filename:
            return None
        count += 1
        return trace

    sys.settrace(trace)
    try:
        link_mentions(page, NOBODY, attributions, knowledge)
    finally:
        sys.settrace(None)
    return count
