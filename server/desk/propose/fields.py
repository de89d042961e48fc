"""Between a record's plain members and the flat fields of a page's form. Pure.

Members that repeat (names, hosts, citations …) are rows of fields: `names-0-text`, `names-1-text`. Empty rows are passed over, and the others
close up, so that the number in a message (`names.1.text`) is that of the row as shown again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Given = dict[str, str]
NAME_FIELDS = ("text", "kind", "language", "script", "alone", "valid_from", "valid_to")
CITATION_FIELDS = ("url", "title", "publisher", "published", "accessed", "kind", "asserted_by", "archive_url", "licence")
ROWS: dict[str, tuple[str, ...]] = {
    "names": NAME_FIELDS,
    "hosts": ("place", "valid_from", "valid_to"),
    "identifiers": ("scheme", "value"),
    "citations": CITATION_FIELDS,
}
_QUIET = {"names": ("kind", "alone"), "citations": ("kind", "accessed")}
"""Fields that are filled in beforehand: a row with nothing but these is empty."""
_HEAD = ("kind", "category", "country", "name", "description", "layer", "status")
_STATEMENT = ("predicate", "role", "valid_from", "valid_to", "rank", "status", "layer", "note", "currency", "period")
_NUMBERS = ("share", "amount", "amount_max")
_YES_NO = {"yes": True, "no": False}


def closed_up(given: Mapping[str, str]) -> Given:
    """The fields with empty rows taken out."""
    flat = {name: text for name, text in given.items() if not re.match(r"(names|hosts|identifiers|citations)-\d+-", name)}
    for group in ROWS:
        for number, row in enumerate(rows_in(given, group)):
            flat |= {f"{group}-{number}-{name}": text for name, text in row.items()}
    return flat


def rows_in(given: Mapping[str, str], group: str) -> list[Given]:
    """The filled rows of a group."""
    numbers = sorted({int(match[1]) for name in given if (match := re.match(rf"{group}-(\d{{1,3}})-", name))})
    rows = ({name: text for name in ROWS[group] if (text := given.get(f"{group}-{number}-{name}", "").strip())} for number in numbers)
    return [row for row in rows if row.keys() - set(_QUIET.get(group, ()))]


def head_members(given: Mapping[str, str]) -> dict[str, Any]:
    """An entity's members."""
    members: dict[str, Any] = {name: given[name] for name in _HEAD if given.get(name)}
    if given.get("alone") in _YES_NO:
        members["alone"] = _YES_NO[given["alone"]]
    members["names"] = [_with_marks(row) for row in rows_in(given, "names")]
    members["hosts"] = [_host(row) for row in rows_in(given, "hosts")]
    members["identifiers"] = {row.get("scheme", ""): row.get("value", "") for row in rows_in(given, "identifiers")}
    return {name: value for name, value in members.items() if value not in ([], {})}


def statement_members(given: Mapping[str, str], contradicts: Iterable[str]) -> dict[str, Any]:
    """A statement's members; `object_id` must be an entity's id by now."""
    members: dict[str, Any] = {name: given[name] for name in _STATEMENT if given.get(name)}
    members |= {name: _number(given[name]) for name in _NUMBERS if given.get(name)}
    if given.get("object_id"):
        members["object"] = given["object_id"]
    elif given.get("object_text"):
        members["object"] = {"text": given["object_text"]}
    elif given.get("object_unknown"):
        members["object"] = {"unknown": given["object_unknown"]}
    members["contradicts"] = [other for other in contradicts if other]
    members["citations"] = rows_in(given, "citations")
    return {name: value for name, value in members.items() if value != [] or name == "citations"}


def given_of_head(members: Mapping[str, Any]) -> Given:
    """The fields of an entity that is there."""
    given = {name: str(members[name]) for name in _HEAD if name in members}
    if "alone" in members:
        given["alone"] = "yes" if members["alone"] else "no"
    for number, name in enumerate(members.get("names", [])):
        given |= {f"names-{number}-{key}": _text(value) for key, value in name.items()}
    for number, host in enumerate(members.get("hosts", [])):
        given[f"hosts-{number}-place"] = host["host"] + host.get("path", "").rstrip("/")
        given |= {f"hosts-{number}-{key}": host[key] for key in ("valid_from", "valid_to") if key in host}
    for number, (scheme, value) in enumerate(members.get("identifiers", {}).items()):
        given |= {f"identifiers-{number}-scheme": scheme, f"identifiers-{number}-value": value}
    return given


def given_of_statement(members: Mapping[str, Any]) -> Given:
    """The fields of a statement that is there."""
    given = {name: str(members[name]) for name in _STATEMENT if name in members}
    given |= {name: f"{members[name]:g}" for name in _NUMBERS if name in members}
    target = members.get("object")
    given |= {"object_id": target} if isinstance(target, str) else {f"object_{kind}": text for kind, text in (target or {}).items()}
    for number, citation in enumerate(members.get("citations", [])):
        given |= {f"citations-{number}-{key}": str(value) for key, value in citation.items()}
    return given


def field_errors(errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Messages by path (`names.0.text`) as messages by field (`names-0-text`); those of no field are the form's."""
    named: dict[str, list[str]] = {}
    for path, texts in errors.items():
        parts = path.split(".")
        if parts[0] == "hosts" and len(parts) > 2:
            parts = ["hosts", parts[1], "place" if parts[2] in ("host", "path") else parts[2]]
        name = "-".join(parts) if parts[0] in ROWS and len(parts) > 2 and parts[0] != "identifiers" else parts[0]
        plain = name in {*_HEAD, *_STATEMENT, *_NUMBERS, "alone", "why"} or "-" in name
        spot = name if plain else "object_id" if name == "object" else "_schema"
        named.setdefault(spot, []).extend(texts if spot != "_schema" else [f"{path}: {text}" for text in texts])
    return named


def _with_marks(row: Given) -> dict[str, Any]:
    marked: dict[str, Any] = {name: text for name, text in row.items() if name != "alone"}
    return marked | ({"alone": _YES_NO[row["alone"]]} if row.get("alone") in _YES_NO else {})


def _host(row: Given) -> dict[str, str]:
    """`https://www.example.org/news/` is the host `example.org` with the path `/news`."""
    place = re.sub(r"^https?://", "", row.get("place", ""))
    host, slash, path = place.partition("/")
    return {"host": host, **({"path": slash + path} if path else {}), **{name: row[name] for name in ("valid_from", "valid_to") if name in row}}


def _number(text: str) -> float | str:
    try:
        return float(text.replace(",", "").replace("%", "").strip())
    except ValueError:
        return text


def _text(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
