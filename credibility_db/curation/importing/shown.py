"""An import's diff in lines that a person can read. Pure; used by the CLI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from credibility_db.curation.loading import Change

_SIGNS = {"create": "+", "update": "~", "withdraw": "-", "propose": "?", "merge": ">", "split": "<"}
_LEFT_OUT = ("id", "key", "name", "predicate", "object", "citations", "layer", "kind", "category")


def shown(change: Change) -> str:
    """One change: a line for what is new, withdrawn or proposed, and one for each member that changes.

    `+` is new, `~` changed, `-` withdrawn, `?` left for a curator as a proposal, `>` merged, `<` split.
    """
    before, after = _members(change.before), _members(change.after)
    lines = [f"{_SIGNS[change.action]} {change.subject}: {_said(after or before)}"]
    if change.action == "propose":
        lines += [f"    stands: {_said(before)}"] if before and "predicate" in before else []
    if change.action in ("update", "propose", "merge", "split"):
        lines += [f"    {line}" for line in _differences(before, after)]
    return "\n".join(lines)


def _members(text: str | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text) if text else {}
    return found


def _said(members: dict[str, Any]) -> str:
    """A head or a statement on one line, with what it rests on."""
    if "predicate" not in members:
        return f"{members.get('name')} ({', '.join(str(members[name]) for name in ('kind', 'category', 'country') if members.get(name))})"
    target = members["object"]
    meant = target if isinstance(target, str) else next(f"“{text}”" if key == "text" else f"unknown: {text}" for key, text in target.items())
    rest = ", ".join(f"{name} {_short(value)}" for name, value in members.items() if name not in _LEFT_OUT)
    sources = ", ".join(citation["url"] for citation in members.get("citations", ())[:2])
    return f"{members['predicate']} {meant}" + (f" ({rest})" if rest else "") + (f"  [{sources}]" if sources else "")


def _differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old == new or name == "key":
            continue
        if isinstance(old, list | dict) or isinstance(new, list | dict):
            yield from _added_and_removed(name, old or [], new or [])
        else:
            yield f"{name}: {_short(old)} → {_short(new)}"


def _added_and_removed(name: str, old: Any, new: Any) -> Iterator[str]:
    """The members of a list or mapping that one side lacks."""
    had, has = ([{key: value} for key, value in each.items()] if isinstance(each, dict) else each for each in (old, new))
    if not isinstance(had, list) or not isinstance(has, list):
        yield f"{name}: {_short(old)} → {_short(new)}"
        return
    yield from (f"{name}: - {_short(each)}" for each in had if each not in has)
    yield from (f"{name}: + {_short(each)}" for each in has if each not in had)


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return str(value.get("text") or value.get("host") or value.get("url") or json.dumps(value, ensure_ascii=False))
    return str(value)
