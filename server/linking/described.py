"""What a text says of one person: every stretch that describes the name, and the bodies named in it. Used by the evidence rules for people."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice

from server.linking.longer_names import LongerNames
from server.linking.recorded import professions_in
from server.linking.surroundings import Surroundings, look_around
from server.linking.vocabulary import FORMER, INSIDE_TITLE, OTHER_WALKS, offices_in
from server.records.span import Span

_PLACES_READ = 12
_TOKEN = re.compile(r"[\w.'’-]+")
_SPACE_OR_HYPHEN = re.compile(r"[\s-]+")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NamedBody:
    """An organization or outlet named in the text: whom the place may be, and whether it only carries the words (a channel)."""

    start: int
    end: int
    entities: frozenset[str]
    channel: bool


@dataclass(slots=True)
class PersonSeen:
    """One name in a text: its places, the article's descriptions of it, the organizations the attributions give it."""

    name: str
    places: dict[Place, None] = field(default_factory=dict)
    descriptions: dict[Span, None] = field(default_factory=dict)
    described_bodies: dict[NamedBody, None] = field(default_factory=dict)

    @property
    def told_places(self) -> list[Place]:
        """The places whose surroundings are read: articles introduce people where they first name them."""
        return list(islice(self.places, _PLACES_READ))


@dataclass(slots=True)
class Setting:
    """What a text offers as evidence: its words, its date, the bodies and people named in it (in order), who reads as its outlet."""

    text: str
    day: str | None
    outlets: frozenset[str]
    people: list[Place]
    longer: LongerNames
    bodies: list[NamedBody] = field(default_factory=list)
    _around: dict[Place, Surroundings] = field(default_factory=dict)

    def around(self, place: Place) -> Surroundings:
        """The surroundings of a place, looked for once."""
        kept = self._around.get(place)
        if kept is None:
            kept = self._around[place] = look_around(self.text, *place)
        return kept

    def sentence(self, place: Place) -> str:
        """The sentence a place stands in."""
        first, last = self.around(place).sentence
        return self.text[first:last]

    def bodies_within(self, start: int, end: int) -> list[NamedBody]:
        """The bodies named inside a stretch of the text."""
        found = []
        for body in self.bodies[bisect_left(self.bodies, start, key=lambda body: body.start) :]:
            if body.start >= end:
                break
            if body.end <= end:
                found.append(body)
        return found


@dataclass(frozen=True, slots=True)
class Description:
    """One stretch that describes a person: its words, where it starts, the bodies in it."""

    words: str
    start: int
    bodies: tuple[NamedBody, ...]

    @property
    def former(self) -> bool:
        """Whether the article says that this is past."""
        return not FORMER.isdisjoint(token.casefold().strip(".,") for token in _SPACE_OR_HYPHEN.split(self.words))


def descriptions_of(seen: PersonSeen, setting: Setting) -> list[Description]:
    """Every stretch of the text that says who the person is: the attributions' own, the words before and after each place."""
    found = [_cut(setting, span.start, span.end) for span in seen.descriptions]
    for place in seen.told_places:
        around = setting.around(place)
        begin = phrase_start(setting, around.before[0], place[0])
        if begin < place[0]:
            found.append(_cut(setting, begin, place[0]))
        first, last = around.after
        if last > first:
            found.append(_cut(setting, first, last))
    covered = {body.start for description in found for body in description.bodies}
    return found + [Description("", body.start, (body,)) for body in seen.described_bodies if body.start not in covered]


def _cut(setting: Setting, start: int, end: int) -> Description:
    return Description(setting.text[start:end], start, tuple(setting.bodies_within(start, end)))


def phrase_start(setting: Setting, floor: int, start: int) -> int:
    """Where the noun phrase before a name begins: back over titles and names, not over another person or an ordinary verb."""
    if floor >= start:
        return start
    nearest = bisect_left(setting.people, (start, 0)) - 1
    if nearest >= 0:
        floor = max(floor, setting.people[nearest][1])
    begin = start
    for token in reversed(list(_TOKEN.finditer(setting.text, floor, start))):
        word = token[0]
        if not (word[0].isupper() or word[0].isdigit() or _may_stand_in_title(word)):
            break
        begin = token.start()
    return begin


def _may_stand_in_title(word: str) -> bool:
    if word in INSIDE_TITLE or word in OTHER_WALKS or word[0] >= "⺀" or word.startswith(("ex-", "then-", "vice-", "co-")):
        return True
    return bool(offices_in(word) or professions_in(word))
