"""trust.txt line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credibility_db.exchange.declarations import Declaration, DeclaredFile
from credibility_db.exchange.trust_txt import ATTRIBUTES, read_trust_txt
from credibility_db.incoming import ImportProblem
from credibility_db.predicates import PREDICATES

HERE, THERE = "host:paper.example", "host:group.example"


def read(text: str) -> list[Declaration | ImportProblem]:
    return list(read_trust_txt(DeclaredFile("paper.example", "https://paper.example/trust.txt", text.encode(), "2026-11-23")))


@pytest.mark.parametrize(
    ("line", "subject", "predicate", "target", "role"),
    [
        ("belongto=https://www.group.example/", HERE, "member_of", THERE, None),
        ("member=https://group.example", THERE, "member_of", HERE, None),
        ("controlledby=group.example", HERE, "controlled_by", THERE, None),
        ("control=https://group.example/about?x=1", THERE, "controlled_by", HERE, None),
        ("vendor=https://group.example/", THERE, "affiliated_with", HERE, "vendor"),
        ("customer=https://group.example/", HERE, "affiliated_with", THERE, "vendor"),
        ("  BelongTo = https://GROUP.example/ # the association", HERE, "member_of", THERE, None),
        ("\ufeffbelongto=https://group.example/\r", HERE, "member_of", THERE, None),
    ],
)
def test_what_a_line_declares(line: str, subject: str, predicate: str, target: str, role: str | None) -> None:
    (declaration,) = read(line)
    assert isinstance(declaration, Declaration)
    assert (declaration.subject, declaration.predicate, declaration.target, declaration.role) == (subject, predicate, target, role)
    assert (declaration.by, declaration.line) == ("paper.example", 1)


@pytest.mark.parametrize(
    "line",
    ["", "# a comment", "social=https://social.example/paper", "contact=https://paper.example/us", "disclosure=x", "control=https://paper.example/"],
)
def test_what_declares_nothing(line: str) -> None:
    assert read(line) == []


@pytest.mark.parametrize("line", ["belongto", "owner=https://group.example", "member=not a host", "control=", "<html>", "control=https://["])
def test_what_is_not_of_the_format_is_told_with_its_line(line: str) -> None:
    (problem,) = read(f"# first\n{line}\n")
    assert isinstance(problem, ImportProblem)
    assert problem.line == 2


@given(st.lists(st.text(max_size=30) | st.text(max_size=20).map("control=".__add__), max_size=5).map("\n".join))
def test_no_text_breaks_the_reader(text: str) -> None:
    for item in read(text):
        assert 1 <= item.line <= text.count("\n") + 1


def test_the_vocabulary_has_known_predicates_only() -> None:
    assert {row["predicate"] for row in ATTRIBUTES.values() if "predicate" in row} <= set(PREDICATES)
