"""JSON-LD of outlets' pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credibility_db.exchange.declarations import Declaration, DeclaredFile
from credibility_db.exchange.linked_data import TERMS, read_linked_data
from credibility_db.incoming import ImportProblem
from credibility_db.predicates import PREDICATES

OWN: dict[str, Any] = {"@type": "NewsMediaOrganization", "url": "https://www.paper.example/", "name": "The Paper"}
GROUP = {"@type": "Organization", "name": "The Group", "url": "https://group.example"}


def read(*documents: Any) -> list[Declaration | ImportProblem]:
    scripts = (item if isinstance(item, str) else json.dumps(item) for item in documents)
    page = "<html><head>\n" + "\n".join(f'<script type="application/ld+json">{text}</script>' for text in scripts) + "</head>"
    return list(read_linked_data(DeclaredFile("paper.example", "https://paper.example/", page.encode(), "2026-11-23")))


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ({"parentOrganization": GROUP}, ("host:paper.example", "part_of", "host:group.example", "The Group", None)),
        ({"publisher": GROUP}, ("host:paper.example", "part_of", "host:group.example", "The Group", "publisher")),
        ({"subOrganization": GROUP}, ("host:group.example", "part_of", "host:paper.example", "paper.example", None)),
        ({"founder": {"@type": "Person", "name": "Ida Quillon"}}, ("host:paper.example", "founded_by", None, "Ida Quillon", None)),
        ({"founder": "Ida  Quillon"}, ("host:paper.example", "founded_by", None, "Ida Quillon", None)),
        ({"funder": [GROUP]}, ("host:paper.example", "funded_by", "host:group.example", "The Group", None)),
        (
            {"memberOf": GROUP | {"sameAs": ["https://x.example", "https://www.wikidata.org/wiki/Q999999905"]}},
            ("host:paper.example", "member_of", "wikidata:Q999999905", "The Group", None),
        ),
        (
            {"ownershipFundingInfo": "Owned by its readers."},
            ("host:paper.example", "describes_itself_as", None, "Owned by its readers.", "ownership and funding"),
        ),
    ],
)
def test_what_an_outlets_node_declares(said: dict[str, Any], stated: tuple[str | None, ...]) -> None:
    (found,) = read({"@context": "https://schema.org"} | OWN | said)
    assert isinstance(found, Declaration)
    assert (found.subject, found.predicate, found.target, found.text, found.role) == stated


@pytest.mark.parametrize(
    "document",
    [
        OWN | {"publishingPrinciples": "https://paper.example/principles", "ownershipFundingInfo": "https://paper.example/owners"},
        OWN | {"publisher": {"@type": "Organization", "name": "The Paper", "url": "https://paper.example"}},
        {"@type": "NewsMediaOrganization", "url": "https://elsewhere.example", "parentOrganization": GROUP},
        {"@type": "NewsArticle", "url": "https://paper.example/1", "funder": GROUP},
        OWN | {"founder": {"@type": "Person"}, "funder": "", "memberOf": [7, None, {"@id": ["x"]}]},
        [],
        "null",
    ],
)
def test_what_declares_nothing(document: Any) -> None:
    assert read(document) == []


def test_nodes_are_joined_by_id_within_a_page_and_said_once() -> None:
    graph = {"@graph": [OWN | {"parentOrganization": {"@id": "#group"}}, {"@type": "WebSite", "publisher": OWN | {"parentOrganization": GROUP}}]}
    (found,) = read(graph, [GROUP | {"@id": "#group"}])
    assert isinstance(found, Declaration)
    assert found.target == "host:group.example"


def test_a_node_without_address_speaks_for_the_page_only_when_it_is_alone() -> None:
    nameless = {"@type": "Organization", "name": "The Paper", "founder": "Ida Quillon"}
    assert len(read(nameless)) == 1
    assert read(nameless, {"@type": "Organization", "name": "Another"}) == []


def test_a_script_that_is_not_json_is_told_with_its_line_and_the_rest_is_read() -> None:
    problem, found = read("{oops", OWN | {"founder": "Ida Quillon"})
    assert isinstance(problem, ImportProblem)
    assert problem.line == 2
    assert isinstance(found, Declaration)
    assert found.line == 3


def test_a_long_text_is_not_copied() -> None:
    (problem,) = read(OWN | {"ownershipFundingInfo": "word " * 100})
    assert isinstance(problem, ImportProblem)
    assert "is not kept" in problem.message


_KEYS = st.sampled_from(["@id", "@type", "@graph", "url", "sameAs", "name", *TERMS["pages"]])
_VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(["Organization", "https://paper.example/", "https://[", "#a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
def test_no_document_breaks_the_reader(document: Any) -> None:
    assert all(isinstance(item, Declaration | ImportProblem) for item in read(document, OWN))


@pytest.mark.parametrize("text", ["[" * 100_000, "9" * 5_000, '{"@id": "\\ud800", "@type": "Organization", "founder": "\\ud800"}'])
def test_neither_depth_nor_length_nor_half_characters_do(text: str) -> None:
    assert all(isinstance(item, Declaration | ImportProblem) for item in read(text))


def test_the_vocabulary_maps_every_predicate() -> None:
    assert set(TERMS["export"]) == set(PREDICATES)
    assert {row["predicate"] for row in TERMS["pages"].values()} <= set(PREDICATES)
