"""An in-memory twin of the knowledge port with a handful of outlets, invented and real."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from server.records.entity import Entity, EntityKind, Name
from server.records.knowledge import NameMatch


def fold(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


@dataclass
class TwinKnowledge:
    """Records given as (entity, hosts)."""

    records: dict[str, Entity] = field(default_factory=dict)
    hosts: dict[tuple[str, str], str] = field(default_factory=dict)

    edition = "twin"

    def add(
        self,
        entity_id: str,
        name: str,
        *,
        hosts: tuple[str, ...] = (),
        names: tuple[str, ...] = (),
        kind: EntityKind = "outlet",
        category: str = "newspaper",
    ) -> None:
        every = tuple(Name(text, "canonical" if text == name else "alias", alone=" " in text) for text in (name, *names))
        self.records[entity_id] = Entity(entity_id, kind, category, name, "", names=every)
        for host in hosts:
            domain, _, path = host.partition("/")
            self.hosts[domain, f"/{path}" if path else "/"] = entity_id

    def entity(self, entity_id: str) -> Entity | None:
        return self.records.get(entity_id)

    def outlet_of(self, host: str, path: str = "/") -> str | None:
        labels = host.lower().split(".")
        for i in range(len(labels) - 1):
            domain = ".".join(labels[i:])
            held = [p for d, p in self.hosts if d == domain and (p == "/" or path == p or path.startswith(f"{p}/"))]
            if held:
                return self.hosts[domain, max(held, key=len)]
        return None

    def entities_named(self, name: str) -> tuple[NameMatch, ...]:
        wanted = fold(name)
        return tuple(NameMatch(0, len(name), e.id, e.kind, n.alone) for e in self.records.values() for n in e.names if fold(n.text) == wanted)

    def names_in(self, text: str) -> list[NameMatch]:
        found = []
        for entity in self.records.values():
            for name in entity.names:
                edge = "" if name.text[-1] > "\u2fff" else r"(?!\w)"
                start = "" if name.text[0] > "\u2fff" else r"(?<!\w)"
                found += [
                    NameMatch(m.start(), m.end(), entity.id, entity.kind, name.alone)
                    for m in re.finditer(start + re.escape(name.text) + edge, text, re.IGNORECASE)
                ]
        return sorted(found, key=lambda m: (m.start, -m.end))
