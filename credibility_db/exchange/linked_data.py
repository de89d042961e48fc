"""schema.org in an outlet's own page: its JSON-LD says who publishes, founded and funds it. Read from saved HTML; what it says is self-declared.

Scripts of type application/ld+json (JSON-LD 1.1, section 7, https://www.w3.org/TR/json-ld11/), nodes joined by @id within a page. Which property
says what is in `vocabulary/schema_org.yaml`. A node speaks for the outlet when its address is on the page's host; a node without any address
does when it is the page's only organization.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml
from bs4 import BeautifulSoup

from credibility_db.exchange.declarations import Declaration, DeclarationsReader, DeclaredFile, host_named
from credibility_db.hosts import HostInvalid
from credibility_db.incoming import ImportProblem, reference

TERMS: Mapping[str, Any] = yaml.safe_load(files("credibility_db").joinpath("vocabulary", "schema_org.yaml").read_text("utf-8"))
_ORGANIZATIONS = frozenset(TERMS["organizations"])
LONGEST_WORDS = 300
"""Characters of an outlet's own words that are kept; longer texts are documents, to be cited and not copied."""

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """A node and the line of its script."""

    node: Node
    line: int


def read_linked_data(file: DeclaredFile) -> Iterator[Declaration | ImportProblem]:
    """What the JSON-LD of a page declares of its outlet."""
    places: list[_Place] = []
    for line, text in _scripts(file.content):
        try:
            places += [_Place(node, line) for node in _nodes(json.loads(text))]
        except (ValueError, RecursionError) as error:  # ValueError also for a number of more than 4,300 digits
            yield ImportProblem(line, f"the page's JSON-LD cannot be read: {error}")
    by_id = _by_id(places)
    declared: set[object] = set()
    for place in _own(places, file.host):
        for name, meaning in TERMS["pages"].items():
            for value in _several(place.node.get(name)):
                item = _declared(file, place.line, meaning, _followed(value, by_id))
                fact = item.fact if isinstance(item, Declaration) else item
                if item is not None and fact not in declared:
                    declared.add(fact)
                    yield item


def linked_data_reader(pages: tuple[DeclaredFile, ...]) -> DeclarationsReader:
    """A reader of the JSON-LD of several outlets' pages."""
    return DeclarationsReader("schema-org", "Page", pages, read_linked_data)


def _scripts(content: bytes) -> Iterator[tuple[int, str]]:
    soup = BeautifulSoup(content, "html.parser")
    for script in soup.find_all("script", type="application/ld+json"):
        yield script.sourceline or 1, script.get_text()


def _nodes(value: Any) -> Iterator[Node]:
    """All nodes of a document, nested ones too."""
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    elif isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item)


def _by_id(places: list[_Place]) -> dict[str, Node]:
    """The fullest node of each @id: others may only refer to it."""
    found: dict[str, Node] = {}
    for place in places:
        name = place.node.get("@id")
        if isinstance(name, str) and len(place.node) > len(found.get(name, ())):
            found[name] = place.node
    return found


def _followed(value: Any, by_id: Mapping[str, Node]) -> Any:
    """The node that a value refers to, or the value."""
    name = value.get("@id") if isinstance(value, Mapping) else None
    return by_id.get(name, value) if isinstance(name, str) else value


def _own(places: list[_Place], host: str) -> list[_Place]:
    organizations = [place for place in places if _ORGANIZATIONS & set(_types(place.node)) and set(place.node) - {"@id", "@type"}]
    here = [place for place in organizations if host in _hosts(place.node)]
    if here:
        return here
    return organizations if len(organizations) == 1 and not _hosts(organizations[0].node) else []


def _types(node: Node) -> list[str]:
    return [value.rsplit("/", 1)[-1] for value in _several(node.get("@type")) if isinstance(value, str)]


def _hosts(node: Node) -> set[str]:
    found = set()
    for name in ("url", "@id"):
        for value in _several(node.get(name)):
            try:
                found.add(host_named(value))
            except (HostInvalid, AttributeError):
                continue
    return found


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _declared(file: DeclaredFile, line: int, meaning: Node, value: Any) -> Declaration | ImportProblem | None:
    """One declaration; None where the value is the outlet itself, an address to read, or empty."""
    here = reference("host", file.host)
    predicate, role = meaning["predicate"], meaning.get("role")
    if isinstance(value, str) and not value.strip().startswith(("http://", "https://", "/", "#")):
        words = " ".join(value.split())
        if len(words) > LONGEST_WORDS:
            return ImportProblem(line, f"{predicate}: a text of {len(words)} characters is not kept")
        return Declaration(line, file.host, here, predicate, None, words, role) if words and meaning["subject"] == "here" else None
    if not isinstance(value, Mapping) or predicate == "describes_itself_as":
        return None
    name = value.get("name")
    text = " ".join(name.split())[:LONGEST_WORDS] if isinstance(name, str) and name.strip() else None
    target = _reference(value)
    if (target is None and text is None) or target == here:
        return None
    text = text or (target or "").partition(":")[2]
    if meaning["subject"] == "here":
        return Declaration(line, file.host, here, predicate, target, text, role)
    return Declaration(line, file.host, target, predicate, here, file.host, role) if target else None


def _reference(node: Node) -> str | None:
    """A Wikidata item that the node names, else its host."""
    for value in [*_several(node.get("sameAs")), node.get("@id")]:
        if isinstance(value, str) and "wikidata.org/" in value and (item := value.rstrip("/").rsplit("/", 1)[-1]).startswith("Q"):
            return reference("wikidata", item)
    hosts = sorted(_hosts({"url": node.get("url")}))
    return reference("host", hosts[0]) if hosts else None
