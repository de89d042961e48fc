"""`build_context`: what is shown as of the article's date, relations with who disputes them, the profile."""

from __future__ import annotations

from dataclasses import replace

from server.context import build_context
from server.context.ownership import Ownership
from server.context.relations import tie
from server.linking import link_mentions
from server.records.context import Context
from server.records.entity import Citation, Entity, Statement, StatementObject
from server.records.outlet import Outlet, OutletIdentity
from tests.server.knowledge_in_memory import KnowledgeInMemory
from tests.server.linking.marked import attribution_of, marked_page

LANTERN = OutletIdentity(Outlet("The Lantern Post", "the-lantern"))


def cited(kind: str = "press") -> Citation:
    return Citation("https://records.example/2", "A page", "A publisher", kind, accessed="2026-11-01")


def statement(subject: str, predicate: str, other: str, **more: object) -> Statement:
    made = Statement(f"{subject}.{predicate}.{other}", subject, predicate, StatementObject(other, other), (cited(),))
    return replace(made, **more)


def outlet(entity: str, *statements: Statement, kind: str = "outlet", category: str = "newspaper") -> Entity:
    return Entity(entity, kind, category, entity, "", statements=statements)


def context(
    marked: str, knowledge: KnowledgeInMemory, identity: OutletIdentity = LANTERN, published: str | None = "2024-05-14", **source: object
) -> Context:
    page, spans = marked_page(marked, published=published)
    attributions = (attribution_of(spans, **source),) if "says" in spans else ()
    return build_context(page, identity, attributions, link_mentions(page, identity, attributions, knowledge), knowledge)


def test_linked_entities_come_with_their_owners(knowledge: KnowledgeInMemory) -> None:
    found = context("State View Television showed it.", knowledge)
    assert {"the-lantern", "beacon-group", "state-view", "state-view-company", "ministry-of-information-by"} <= found.entities.keys()


def test_statements_carry_whether_they_held_on_the_articles_date(knowledge: KnowledgeInMemory) -> None:
    for published, expected in [("2024-05-14", {"northgate": True, "Council of Economic Advisers": False}), ("2015-01-01", {"northgate": False})]:
        marked = "{source:Maria Keller}, a senior fellow at the {org:Northgate Institute} and once an adviser, said {says:no}."
        page, spans = marked_page(marked, published=published)
        attributions = (attribution_of(spans),)
        links = link_mentions(page, LANTERN, attributions, knowledge)
        linked = tuple(replace(link, entity="maria-keller") if link.mention.name == "Maria Keller" else link for link in links)
        shown = build_context(page, LANTERN, attributions, linked, knowledge).entities["maria-keller"].statements
        held = {dated.statement.object.id or dated.statement.object.name: dated.current_as_of for dated in shown}
        assert expected.items() <= held.items()


def test_display_orders_by_rank_kind_of_citation_and_date_and_hides_nothing_but_the_withdrawn() -> None:
    statements = (
        statement("a", "owned_by", "press-old", valid_from="2001"),
        statement("a", "owned_by", "deprecated", rank="deprecated"),
        statement("a", "owned_by", "withdrawn", status="withdrawn"),
        statement("a", "owned_by", "press-new", valid_from="2020-05"),
        statement("a", "owned_by", "register", citations=(cited("official register"),)),
        statement("a", "owned_by", "disputed", status="disputed", rank="preferred"),
    )
    found = context("Nothing.", KnowledgeInMemory([outlet("a", *statements)]), OutletIdentity(Outlet("a", "a")))
    shown = [dated.statement.object.name for dated in found.entities["a"].statements]
    assert shown == ["disputed", "register", "press-new", "press-old", "deprecated"]


def test_a_described_columnist_ties_the_outlet_to_a_sister_paper(knowledge: KnowledgeInMemory) -> None:
    found = context("{org:Harbor Weekly} columnist {source:Ida Holm} said {says:no}.", knowledge)
    (relation,) = [r for r in found.relations if r.kind == "common_owner"]
    assert (relation.between, relation.via) == (("the-lantern", "harbor-weekly"), "beacon-group")
    assert relation.statements == ("the-lantern.owned_by.beacon-group", "harbor-weekly.owned_by.beacon-group")
    assert found.profile.by_source["own_group"] == 1


