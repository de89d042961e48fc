"""An in-memory twin of the knowledge adapter: entities from YAML records or built by hand, with a name search of its own.

It is an oracle for small sets: the search is a plain walk over tokens, folded one by one so that offsets stay those of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import yaml

from server.records.entity import Citation, Entity, EntityKind, Name, Statement, StatementObject
from server.records.knowledge import NameMatch

_TOKEN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]|\w+|[^\w\s]")
_QUALIFIERS = ("share", "amount", "amount_max", "currency", "period")


def fold(text: str) -> str:
    """Case and accents folded, apostrophes made one."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


class KnowledgeInMemory:
    """Implements the port `server.records.knowledge.Knowledge`."""

    def __init__(self, entities: Iterable[Entity], hosts: dict[str, str] | None = None) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._hosts = hosts or {}
        self._bearers: dict[tuple[str, ...], list[tuple[str, EntityKind, bool]]] = defaultdict(list)
        for entity in self._entities.values():
            for name in entity.names:
                key = tuple(fold(token) for token in _TOKEN.findall(name.text))
                kept = [bearer for bearer in self._bearers[key] if bearer[0] == entity.id]
                if not kept:
                    self._bearers[key].append((entity.id, entity.kind, name.alone))
        self._longest: dict[str, int] = {}
        for key in self._bearers:
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    @property
    def edition(self) -> str:
        return sha256("|".join(sorted(self._entities)).encode()).hexdigest()[:12]

    def entity(self, entity_id: str) -> Entity | None:
        return self._entities.get(entity_id)

    def outlet_of(self, host: str, path: str = "/") -> str | None:
        parts = host.lower().removeprefix("www.").split(".")
        return next((self._hosts[h] for i in range(len(parts)) if (h := ".".join(parts[i:])) in self._hosts), None)

    def entities_named(self, name: str) -> tuple[NameMatch, ...]:
        key = tuple(fold(token) for token in _TOKEN.findall(name))
        return tuple(NameMatch(0, len(name), entity, kind, alone) for entity, kind, alone in self._bearers.get(key, ()))

    def names_in(self, text: str) -> list[NameMatch]:
        tokens = list(_TOKEN.finditer(text))
        folded = [fold(token[0]) for token in tokens]
        found: list[NameMatch] = []
        for first, word in enumerate(folded):
            for length in range(self._longest.get(word, 0), 0, -1):
                bearers = self._bearers.get(tuple(folded[first : first + length]))
                if bearers and len(folded[first : first + length]) == length and _together(text, tokens[first : first + length]):
                    start, end = tokens[first].start(), tokens[first + length - 1].end()
                    found += [NameMatch(start, end, entity, kind, alone) for entity, kind, alone in bearers]
        return found


def _together(text: str, tokens: list[re.Match[str]]) -> bool:
    return all(len(text[a.end() : b.start()]) <= 1 for a, b in pairwise(tokens))


def knowledge_from(folder: Path) -> KnowledgeInMemory:
    """The twin of a folder of YAML records (outlets/, organizations/, people/ or flat)."""
    records = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.yaml"))]
    return knowledge_of(records)


def knowledge_of(records: list[dict]) -> KnowledgeInMemory:
    """The twin of records in the YAML form."""
    names = {record["id"]: record["name"] for record in records}
    hosts = {host["host"]: record["id"] for record in records for host in record.get("hosts") or ()}
    return KnowledgeInMemory((_entity(record, names) for record in records), hosts)


def _entity(record: dict, names: dict[str, str]) -> Entity:
    person = record["kind"] == "person"
    listed = [Name(record["name"], "canonical", record.get("alone", not person))]
    for name in record.get("names") or ():
        one_word = " " not in name["text"]
        default = not person and name.get("kind") != "abbreviation" and not one_word
        listed.append(Name(name["text"], name.get("kind", "alias"), name.get("alone", default), name.get("language")))
    cited = {key: _citation(citation) for key, citation in (record.get("citations") or {}).items()}
    ids: set[str] = set()
    return Entity(
        id=record["id"],
        kind=record["kind"],
        category=record.get("category", ""),
        name=record["name"],
        description=record.get("description", ""),
        country=record.get("country"),
        names=tuple(listed),
        identifiers=record.get("identifiers") or {},
        statements=tuple(_statement(record["id"], s, cited, names, ids) for s in record.get("statements") or ()),
    )


def _citation(raw: dict) -> Citation:
    text = {key: str(value) for key, value in raw.items() if value is not None}
    return Citation(
        url=text["url"],
        title=text["title"],
        publisher=text["publisher"],
        kind=text["kind"],
        published=text.get("published"),
        accessed=text.get("accessed"),
        archive_url=text.get("archive_url"),
        asserted_by=text.get("asserted_by"),
        licence=text.get("licence"),
    )


def _statement(subject: str, raw: dict, cited: dict[str, Citation], names: dict[str, str], ids: set[str]) -> Statement:
    other = raw["object"]
    if isinstance(other, dict):
        words = other.get("text") or f"unknown: {other.get('unknown')}"
        target, tail = StatementObject(words), re.sub(r"\W+", "-", words.casefold()).strip("-")
    else:
        target, tail = StatementObject(names.get(other, other), other), other
    key = raw.get("key") or f"{raw['predicate']}.{tail}"
    statement_id = f"{subject}.{key}"
    if statement_id in ids:
        statement_id += f".{raw.get('valid_from')}"
    ids.add(statement_id)
    return Statement(
        id=statement_id,
        subject=subject,
        predicate=raw["predicate"],
        object=target,
        citations=tuple(cited[c] for c in raw["citations"]),
        role=raw.get("role"),
        valid_from=str(raw["valid_from"]) if raw.get("valid_from") else None,
        valid_to=str(raw["valid_to"]) if raw.get("valid_to") else None,
        rank=raw.get("rank", "normal"),
        status=raw.get("status", "published"),
        layer=raw.get("layer", "curated"),
        note=raw.get("note"),
        contradicts=tuple(raw.get("contradicts") or ()),
        qualifiers={key: raw[key] for key in _QUALIFIERS if raw.get(key) is not None},
    )
