"""Three versions of one thing: what a proposal started from, what the record says now, what is proposed. Merged field by field. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from credibility_db.curation.history import canonical

LISTS = ("names", "hosts", "citations", "contradicts")


@dataclass(frozen=True, slots=True)
class Field:
    """One member in its three versions (None: absent). `conflict`: both changed it, differently, and somebody has to choose."""

    member: str
    base: Any
    now: Any
    proposed: Any
    merged: Any
    conflict: bool

    @property
    def changes(self) -> bool:
        """Whether accepting would change it."""
        return bool(self.now != self.merged)


def merge_fields(base: Mapping[str, Any], now: Mapping[str, Any], proposed: Mapping[str, Any]) -> list[Field]:
    """Every member of the three versions. Lists (names, hosts, citations) are merged by their elements and never conflict."""
    base, now, proposed = (_spread(version) for version in (base, now, proposed))
    members = dict.fromkeys([*now, *proposed, *base])
    return [_field(member, base.get(member), now.get(member), proposed.get(member)) for member in members]


def joined(fields: list[Field], choices: Mapping[str, str]) -> dict[str, Any]:
    """The members that a merge comes to; `choices` says `now` or `proposed` for a member where somebody chose."""
    merged: dict[str, Any] = {}
    for field in fields:
        value = {"now": field.now, "proposed": field.proposed}.get(choices.get(field.member, ""), field.merged)
        if value not in (None, []):
            outer, _, inner = field.member.partition(".")
            if inner:
                merged.setdefault(outer, {})[inner] = value
            else:
                merged[field.member] = value
    return merged


def _spread(version: Mapping[str, Any]) -> dict[str, Any]:
    """Identifiers as members of their own: `identifiers.wikidata`."""
    spread: dict[str, Any] = {}
    for member, value in version.items():
        if isinstance(value, dict) and member == "identifiers":
            spread |= {f"{member}.{scheme}": inner for scheme, inner in value.items()}
        else:
            spread[member] = value
    return spread


def _field(member: str, base: Any, now: Any, proposed: Any) -> Field:
    if member in LISTS:
        return Field(member, base, now, proposed, _merged_list(base or [], now or [], proposed or []), conflict=False)
    if now in (base, proposed):
        return Field(member, base, now, proposed, proposed, conflict=False)
    if proposed == base:
        return Field(member, base, now, proposed, now, conflict=False)
    return Field(member, base, now, proposed, now, conflict=True)


def _merged_list(base: list[Any], now: list[Any], proposed: list[Any]) -> list[Any]:
    """What the record has, without what the proposal took out, with what it put in; in the proposal's order where the record had not changed."""
    if now == base:
        return proposed
    keys = {name: [canonical(element) for element in version] for name, version in (("base", base), ("now", now), ("proposed", proposed))}
    gone = set(keys["base"]) - set(keys["proposed"])
    kept = [element for element, key in zip(now, keys["now"], strict=True) if key not in gone]
    added = [element for element, key in zip(proposed, keys["proposed"], strict=True) if key not in {*keys["base"], *keys["now"]}]
    return [*kept, *added]