def test_who_contradicts_a_step_is_named_whichever_of_the_two_says_so() -> None:
    group = outlet("group", kind="organization", category="media group")
    a = outlet("a", statement("a", "part_of", "group", contradicts=("a.founded_by.others",)), statement("a", "founded_by", "others"))
    b = outlet("b", statement("b", "part_of", "group"), statement("b", "founded_by", "x", contradicts=("b.part_of.group",)))
    withdrawn = outlet("c", statement("c", "founded_by", "x", contradicts=("b.part_of.group",), status="withdrawn"))
    knowledge = KnowledgeInMemory([a, replace(b, names=()), group, withdrawn])
    ownership = Ownership(knowledge, "2024-01-01")
    from_relations = tie("a", "b", ownership)
    assert from_relations is not None
    assert from_relations.disputed_by == ("a.founded_by.others", "b.founded_by.x")


def test_minority_shares_and_past_owners_are_no_ties() -> None:
    group = outlet("group", kind="organization")
    small = outlet("small", statement("small", "owned_by", "group", qualifiers={"share": 17.0}))
    past = outlet("past", statement("past", "owned_by", "group", valid_from="1990", valid_to="1999"))
    ownership = Ownership(KnowledgeInMemory([group, small, past]), "2024-01-01")
    assert "group" not in ownership.above("small").paths
    assert "group" not in ownership.above("past").paths


def test_circles_of_ownership_end() -> None:
    a, b = outlet("a", statement("a", "owned_by", "b")), outlet("b", statement("b", "owned_by", "a"))
    assert set(Ownership(KnowledgeInMemory([a, b]), None).above("a").paths) == {"a", "b"}


def test_state_media_are_owned_or_controlled_not_merely_funded_or_public() -> None:
    state = outlet("state", kind="organization", category="government body")
    outlets = [
        outlet("controlled", statement("controlled", "controlled_by", "company")),
        outlet("company", statement("company", "owned_by", "state"), kind="organization", category="company"),
        outlet("funded", statement("funded", "funded_by", "state")),
        outlet("public", statement("public", "owned_by", "state"), statement("public", "legal_form", "public corporation under royal charter")),
        outlet("former", statement("former", "owned_by", "state", valid_to="1999")),
    ]
    ownership = Ownership(KnowledgeInMemory([state, *outlets]), "2024-01-01")
    assert [o.id for o in outlets if ownership.is_state_medium(o.id)] == ["controlled"]


def test_the_profile_counts_each_attribution_once_by_source_and_once_by_channel(knowledge: KnowledgeInMemory) -> None:
    texts = [
        ("{source:Maria Keller}, a fellow at the {org:Northgate Institute}, told {channel:SVTV} {says:no}.", "think_tank", "state_media", "person"),
        ("{source:Ida Holm} told {channel:Harbor Weekly} {says:no}.", "other_person", "own_group", "person"),
        ("{source:The Lantern Post} reported {says:no}.", "own_group", "none", "outlet"),
        ("{source:SVTV} reported {says:no}.", "state_media", "none", "outlet"),
        ("{source:The minister} told {channel:Reuters} {says:no}.", "official", "other_outlet", "official"),
        ("{source:The city bakers} said {says:no}.", "other_organization", "none", "organization"),
        ("{source:An observer} said {says:no}.", "unnamed", "none", "unnamed"),
    ]
    for marked, source, channel, kind in texts:
        profile = context(marked, knowledge, type=kind).profile
        assert {name for name, count in profile.by_source.items() if count} == {source}, marked
        assert {name for name, count in profile.by_channel.items() if count} == {channel}, marked
        assert profile.attributions == 1


def test_the_second_half_of_an_utterance_does_not_count_again(knowledge: KnowledgeInMemory) -> None:
    page, spans = marked_page("“{says:No},” {source:Ida Holm} said. “{says:Never}.”")
    first = attribution_of(spans)
    second = replace(first, id="a2", continues="a1", content=spans["says"][1])
    links = link_mentions(page, LANTERN, (first, second), knowledge)
    profile = build_context(page, LANTERN, (first, second), links, knowledge).profile
    assert (profile.attributions, sum(profile.by_source.values()), sum(profile.by_channel.values())) == (1, 1, 1)


def test_a_former_post_described_as_former_is_not_the_publishers_group(knowledge: KnowledgeInMemory) -> None:
    marked = "{source:Ida Holm}, a former editor of {org:Harbor Weekly}, said {says:no}."
    assert context(marked, knowledge, described_as="a former editor of Harbor Weekly").profile.by_source["other_person"] == 1


def test_a_page_without_a_date_decides_nothing(knowledge: KnowledgeInMemory) -> None:
    found = context("Rep. Sarah Hill (D-Mich.) left.", knowledge, published=None)
    assert found.as_of is None
    assert [dated.current_as_of for dated in found.entities["sarah-hill"].statements] == [None]
