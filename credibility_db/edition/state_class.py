"""How an outlet stands to a state or a party, told from its statements alone. Pure; used for the outlet bundle.

The classes say which statements there are, never what follows from them: `owned` (by steps of ownership), `controlled` (a step is one of control),
`managed` (a dataset says so), `funded` (money alone). An autonomous body, such as a public corporation, is neither owned nor controlled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from credibility_db.dates import holds

Members = dict[str, Any]
STATE = frozenset(["government body", "government", "state", "party", "political party", "military"])
AUTONOMOUS = ("public corporation", "royal charter", "public service broadcaster", "public-service broadcaster", "autonomous")
UPWARD = {"owned_by": "owned", "part_of": "owned", "controlled_by": "controlled"}
_MAJORITY = 50.0
_DEEPEST = 8


def state_class(outlet: Members, records: Mapping[str, Members], as_of: str) -> str | None:
    """The strongest class as of a date (`2026-11-28`), None where no statement ties the outlet to a state. `records` hold everyone above it."""
    found = set() if _autonomous(outlet) else _ties_above(outlet, records, as_of)
    for statement in _holding(outlet, as_of):
        if statement["role"] == "state-managed":
            found.add("managed")
        elif statement["predicate"] == "funded_by" and _is_state(records.get(statement["object"]["id"])):
            found.add("funded")
    return next((each for each in ("owned", "controlled", "managed", "funded") if each in found), None)


def _ties_above(outlet: Members, records: Mapping[str, Members], as_of: str) -> set[str]:
    """`owned` and `controlled`, as the ways up from an outlet to a state are."""
    found: set[str] = set()
    seen = {(outlet["id"], "owned")}
    waiting = [(outlet, "owned", 0)]
    while waiting:
        here, tie, depth = waiting.pop()
        for statement in _holding(here, as_of):
            step, share = UPWARD.get(statement["predicate"]), statement["qualifiers"].get("share")
            above = records.get(statement["object"]["id"])
            if step is None or above is None or (share is not None and share < _MAJORITY):
                continue
            way = "controlled" if "controlled" in (tie, step) else "owned"
            if _is_state(above):
                found.add(way)
            elif (above["id"], way) not in seen and depth < _DEEPEST:
                seen.add((above["id"], way))
                waiting.append((above, way, depth + 1))
    return found


def _holding(record: Members, as_of: str) -> Iterator[Members]:
    for statement in record["statements"]:
        dated = statement["valid_from"] or statement["valid_to"]
        if statement["rank"] != "deprecated" and (not dated or holds(statement["valid_from"], statement["valid_to"], as_of) is not False):
            yield statement


def _is_state(record: Members | None) -> bool:
    return record is not None and record["category"] in STATE


def _autonomous(record: Members) -> bool:
    forms = [each["object"]["name"].casefold() for each in record["statements"] if each["predicate"] == "legal_form" and each["rank"] != "deprecated"]
    return any(marker in form for form in forms for marker in AUTONOMOUS)
