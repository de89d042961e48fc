"""Plain words for members of records, and their values as lines to read. Used by every page that shows a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from server import predicates

LABELS = {
    "id": "Id",
    "kind": "Kind",
    "category": "Category",
    "country": "Country",
    "name": "Name",
    "alone": "Name may stand alone",
    "description": "Description",
    "layer": "Layer",
    "status": "Status",
    "names": "Other names",
    "hosts": "Hosts",
    "predicate": "What it says",
    "object": "Of whom or what",
    "key": "Key",
    "role": "Role",
    "valid_from": "From",
    "valid_to": "Until",
    "rank": "Rank",
    "note": "Note",
    "share": "Share",
    "amount": "Amount",
    "amount_max": "Amount at most",
    "currency": "Currency",
    "period": "Period",
    "contradicts": "Contradicts",
    "citations": "Citations",
}
STATES = {
    "open": "waits for review",
    "changes": "changes asked for",
    "accepted": "accepted",
    "declined": "declined",
    "superseded": "replaced by its author",
    "withdrawn": "taken back",
}
PREDICATES = predicates.PREDICATES
FINDINGS = {
    "citation-missing": "Every statement needs a document that says so.",
    "citation-url": "The address of a document has to be one that a browser can open.",
    "citation-date": "The dates of a document do not fit: it cannot have been read in the future, or before it was published.",
    "date-order": "It would end before it begins.",
    "date-impossible": "A date lies in the future, or before printing.",
    "object-unknown": "Whom it is about is not in the record; propose that entity first.",
    "object-self": "It would say something of somebody about themselves.",
    "predicate-kind": "This kind of statement does not fit those it is about.",
    "qualifier": "A share, an amount or a currency is out of place, or incomplete.",
    "contradicts-unknown": "A statement that it contradicts is not there.",
    "host-shared": "Another outlet has this host at the same time.",
    "host-suffix": "Strangers register names under this host; give the outlet's own.",
    "share-sum": "The shares stated would come to more than the whole.",
    "ownership-cycle": "Owners would own one another in a circle.",
    "private-fact": "This tells something private. People are in the record for their public roles alone.",
    "merged-into": "A merged entity has to lead to one that is there.",
    "name-common": "The name is an everyday word: readers will not see it recognised by itself.",
    "name-collision": "Somebody else bears the name too: neither is recognised by it alone. Is it the same one, recorded twice?",
}
"""What the rules' findings mean, by code."""
ACTIONS = {"create": "added", "update": "changed", "withdraw": "withdrawn", "merge": "merged", "split": "split"}


def label(member: str) -> str:
    """A member's name in words: `identifiers.wikidata` is "Identifier (wikidata)"."""
    outer, _, scheme = member.partition(".")
    return f"Identifier ({scheme})" if outer == "identifiers" and scheme else LABELS.get(member, member)


def place(member: str) -> int:
    """Where a member stands among others; identifiers come after all."""
    order = list(LABELS)
    return order.index(member) if member in order else len(order)


def lines(member: str, value: Any) -> list[str]:
    """A member's value as lines of text; none where it is absent."""
    if value is None or value == []:
        return []
    if member in _OF_LISTS:
        return [_OF_LISTS[member](element) for element in value]
    if member == "object":
        return [object_words(value)]
    if member == "predicate":
        return [PREDICATES.get(value, value)]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return [str(element) for element in value]
    return [f"{value:g} %" if member == "share" else str(value)]


def object_words(value: Any) -> str:
    """A statement's object: an id, a text, or the reason why it is unknown."""
    if isinstance(value, dict):
        return str(value.get("text") or f"unknown: {value.get('unknown', '')}")
    return str(value)


def statement_words(members: dict[str, Any]) -> str:
    """A statement in one line."""
    words = f"{PREDICATES.get(members.get('predicate', ''), members.get('predicate', ''))} {object_words(members.get('object'))}"
    role, time = members.get("role"), period(members)
    return words + (f", {role}" if role else "") + (f" ({time})" if time else "")


def summary(kind: str, members: dict[str, Any]) -> str:
    """What a proposal holds, in one line."""
    return statement_words(members) if kind == "statement" else str(members.get("name", ""))


def period(members: dict[str, Any]) -> str:
    """When something held: "2013-05 to 2020", "since 2013", "until 2020"."""
    start, end = members.get("valid_from"), members.get("valid_to")
    if start and end:
        return f"{start} to {end}"
    return f"since {start}" if start else f"until {end}" if end else ""


def _name(element: dict[str, Any]) -> str:
    parts = [element.get("kind", "alias"), element.get("language"), element.get("script"), period(element)]
    if "alone" in element:
        parts.append("may stand alone" if element["alone"] else "never alone")
    return f"{element['text']} ({', '.join(part for part in parts if part)})"


def _host(element: dict[str, Any]) -> str:
    time = period(element)
    place = str(element["host"]) + str(element.get("path", "")).rstrip("/")
    return place + (f" ({time})" if time else "")


def _citation(element: dict[str, Any]) -> str:
    dates = [f"{words} {element[name]}" for name, words in (("published", "published"), ("accessed", "read")) if element.get(name)]
    about = ", ".join([str(element.get("kind", "")), *dates])
    return f"{element.get('title', '')} – {element.get('publisher', '')}, {about}: {element.get('url', '')}"


_OF_LISTS: dict[str, Callable[[Any], str]] = {"names": _name, "hosts": _host, "citations": _citation}
