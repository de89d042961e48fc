"""Bare surnames of people whom the text names in full. Last stage of `link_mentions`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.linking.longer_names import LongerNames
from server.linking.vocabulary import AFTER_NAME, BEFORE_NAME, BEFORE_SURNAME, PLACES, offices_in
from server.records.link import LinkEvidence
from server.records.span import Span

_NAME_BEFORE = re.compile(r"(?<![\w-])([^\W\d_a-z][\w'’-]*)\.?[  ]$")
_NAME_AFTER = re.compile(r"[  ][^\W\d_a-z][\w'’-]+|-[^\W\d_a-z]")
_HONORIFICS = frozenset(["Mr", "Mrs", "Ms", "Miss"])
_SHORTEST = 3
_TITLE_REACH = 16  # "Vice President " and no further
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FullName:
    """A person linked by the full name: the name as printed, where it first stands, whom it is, the offices the record has."""

    name: str
    place: Place
    entity: str
    titles: frozenset[str] = frozenset()

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


def surname_mentions(text: str, people: Iterable[FullName], taken: set[Place], longer: LongerNames) -> Iterator[tuple[FullName, Span, LinkEvidence]]:
    """Every later place of a surname that can only be the person named in full before it; with a title of theirs, earlier ones too."""
    owners: dict[str, FullName] = {}
    for person in people:
        kept = owners.get(person.surname)
        if len(person.surname) >= _SHORTEST and person.surname != person.name and (kept is None or person.place < kept.place):
            owners[person.surname] = person
    if not owners:
        return
    inside = _covered(taken)
    for start, end in _places_of(owners, text):
        person = owners[text[start:end]]
        if start in inside or not _stands_as_surname(text, start, end):
            continue
        titled = not person.titles.isdisjoint(offices_in(text[max(0, start - _TITLE_REACH) : start]))
        if titled or (start >= person.place[1] and _means(person, start, text, longer)):
            yield person, Span.cut(text, start, end), LinkEvidence("full_name_in_text", person.name, *person.place)


def _places_of(surnames: Iterable[str], text: str) -> list[Place]:
    """Where surnames stand as whole words, none inside another. One by one: a pattern of them all would be compiled for each text."""
    found: list[Place] = []
    for surname in surnames:
        start = text.find(surname)
        while start >= 0:
            end = start + len(surname)
            if not (_is_joined(text[start - 1 : start]) or text[start - 1 : start] == "-" or _is_joined(text[end : end + 1])):
                found.append((start, end))
            start = text.find(surname, end)
    covered = 0
    kept = []
    for start, end in sorted(found):
        if start >= covered:
            kept.append((start, end))
            covered = end
    return kept


def _is_joined(neighbour: str) -> bool:
    return neighbour.isalnum() or neighbour == "_"


def _covered(taken: set[Place]) -> set[int]:
    return {position for start, end in taken for position in range(start, min(end, start + 120))}


def _means(person: FullName, start: int, text: str, longer: LongerNames) -> bool:
    """Whether a bare surname refers back to this person and not to a namesake in the same text."""
    own = person.name.casefold()
    if longer.names_ending_in(person.surname) <= {own}:
        return True
    before = _NAME_BEFORE.search(text[max(0, start - 12) : start])
    if before is not None and before[1] in _HONORIFICS:
        return False  # "Mrs. Trump" after "Donald Trump": somebody else of the family may be meant
    named = longer.ending_in(person.surname)
    if all(name == own for at, name in named if at < start):
        return True
    # Tuned on the labelled mentions: in articles on a relative the bare surname is the relative's, whoever was named in full last.
    of_others = sum(name != own for _at, name in named)
    return len(named) > 3 * of_others and longer.last_before(person.surname, start) == own


def _stands_as_surname(text: str, start: int, end: int) -> bool:
    """Not part of another capitalised name ("John Putin", "Putin Street")."""
    before = _NAME_BEFORE.search(text[max(0, start - 30) : start])
    if before is not None and not _may_precede(before[1]) and not _opens_sentence(text, start - len(before[0])):
        return False
    after = _NAME_AFTER.match(text, end)
    return after is None or after[0].strip().casefold().removesuffix("'s").removesuffix("’s") in AFTER_NAME


def _may_precede(word: str) -> bool:
    """Whether a capitalised word may stand before a surname without being a first name: a title, a weekday, a nation, a place, a party."""
    return word in BEFORE_SURNAME or word.casefold() in BEFORE_NAME or word.casefold() in PLACES


def _opens_sentence(text: str, at: int) -> bool:
    return at <= 0 or text[at - 1] in '\n“"‘(' or text[max(0, at - 2) : at] in (". ", "? ", "! ", "” ", '" ')
