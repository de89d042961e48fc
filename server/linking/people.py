"""Evidence for people. Third stage of `link_mentions`: a name alone never links a person; the article must say something that the record has too."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from server.linking.decision import Candidate, Decision, decide
from server.linking.recorded import Recorded, professions_in
from server.linking.surroundings import look_around
from server.linking.vocabulary import (
    CORPORATE,
    FORMER,
    IMPLIED_BY,
    INSIDE_TITLE,
    NATIONAL,
    OTHER_WALKS,
    countries_in,
    nationalities_in,
    offices_in,
)
from server.records.dates import held_on
from server.records.entity import Statement
from server.records.link import LinkEvidence
from server.records.span import Span

_TOKEN = re.compile(r"[\w.'’-]+")
_TITLE_OF_ANOTHER = re.compile(r"\b(\w[\w-]*)[  ](?=[A-ZÀ-ÞА-Я]\w+[  ][A-ZÀ-ÞА-Я])")
_WIDE = frozenset(["senator", "representative"])


@dataclass(frozen=True, slots=True)
class NamedBody:
    """An organization or outlet named in the text: whom the place may be, and whether it only carries the words (a channel)."""

    start: int
    end: int
    entities: frozenset[str]
    channel: bool


@dataclass(slots=True)
class PersonSeen:
    """All that a text says of one name: its places, the article's descriptions of it, the organizations in them."""

    name: str
    places: list[tuple[int, int]] = field(default_factory=list)
    descriptions: list[Span] = field(default_factory=list)
    description_words: list[str] = field(default_factory=list)
    described_bodies: list[NamedBody] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text offers as evidence: its words, its date, the bodies named in it (in order), who reads as its outlet."""

    text: str
    day: str | None
    bodies: tuple[NamedBody, ...]
    outlets: frozenset[str]
    people: tuple[tuple[int, int], ...]

    def bodies_within(self, start: int, end: int) -> list[NamedBody]:
        """The bodies named inside a stretch of the text."""
        first = bisect_left(self.bodies, start, key=lambda body: body.start)
        found = []
        for body in self.bodies[first:]:
            if body.start >= end:
                break
            if body.end <= end:
                found.append(body)
        return found


@dataclass(frozen=True, slots=True)
class _Words:
    """One stretch that describes the person: its text, where it starts, whether it says "former", the bodies in it."""

    text: str
    start: int | None
    bodies: tuple[NamedBody, ...]

    @property
    def former(self) -> bool:
        return not FORMER.isdisjoint(token.casefold().strip(".,-") for token in re.split(r"[\s-]+", self.text))


def describing_words(seen: PersonSeen, setting: Setting) -> list[_Words]:
    """Every stretch of the text that says who the person is, the attributions' descriptions first."""
    stretches = [
        _Words(span.text, span.start, tuple(setting.bodies_within(span.start, span.end))) for span in seen.descriptions
    ]
    stretches += [_Words(words, None, ()) for words in seen.description_words]
    for start, end in seen.places:
        around = look_around(setting.text, start, end)
        begin = _phrase_start(setting, around.before[0], start)
        stretches.append(_Words(setting.text[begin:start], begin, tuple(setting.bodies_within(begin, start))))
        first, last = around.after
        if last > first:
            stretches.append(_Words(setting.text[first:last], first, tuple(setting.bodies_within(first, last))))
    if seen.described_bodies:
        covered = {body.start for stretch in stretches for body in stretch.bodies}
        stretches += [_Words("", body.start, (body,)) for body in seen.described_bodies if body.start not in covered]
    return [stretch for stretch in stretches if stretch.text.strip() or stretch.bodies]


def _phrase_start(setting: Setting, floor: int, start: int) -> int:
    """Where the noun phrase before a name begins: back over titles and names, not over another person or an ordinary verb."""
    for _first, last in reversed(setting.people):
        if last <= start and last > floor:
            floor = last
            break
    begin = start
    for token in reversed(list(_TOKEN.finditer(setting.text, floor, start))):
        word = token[0]
        if not (word[0].isupper() or word[0].isdigit() or word in INSIDE_TITLE or offices_in(word) or professions_in(word) or _part_of_title(word)):
            break
        begin = token.start()
    return begin


def _part_of_title(word: str) -> bool:
    return word.startswith(("ex-", "then-", "vice-", "co-")) or word in OTHER_WALKS


def judge_person(seen: PersonSeen, candidates: list[tuple[Recorded, bool]], setting: Setting, *, extra: dict[str, list[LinkEvidence]]) -> Decision:
    """The decision on one name; `candidates` are the records with their `alone` mark, `extra` evidence that callers found (bylines)."""
    stretches = describing_words(seen, setting)
    judged = []
    for record, alone in candidates:
        evidence = list(extra.get(record.entity.id, ()))
        if alone and len(candidates) == 1:
            evidence.append(LinkEvidence("unambiguous_name", seen.name))
        evidence += _from_bodies(record, stretches, setting)
        evidence += _from_offices(record, seen, stretches, setting)
        if " " in seen.name or not seen.name.isascii():
            evidence += _from_walk_of_life(record, stretches)
            evidence += _from_co_mentions(record, seen, setting, {piece.kind for piece in evidence})
        judged.append(Candidate(record.entity.id, tuple(evidence)))
    return decide(judged)


