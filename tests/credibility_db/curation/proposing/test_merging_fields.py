"""Three versions merged field by field, as a table."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credibility_db.curation.proposing import joined, merge_fields

A, B, C = {"text": "A"}, {"text": "B"}, {"text": "C"}


@pytest.mark.parametrize(
    ("base", "now", "proposed", "merged", "conflict"),
    [
        ("x", "x", "y", "y", False),
        ("x", "y", "x", "y", False),
        ("x", "y", "y", "y", False),
        ("x", "y", "z", "y", True),
        ("x", None, "z", None, True),
        ("x", None, "x", None, False),
        ("x", "x", None, None, False),
        (None, None, "z", "z", False),
        (None, "y", "z", "y", True),
    ],
)
def test_one_value(base: str | None, now: str | None, proposed: str | None, merged: str | None, conflict: bool) -> None:
    versions = [{} if value is None else {"role": value} for value in (base, now, proposed)]
    (field,) = merge_fields(*versions)
    assert (field.merged, field.conflict) == (merged, conflict)


@pytest.mark.parametrize(
    ("base", "now", "proposed", "merged"),
    [
        ([A], [A], [B, A], [B, A]),
        ([A], [A, B], [A, C], [A, B, C]),
        ([A, B], [A, B, C], [B], [B, C]),
        ([A], [], [A, B], [B]),
        ([A], [B], [A], [B]),
        (None, [A], [A, B], [A, B]),
        ([A], None, [], []),
    ],
)
def test_lists_are_merged_by_their_elements(base: Any, now: Any, proposed: Any, merged: Any) -> None:
    (field,) = merge_fields({"names": base}, {"names": now}, {"names": proposed})
    assert (field.merged, field.conflict) == (merged, False)


def test_identifiers_are_merged_each_for_itself() -> None:
    fields = merge_fields(
        {"identifiers": {"wikidata": "Q1", "lei": "L"}},
        {"identifiers": {"wikidata": "Q2", "lei": "L"}},
        {"identifiers": {"wikidata": "Q1", "isni": "I"}},
    )
    assert joined(fields, {}) == {"identifiers": {"wikidata": "Q2", "isni": "I"}}


def test_a_choice_holds_where_somebody_chose() -> None:
    fields = merge_fields({"role": "x"}, {"role": "y"}, {"role": "z"})
    assert [joined(fields, choices)["role"] for choices in ({}, {"role": "now"}, {"role": "proposed"})] == ["y", "y", "z"]


members = st.dictionaries(st.sampled_from(["name", "role", "note", "country"]), st.sampled_from(["x", "y", "z"]))


@given(members, members)
def test_where_nothing_changed_since_the_proposal_is_taken_whole(base: dict[str, str], proposed: dict[str, str]) -> None:
    assert joined(merge_fields(base, base, proposed), {}) == proposed


@given(members, members)
def test_a_proposal_that_changes_nothing_takes_nothing_back(base: dict[str, str], now: dict[str, str]) -> None:
    assert joined(merge_fields(base, now, base), {}) == now
