"""The types of the reconciliation service: the three kinds, and each category as a narrower one, such as `organization:think-tank`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

KINDS = {
    "outlet": ("Outlet", "A publication or broadcaster with web hosts."),
    "organization": ("Organization", "A think tank, company, government body, party, foundation, university …"),
    "person": ("Person", "A person in a public role."),
}
Members = dict[str, Any]


def category_type(kind: str, category: str) -> str:
    """The id of a category's type."""
    return f"{kind}:{category.replace(' ', '-')}"


def types_of(record: Mapping[str, Any]) -> list[dict[str, str]]:
    """The types of a record, the kind first."""
    kind, category = record["kind"], record.get("category")
    own = [{"id": kind, "name": KINDS[kind][0]}]
    return [*own, {"id": category_type(kind, category), "name": category.capitalize()}] if category else own


def all_types(categories: Iterable[tuple[str, str]]) -> list[Members]:
    """Every type that an edition's records have; `categories` are its kinds with their categories."""
    kinds: list[Members] = [{"id": kind, "name": name, "description": about} for kind, (name, about) in KINDS.items()]
    return kinds + [
        {"id": category_type(kind, category), "name": category.capitalize(), "broader": [{"id": kind, "name": KINDS[kind][0]}]}
        for kind, category in sorted(categories)
    ]


def find_types(categories: Iterable[tuple[str, str]], prefix: str) -> list[Members]:
    """The types whose id or name has a word that begins so."""
    wanted = prefix.casefold().strip()
    return [each for each in all_types(categories) if _begins(f"{each['id']} {each['name']}", wanted)]


def _begins(text: str, wanted: str) -> bool:
    folded = text.casefold()
    return folded.startswith(wanted) or any(f"{mark}{wanted}" in folded for mark in " :-")