def _from_bodies(record: Recorded, stretches: list[_Words], setting: Setting) -> list[LinkEvidence]:
    found = []
    for stretch in stretches:
        for body in stretch.bodies:
            for entity in body.entities & record.ties.keys():
                statement, held = _best_tie(record.ties[entity], setting.day)
                kind = "described_organization" if held is not False else "organization_at_another_time"
                if held is False and stretch.former and _ended_before(statement, setting.day):
                    kind = "former_organization"
                found.append(LinkEvidence(kind, setting.text[body.start : body.end], body.start, body.end, statement.id))
    return found


def _best_tie(statements: tuple[Statement, ...], day: str | None) -> tuple[Statement, bool | None]:
    ranked = sorted(((held_on(s.valid_from, s.valid_to, day), s) for s in statements), key=lambda pair: {True: 0, None: 1, False: 2}[pair[0]])
    return ranked[0][1], ranked[0][0]


def _ended_before(statement: Statement, day: str | None) -> bool:
    return statement.valid_to is not None and held_on(statement.valid_from, statement.valid_to, day) is False and (day or "") > statement.valid_to


def _from_offices(record: Recorded, seen: PersonSeen, stretches: list[_Words], setting: Setting) -> list[LinkEvidence]:
    found: list[LinkEvidence] = []
    said_of = [(stretch, _titles_of(stretch.text)) for stretch in stretches]
    for office in record.offices:
        held = held_on(office.statement.valid_from, office.statement.valid_to, setting.day)
        wanted = office.titles | {loose for loose, strict in IMPLIED_BY.items() if strict & office.titles}
        for stretch, titles in said_of:
            if not titles & wanted:
                continue
            countries = countries_in(stretch.text)
            if countries and office.countries and not countries & office.countries:
                continue
            kind = "office_title" if held is not False else "office_at_another_time"
            if office.statement.predicate != "holds_office" or titles & wanted <= CORPORATE:
                kind = "role"
            elif held is False and _ended_before(office.statement, setting.day) and (stretch.former or office.titles & NATIONAL):
                kind = "former_office"  # former heads of state keep the title in print
            found.append(_evidence(kind, stretch, office.statement))
        if held is not False and office.statement.predicate == "holds_office" and office.titles & NATIONAL and not found:
            found += _country_of_office(office.countries, office.statement, seen, setting)
        if office.titles & _WIDE:
            found += _party_tags(office.statement, seen, setting)
    return found


def _titles_of(words: str) -> frozenset[str]:
    """The offices a description gives the person, without those it gives others ("met President Vladimir Putin")."""
    return offices_in(_TITLE_OF_ANOTHER.sub(" ", words)) if words else frozenset()


def _evidence(kind: str, stretch: _Words, statement: Statement | None = None) -> LinkEvidence:
    words = stretch.text.strip()
    if stretch.start is None:
        return LinkEvidence(kind, words, statement=statement.id if statement else None)
    start = stretch.start + len(stretch.text) - len(stretch.text.lstrip())
    return LinkEvidence(kind, words, start, start + len(words), statement.id if statement else None)


def _country_of_office(countries: frozenset[str], statement: Statement, seen: PersonSeen, setting: Setting) -> list[LinkEvidence]:
    for start, end in seen.places:
        first, last = look_around(setting.text, start, end).sentence
        sentence = setting.text[first:last]
        if countries & countries_in(sentence):
            return [LinkEvidence("country_of_office", sentence.strip(), first, last, statement.id)]
    return []


def _party_tags(statement: Statement, seen: PersonSeen, setting: Setting) -> list[LinkEvidence]:
    for start, end in seen.places:
        tag = look_around(setting.text, start, end).party_tag
        if tag is not None:
            return [LinkEvidence("party_tag", tag, statement=statement.id)]
    return []


def _from_walk_of_life(record: Recorded, stretches: list[_Words]) -> list[LinkEvidence]:
    found: list[LinkEvidence] = []
    for stretch in stretches:
        tokens = {token.casefold() for token in _TOKEN.findall(stretch.text)}
        walk = tokens & OTHER_WALKS
        if walk and not (walk & set(record.entity.description.casefold().split())):
            found.append(_evidence("other_walk_of_life", stretch))
        if professions_in(stretch.text) & record.professions:
            found.append(_evidence("profession", stretch))
        countries = countries_in(stretch.text)
        if countries & record.countries:
            found.append(_evidence("country", stretch))
        elif record.countries and not stretch.bodies and nationalities_in(stretch.text):
            found.append(_evidence("other_country", stretch))
    return found


def _from_co_mentions(record: Recorded, seen: PersonSeen, setting: Setting, kinds: set[str]) -> list[LinkEvidence]:
    if not kinds.isdisjoint(("described_organization", "organization_at_another_time", "former_organization")):
        return []
    ties = record.ties.keys() - setting.outlets
    if not ties:
        return []
    for start, end in seen.places:
        first, last = look_around(setting.text, start, end).sentence
        for body in setting.bodies_within(first, last):
            for entity in body.entities & ties:
                statement, held = _best_tie(record.ties[entity], setting.day)
                if not body.channel and held is not False:
                    return [LinkEvidence("co_mentioned_organization", setting.text[body.start : body.end], body.start, body.end, statement.id)]
    for body in setting.bodies:
        for entity in body.entities & ties:
            statement, held = _best_tie(record.ties[entity], setting.day)
            if not body.channel and held is not False:
                return [LinkEvidence("organization_in_text", setting.text[body.start : body.end], body.start, body.end, statement.id)]
    return []
