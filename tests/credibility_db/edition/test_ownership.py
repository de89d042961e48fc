"""Ownership graphs against a naive walk."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credibility_db.dates import holds
from credibility_db.edition.ownership import HEAD, STEP, Row, build_ownership, level_of

HEAD_JSON = orjson.dumps(["organization", "company", None, "N", "", "curated"])


def step(
    subject: str, target: str | None, *, share: float | None = None, start: str | None = None, end: str | None = None, reason: str | None = None
) -> Row:
    """A stored step."""
    members = dict.fromkeys(STEP) | {"statement": f"{subject}>{target}", "object_name": target or "unknown", "reason": reason, "share": share}
    members |= {"valid_from": start, "valid_to": end, "rank": "normal", "level": "owner"}
    return subject, target, orjson.dumps([members[name] for name in STEP]), HEAD_JSON if target else None


def walk(start: str, edges: dict[tuple[str, str], float | None]) -> list[tuple[list[str], float | None, str]]:
    """All simple paths upwards by recursion, with their multiplied shares and ends."""
    found: list[tuple[list[str], float | None, str]] = []

    def go(path: list[str], share: float | None) -> None:
        above = [target for (subject, target) in edges if subject == path[-1]]
        if not above and len(path) > 1:
            found.append((path, share, "entity"))
        for target in above:
            step_share = edges[path[-1], target]
            product = share * step_share / 100 if share is not None and step_share is not None else None
            if target in path:
                found.append((path, product, "circle"))
            else:
                go([*path, target], product)

    go([start], 100.0)
    return found


@given(st.dictionaries(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), st.none() | st.sampled_from([25.0, 50.0, 100.0]), max_size=9))
def test_chains_are_those_of_a_naive_walk(edges: dict[tuple[str, str], float | None]) -> None:
    edges = {pair: share for pair, share in edges.items() if pair[0] != pair[1]}
    rows = [step(subject, target, share=share) for (subject, target), share in edges.items()]
    graph = build_ownership({"id": "a"}, rows, as_of="2020-01-01")
    expected = walk("a", edges)
    if len(expected) < 64:
        found = [(chain["path"], chain["share"], chain["ends"]) for chain in graph["chains"]]
        assert sorted(found, key=repr) == sorted(expected, key=repr)
        tops = {path[-1] for path, _, ends in expected if ends == "entity"}
        assert {top["id"] for top in graph["ultimate"]} == tops


@given(st.sampled_from([None, "2001", "2005"]), st.sampled_from([None, "2003", "2009"]), st.sampled_from(["2000", "2004-05-02", "2010"]))
def test_chains_follow_the_steps_that_may_hold(start: str | None, end: str | None, as_of: str) -> None:
    graph = build_ownership({"id": "a"}, [step("a", "b", start=start, end=end)], as_of=as_of)
    current = holds(start, end, as_of) if start or end else None
    assert graph["edges"][0]["current"] is current
    assert bool(graph["chains"]) == (current is not False)


def test_joint_owners_add_up_and_unknown_ones_say_why() -> None:
    rows = [
        step("a", "b", share=50.0),
        step("a", "c", share=50.0),
        step("b", "d", share=40.0),
        step("c", "d", share=20.0),
        step("c", None, reason="secret"),
    ]
    graph = build_ownership({"id": "a"}, rows, as_of="2020")
    assert graph["ultimate"] == [{"id": "d", "name": "d", "share": 30.0}]
    assert graph["unknown"] == [{"subject": "c", "statement": "c>None", "reason": "secret"}]
    assert [node["id"] for node in graph["nodes"]] == ["a", "b", "c", "d"]
    assert set(graph["nodes"][1]) == {"id", *HEAD}


@pytest.mark.parametrize(
    ("predicate", "role", "level"),
    [
        ("owned_by", None, "owner"),
        ("part_of", None, "operator"),
        ("controlled_by", "appoints the board", "controller"),
        ("owned_by", "publisher", "publisher"),
        ("part_of", "Licensee", "operator"),
    ],
)
def test_levels(predicate: str, role: str | None, level: str) -> None:
    assert level_of(predicate, role) == level
