"""The ownership graph above an entity as of a date. Works on the steps that the edition's reader looks up; pure.

A step leads from a subject to who stands above it, at one level: operator (runs it), publisher, owner, controller. Chains follow the steps that
hold, or may hold, at the date; the shares of a chain multiply where each of its steps states one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import orjson

from credibility_db.dates import holds
from credibility_db.predicates import PREDICATES

Members = dict[str, Any]
Row = tuple[str, str | None, bytes, bytes | None]  # subject, object's id, the step's members, the object's head
HEAD = ("kind", "category", "country", "name", "description", "layer")
STEP = (
    "statement",
    "object_name",
    "reason",
    "predicate",
    "level",
    "role",
    "share",
    "valid_from",
    "valid_to",
    "rank",
    "status",
    "layer",
    "contradicts",
)
LEVELS = ("operator", "publisher", "owner", "controller")
DECODED = 1024
"""Steps and heads kept decoded, about 2 MB: the owners of much are at the top of most chains, and a chain of six takes a third less."""
MOST_CHAINS = 64  # joint owners multiply paths; more than these are not told apart by a reader


def level_of(predicate: str, role: str | None) -> str:
    """The level of a step: the role says `operator`, `licensee` or `publisher`, or the predicate has its own."""
    words = (role or "").lower()
    if "publisher" in words:
        return "publisher"
    if "operator" in words or "licensee" in words:
        return "operator"
    return PREDICATES[predicate].level or "owner"


def build_ownership(start: Members, rows: Iterable[Row], *, as_of: str) -> Members:
    """The graph above `start` from the steps reachable from it. For the form of the answer see docs/data.md."""
    nodes = {start["id"]: start}
    edges: list[Members] = []
    above: dict[str, list[Members]] = {}
    for subject, target, packed, head in rows:
        step = _step(packed).copy()
        valid_from, valid_to = step["valid_from"], step["valid_to"]
        step["subject"] = subject
        step["object"] = {"id": target, "name": step.pop("object_name")}
        step["current"] = holds(valid_from, valid_to, as_of) if valid_from or valid_to else None
        edges.append(step)
        if step["current"] is not False and step["rank"] != "deprecated":
            above.setdefault(subject, []).append(step)
        if target is not None and head is not None and target not in nodes:
            nodes[target] = read_head(target, head)
    chains = _chains(start["id"], above)
    return {
        "id": start["id"],
        "as_of": as_of,
        "nodes": list(nodes.values()),
        "edges": edges,
        "chains": chains,
        "ultimate": _ultimate(chains),
        "unknown": [{"subject": edge["subject"], "statement": edge["statement"], "reason": edge["reason"]} for edge in edges if edge["reason"]],
    }


@lru_cache(DECODED)
def _step(packed: bytes) -> Members:
    """The members of a step; the caller copies them."""
    return dict(zip(STEP, orjson.loads(packed), strict=True))


def read_head(entity_id: str, head: bytes) -> Members:
    """An entity's head as it is shown in lists and graphs."""
    members = _head(head).copy()
    members["id"] = entity_id
    return members


@lru_cache(DECODED)
def _head(head: bytes) -> Members:
    """The members of a head; the caller copies them."""
    return dict(zip(HEAD, orjson.loads(head), strict=True))


def _chains(start: str, above: Mapping[str, list[Members]]) -> list[Members]:
    """Every path upwards, each entity once in a path: its entities, statements, multiplied share and how it ends."""
    chains: list[Members] = []
    stack: list[tuple[str, list[str], list[Members]]] = [(start, [start], [])]
    while stack and len(chains) < MOST_CHAINS:
        here, path, steps = stack.pop()
        onward = False
        for step in reversed(above.get(here, ())):
            target = step["object"]["id"]
            if target is None:
                chains.append(_chain(path, [*steps, step], ends="unknown" if step["reason"] else "text"))
            elif target in path:
                chains.append(_chain(path, [*steps, step], ends="circle"))
            else:
                stack.append((target, [*path, target], [*steps, step]))
            onward = True
        if steps and not onward:
            chains.append(_chain(path, steps, ends="entity"))
    chains.sort(key=lambda chain: (-len(chain["path"]), chain["statements"]))
    return chains


def _chain(path: list[str], steps: list[Members], *, ends: str) -> Members:
    share: float | None = 100.0
    for step in steps:
        share = share * step["share"] / 100 if share is not None and step["share"] is not None else None
    last = steps[-1]["object"]
    return {"path": path, "statements": [step["statement"] for step in steps], "share": share, "ends": ends, "ultimate": last}


def _ultimate(chains: list[Members]) -> list[Members]:
    """Who stands at the top of the chains, once each; shares that reach them by several chains add up where all are known."""
    tops: dict[str, Members] = {}
    for chain in chains:
        if chain["ends"] not in ("entity", "text"):
            continue
        top = tops.setdefault(chain["ultimate"]["id"] or chain["ultimate"]["name"], {**chain["ultimate"], "share": 0.0})
        known = top["share"] is not None and chain["share"] is not None
        top["share"] = top["share"] + chain["share"] if known else None
    return list(tops.values())
