"""Two or three versions of one thing, side by side, field by field: for the review of proposals and for the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from credibility_db.curation.proposing import Field, merge_fields
from server.desk.wording import label, lines, place

_HIDDEN = ("id", "key")
"""Ids are made, not said."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a value and whether the other side has it too."""

    text: str
    new: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A field as shown. `was` is what a proposal started from, where the record says something else by now."""

    member: str
    label: str
    was: list[str]
    now: list[Line]
    then: list[Line]
    changed: bool
    conflict: bool


def rows_of(fields: list[Field]) -> list[Row]:
    """The fields of a merge, changed ones as they would be."""
    shown = sorted((field for field in fields if field.member not in _HIDDEN), key=lambda field: place(field.member))
    return [_row(field.member, field.base, field.now, field.proposed if field.conflict else field.merged, field.conflict) for field in shown]


def difference(before: dict[str, Any], after: dict[str, Any]) -> list[Row]:
    """The fields of two versions."""
    return rows_of(merge_fields(before, before, after))


def _row(member: str, base: Any, now: Any, then: Any, conflict: bool) -> Row:
    here, there = lines(member, now), lines(member, then)
    return Row(
        member=member,
        label=label(member),
        was=lines(member, base),
        now=[Line(text, text not in there) for text in here],
        then=[Line(text, text not in here) for text in there],
        changed=here != there,
        conflict=conflict,
    )
