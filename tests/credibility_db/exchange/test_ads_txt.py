"""Owners and managers in ads.txt."""

from __future__ import annotations

import pytest

from credibility_db.exchange.ads_txt import MANAGER, read_ads_txt
from credibility_db.exchange.declarations import Declaration, DeclaredFile
from credibility_db.incoming import ImportProblem


def read(text: str) -> list[Declaration | ImportProblem]:
    return list(read_ads_txt(DeclaredFile("paper.example", "https://paper.example/ads.txt", text.encode(), "2026-11-23")))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("OWNERDOMAIN=group.example", [("owned_by", "host:group.example", None)]),
        ("ownerdomain = Group.example # the group", [("owned_by", "host:group.example", None)]),
        ("MANAGERDOMAIN=sales.example, US", [("affiliated_with", "host:sales.example", MANAGER)]),
        ("OWNERDOMAIN=paper.example", []),
        ("OWNERDOMAIN=www.paper.example", []),
        ("ads.example, 1234, DIRECT, f08c47fec0942fa0\nCONTACT=us@paper.example\nSUBDOMAIN=a.paper.example", []),
        ("# OWNERDOMAIN=group.example", []),
        ("", []),
    ],
)
def test_what_a_file_declares(text: str, stated: list[tuple[str, str, str | None]]) -> None:
    found = read(text)
    assert [(each.predicate, each.target, each.role) for each in found if isinstance(each, Declaration)] == stated
    assert len(found) == len(stated)


def test_only_the_first_owner_counts() -> None:
    first, second = read("OWNERDOMAIN=group.example\nOWNERDOMAIN=other.example\n")
    assert isinstance(first, Declaration)
    assert first.target == "host:group.example"
    assert second == ImportProblem(2, "a second OWNERDOMAIN, only the first counts")


def test_an_owner_that_is_no_domain_is_a_problem() -> None:
    (problem,) = read("\nOWNERDOMAIN=The Group Ltd\n")
    assert isinstance(problem, ImportProblem)
    assert problem.line == 2
