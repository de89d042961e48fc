"""What a record says of an entity, prepared for comparison with an article's words. Used by the evidence rules of `linking`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.linking.vocabulary import PROFESSIONS, countries_in, offices_in
from server.records.dates import held_on
from server.records.entity import Entity, Statement

TIES = frozenset(["affiliated_with", "employed_by", "writes_for", "member_of", "holds_office", "founded_by", "part_of"])
_CACHE_SIZE = 1_000


@dataclass(frozen=True, slots=True)
class Office:
    """An office the record has: its canonical titles, its countries and places where they can be told, and the statement that says so.

    `public` is False for a role in any other body ("president of a university").
    """

    titles: frozenset[str]
    countries: frozenset[str]
    places: frozenset[str]
    public: bool
    statement: Statement


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entity's ties by the other end's id (or in words, where that is no record), its offices, professions, countries; bodies of colleagues."""

    entity: Entity
    ties: dict[str, tuple[Statement, ...]]
    in_words: tuple[tuple[str, Statement], ...]
    offices: tuple[Office, ...]
    professions: frozenset[str]
    countries: frozenset[str]
    bodies: frozenset[str]


_known: dict[str, Recorded] = {}


def recorded(entity: Entity) -> Recorded:
    """The prepared record of an entity; kept as long as the edition hands out the same object."""
    kept = _known.get(entity.id)
    if kept is not None and kept.entity is entity:
        return kept
    if len(_known) >= _CACHE_SIZE:
        _known.clear()
    prepared = _known[entity.id] = _prepare(entity)
    return prepared


def _prepare(entity: Entity) -> Recorded:
    statements = [s for s in entity.statements if s.status != "withdrawn" and s.rank != "deprecated"]
    ties: dict[str, list[Statement]] = {}
    offices: list[Office] = []
    said = [entity.description, entity.category]
    home = frozenset([entity.country]) if entity.country else frozenset()
    for statement in statements:
        if statement.predicate in TIES and statement.object.id:
            ties.setdefault(statement.object.id, []).append(statement)
        words = f"{statement.role or ''} {statement.object.name}"
        if statement.role or statement.predicate in ("holds_office", "describes_itself_as"):
            said.append(words)
        titles = offices_in(words)
        if titles and (statement.predicate == "holds_office" or statement.role):
            public = statement.predicate == "holds_office"
            offices.append(Office(titles, home | countries_in(words), _places_in(words), public, statement))
    together = " ".join(said)
    literal = [s for s in statements if s.predicate in TIES and not s.object.id and s.object.name[:1].isupper()]
    in_words = tuple((_BRACKETED.sub("", s.object.name), s) for s in literal)
    return Recorded(
        entity=entity,
        ties={other: tuple(found) for other, found in ties.items()},
        in_words=in_words,
        offices=tuple(offices),
        professions=professions_in(together),
        countries=home | countries_in(together),
        bodies=frozenset(s.object.id or s.object.name for s in statements if s.predicate in ("holds_office", "member_of")),
    )


def best_tie(statements: tuple[Statement, ...], day: str | None) -> tuple[Statement, bool | None]:
    """Of several statements on one tie the one that held on a day, else one that may have, else any; with whether it held."""
    ranked = sorted(((held_on(s.valid_from, s.valid_to, day), s) for s in statements), key=lambda pair: _HELD_FIRST[pair[0]])
    return ranked[0][1], ranked[0][0]


_BRACKETED = re.compile(r"\s*\(.*\)$")
_HELD_FIRST = {True: 0, None: 1, False: 2}
_PLACE = re.compile(r"[A-ZÀ-ÞА-Я][\w-]+(?:[  ][A-ZÀ-ÞА-Я][\w-]+)*")


def _places_in(words: str) -> frozenset[str]:
    """The capitalised names in an office's words ("Mayor of New York City" → "New York City"), titles left out."""
    names = [name for name in _PLACE.findall(words) if not offices_in(name)]
    return frozenset(names) | frozenset(name.removesuffix(" City") for name in names)


def professions_in(words: str) -> frozenset[str]:
    """The professions of the vocabulary that a stretch of text names."""
    folded = words.casefold()
    tokens = {token.strip(".,;:()\"'“”‘’") for token in folded.replace("-", " ").split()}
    return frozenset(p for p in PROFESSIONS if (p in tokens) or (" " in p and p in folded))
