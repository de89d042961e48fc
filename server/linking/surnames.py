"""Bare surnames of people whom the text names in full. Last stage of `link_mentions`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.linking.longer_names import LongerNames
from server.linking.vocabulary import BEFORE_SURNAME
from server.records.link import LinkEvidence
from server.records.span import Span

_NAME_BEFORE = re.compile(r"(?<![\w-])([^\W\d_a-z][\w'’-]*)\.?[  ]$")
_NAME_AFTER = re.compile(r"[  ][^\W\d_a-z][\w'’-]+|-\w")
_MONTH_OR_DAY = re.compile(r"[  ](?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_HONORIFICS = frozenset(["Mr", "Mrs", "Ms", "Miss"])
_SHORTEST = 3
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FullName:
    """A person linked by the full name: the name as printed, where it first stands, whom it is."""

    name: str
    place: Place
    entity: str

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


def surname_mentions(text: str, people: Iterable[FullName], taken: set[Place], longer: LongerNames) -> Iterator[tuple[FullName, Span, LinkEvidence]]:
    """Every later place of a surname that can only be the person named in full before it."""
    owners: dict[str, FullName] = {}
    for person in people:
        kept = owners.get(person.surname)
        if len(person.surname) >= _SHORTEST and person.surname != person.name and (kept is None or person.place < kept.place):
            owners[person.surname] = person
    if not owners:
        return
    inside = _covered(taken)
    for found in re.finditer(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(owners)))})(?!\w)", text):
        person, (start, end) = owners[found[0]], found.span()
        if start < person.place[1] or start in inside or not _stands_as_surname(text, start, end):
            continue
        if _means(person, start, text, longer):
            yield person, Span(found[0], start, end), LinkEvidence("full_name_in_text", person.name, *person.place)


def _covered(taken: set[Place]) -> set[int]:
    return {position for start, end in taken for position in range(start, min(end, start + 120))}


def _means(person: FullName, start: int, text: str, longer: LongerNames) -> bool:
    """Whether a bare surname refers back to this person and not to a namesake in the same text."""
    if longer.names_ending_in(person.surname) <= {person.name.casefold()}:
        return True
    before = _NAME_BEFORE.search(text[max(0, start - 12) : start])
    if before is not None and before[1] in _HONORIFICS:
        return False  # "Mrs. Trump" after "Donald Trump": somebody else of the family may be meant
    return longer.last_before(person.surname, start) == person.name.casefold()


def _stands_as_surname(text: str, start: int, end: int) -> bool:
    """Not part of another capitalised name ("John Putin", "Putin Street")."""
    before = _NAME_BEFORE.search(text[max(0, start - 30) : start])
    if before is not None and before[1] not in BEFORE_SURNAME and not _opens_sentence(text, start - len(before[0])):
        return False
    after = text[end : end + 30]
    return _NAME_AFTER.match(after) is None or _MONTH_OR_DAY.match(after) is not None


def _opens_sentence(text: str, at: int) -> bool:
    return at <= 0 or text[at - 1] in "\n“\"‘(" or text[max(0, at - 2) : at] in (". ", "? ", "! ", "” ", "\" ")
