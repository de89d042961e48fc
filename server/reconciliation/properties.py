"""The properties of the reconciliation service: what a query may be narrowed by and a table extended with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Members = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Property:
    """`kinds` are those whose records can have it. `is_statement`: its values are statements of the predicate of the same name."""

    id: str
    name: str
    description: str
    kinds: tuple[str, ...] = ("outlet", "organization", "person")
    is_statement: bool = False


_BODIES = ("outlet", "organization")
IDENTIFIERS = {"wikidata": "Wikidata", "isni": "ISNI", "lei": "LEI", "opensanctions": "OpenSanctions", "ror": "ROR", "issn": "ISSN"}
_HEAD = (
    Property("kind", "Kind", "Outlet, organization or person."),
    Property("category", "Category", "Newspaper, think tank, politician …"),
    Property("country", "Country", "Two letters (ISO 3166-1)."),
    Property("description", "Description", "One neutral sentence."),
    Property("name", "Names", "Every name on record, former ones too."),
    Property("host", "Web host", "Where an outlet publishes, such as spiegel.de.", ("outlet",)),
)
_STATEMENTS = (
    Property("owned_by", "Owned by", "Who owns it.", _BODIES, True),
    Property("part_of", "Part of", "The larger body that it belongs to.", _BODIES, True),
    Property("controlled_by", "Controlled by", "Who controls it.", _BODIES, True),
    Property("funded_by", "Funded by", "Who pays for it.", _BODIES, True),
    Property("founded_by", "Founded by", "Who founded it.", _BODIES, True),
    Property("affiliated_with", "Affiliated with", "A body somebody belongs to in a public role.", is_statement=True),
    Property("employed_by", "Employed by", "Who employs a person.", ("person",), True),
    Property("holds_office", "Holds office", "A public office.", ("person",), True),
    Property("writes_for", "Writes for", "An outlet a person writes for.", ("person",), True),
    Property("member_of", "Member of", "A body it is a member of.", is_statement=True),
    Property("describes_itself_as", "Describes itself as", "Its own words for itself.", is_statement=True),
    Property("legal_form", "Legal form", "Its form in law.", _BODIES, True),
    Property("successor_of", "Successor of", "What it was before.", _BODIES, True),
)
PROPERTIES = {
    each.id: each
    for each in (*_HEAD, *(Property(scheme, f"{name} id", f"Its identifier at {name}.") for scheme, name in IDENTIFIERS.items()), *_STATEMENTS)
}


def find_properties(prefix: str) -> list[Members]:
    """The properties whose id or name has a word that begins so."""
    wanted = prefix.casefold().strip()
    return [_members(each) | {"description": each.description} for each in PROPERTIES.values() if _begins(each, wanted)]


def _begins(each: Property, wanted: str) -> bool:
    words = [each.id.casefold(), each.name.casefold(), *each.name.casefold().split()]
    return any(word.startswith(wanted) for word in words)


def proposed_properties(type_id: str, limit: int | None) -> Members:
    """What to extend records of a type with, statements first: they are what others do not have."""
    kind = type_id.partition(":")[0]
    fitting = [each for each in PROPERTIES.values() if kind in each.kinds or not kind]
    fitting.sort(key=lambda each: not each.is_statement)
    return {"type": type_id, "properties": [_members(each) for each in fitting[:limit]]} | ({"limit": limit} if limit else {})


def _members(each: Property) -> Members:
    return {"id": each.id, "name": each.name}


def values_of(record: Members, property_id: str) -> list[str]:
    """The plain values that a record has for a property, to be compared with those of a query; objects by id and by name."""
    if property_id == "host":
        return [each["host"] for each in record["hosts"]]
    if property_id == "name":
        return [each["text"] for each in record["names"]]
    if property_id in IDENTIFIERS:
        found = record["identifiers"].get(property_id)
        return [found] if found else []
    if PROPERTIES[property_id].is_statement:
        objects = (each["object"] for each in record["statements"] if each["predicate"] == property_id)
        return [text for each in objects for text in (each["id"], each["name"]) if text]
    return [record[property_id]] if record.get(property_id) else []


def agrees(record: Members, property_id: str, wanted: Iterable[str]) -> bool | None:
    """Whether a record has one of the values wanted for a property; None where it has no value, so that nothing can be said."""
    own = values_of(record, property_id)
    if not own:
        return None
    if property_id == "host":
        return any(given == host or given.endswith(f".{host}") for given in map(host_of, wanted) for host in own)
    folded = {text.casefold() for text in own}
    return any(plain_value(property_id, text) in folded for text in wanted)


def plain_value(property_id: str, text: str) -> str:
    """A value as it is compared; identifiers are often given as addresses."""
    value = text.strip().casefold().rstrip("/")
    return value.rpartition("/")[2] if property_id in IDENTIFIERS else value


def host_of(text: str) -> str:
    """The host in an address, or in something that looks like one."""
    given = text.strip().casefold()
    try:
        return urlsplit(given if "//" in given else f"//{given}").hostname or ""
    except ValueError:
        return ""
