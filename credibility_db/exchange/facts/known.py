"""What the curated records already hold, so that compiled rows join them: by host, by identifier, or by name together with country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from credibility_db.hosts import public_suffix
from credibility_db.names import fold_name
from credibility_db.records import EntityRecord
from credibility_db.schemas.entity import slugify


class Known:
    """Ids in use, and the ways to recognise an entity. A name alone recognises nobody."""

    def __init__(self, records: Iterable[EntityRecord]) -> None:
        self.ids: set[str] = set()
        self.kinds: dict[str, str] = {}
        self._countries: dict[str, str] = {}
        self.by_host: dict[str, str] = {}
        self.by_identifier: dict[tuple[str, str], str] = {}
        self._organizations: set[str] = set()
        self._outlets: set[str] = set()
        self._by_label: dict[str, str] = {}
        self._names_of: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for record in records:
            self.add(record)

    def add(self, record: EntityRecord) -> None:
        """Take a record in."""
        self.take(record.id, kind=record.kind)
        self._countries[record.id] = record.country or ""
        for host in record.hosts:
            if host.path == "/":
                self.by_host[host.host] = record.id
                self._by_label.setdefault(label_of(host.host), record.id)
        for scheme, value in record.identifiers.items():
            self.by_identifier[scheme, value] = record.id
        for name in record.all_names():
            if record.kind == "outlet":
                self._outlets.add(key_of(name.text))
            elif record.kind == "organization" and name.kind != "former":
                self._organizations.add(key_of(name.text))
            self.name(record.id, name.text, country=record.country or "", kind=record.kind)

    def take(self, entity_id: str, *, kind: str) -> None:
        """Mark an id as used."""
        self.ids.add(entity_id)
        self.kinds[entity_id] = kind

    def name(self, entity_id: str, text: str, *, country: str, kind: str) -> None:
        """Note that an entity of a country bears a name."""
        self._by_name[kind, key_of(text), country].add(entity_id)
        self._names_of[entity_id].add(key_of(text))

    def named(self, text: str, *, country: str, kind: str) -> str | None:
        """The one entity of that kind and country with this name; None for none, several, or where the country is not given."""
        found = self._by_name.get((kind, key_of(text), country), set()) if country else set()
        return next(iter(found)) if len(found) == 1 else None

    def is_organization(self, name: str) -> bool:
        """Whether a curated organization bears the name today: a list of news sites that has its website makes it no outlet."""
        return key_of(name) in self._organizations

    def country_of(self, entity_id: str) -> str:
        """The country of a curated entity, "" where the record gives none."""
        return self._countries.get(entity_id, "")

    def is_outlet(self, name: str) -> bool:
        """Whether a curated outlet bears the name."""
        return key_of(name) in self._outlets

    def outlet_at(self, host: str, name: str, *, country: str) -> str | None:
        """The known outlet that publishes at a host: its own host; or one below it, or its label under another suffix, under its own name.

        The label counts for nothing where the countries differ: thestar.co.za is not the paper of thestar.com, though both are "The Star".
        """
        if host in self.by_host:
            return self.by_host[host]
        labels = host.split(".")
        above = [self.by_host.get(".".join(labels[at:])) for at in range(1, len(labels) - 1)]
        alike = self._by_label.get(label_of(host))
        if alike and self._countries.get(alike) != country:
            alike = None
        return next((held for held in (*above, alike) if held and key_of(name) in self._names_of[held]), None)

    def new_id(self, name: str, *, kind: str, hint: str = "") -> str:
        """A free id from a name; where it is taken, with the hint (a host, a country) and then a number."""
        plain = slugify(name)
        candidates = [plain, *([f"{plain}-{slugify(hint)}"] if hint else [])]
        candidates += [f"{candidates[-1]}-{number}" for number in range(2, 100)]
        entity_id = next(candidate for candidate in candidates if candidate not in self.ids)
        self.take(entity_id, kind=kind)
        return entity_id


def key_of(name: str) -> str:
    """A name for comparison: folded, lower case, letters and digits only, without a leading article."""
    plain = "".join(c for c in fold_name(name).lower() if c.isalnum() or c == " ")
    return plain.removeprefix("the ").replace(" ", "")


def label_of(host: str) -> str:
    """A host without its public suffix."""
    return host.removesuffix("." + public_suffix(host))
