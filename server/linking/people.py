"""Evidence for people. Third stage of `link_mentions`: a name alone never links a person; the article must say something that the record has too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.linking.decision import ENOUGH, WEIGHTS, Candidate, Decision, decide
from server.linking.described import Description, PersonSeen, Setting, descriptions_of
from server.linking.offices import from_offices, from_the_whole_text
from server.linking.recorded import Recorded, best_tie, professions_in
from server.linking.vocabulary import ANYBODY, IMPLIED_BY, OTHER_WALKS, countries_in, nationalities_in, offices_in
from server.records.dates import ended_before, held_on
from server.records.entity import Statement
from server.records.link import LinkEvidence

_OTHER_BODY = re.compile(
    r"\b(?:at|of|for|with|from)[  ](?:the[  ])?([^\W\d_a-z][\w&'’-]+(?:[  ](?:of[  ]|for[  ]|and[  ])?[^\W\d_a-z][\w&'’-]+){0,6})"
)
_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A record that bears the name, whether the curator marked the name as unambiguous, and what callers already found (bylines)."""

    record: Recorded
    alone: bool
    found: tuple[LinkEvidence, ...] = ()


def judge_person(seen: PersonSeen, bearers: list[Bearer], setting: Setting, colleagues: dict[str, frozenset[str]]) -> Decision:
    """The decision on one name; `colleagues` are the bodies that other people named in the text belong to, by those people's ids."""
    descriptions = descriptions_of(seen, setting)
    judged = [_candidate(seen, bearer, descriptions, setting) for bearer in bearers]
    if any(bearer.alone for bearer in bearers) and len(bearers) == 1:
        proof = LinkEvidence("unambiguous_name", seen.name)
        judged = [Candidate(judged[0].entity, (proof, *judged[0].evidence))]
    if all(candidate.weight < ENOUGH for candidate in judged) and is_full(seen.name):
        judged = [
            Candidate(candidate.entity, (*candidate.evidence, *from_the_whole_text(bearer.record, setting, colleagues)))
            for candidate, bearer in zip(judged, bearers, strict=True)
        ]
    return decide(judged)


def is_full(name: str) -> bool:
    """Whether a name is more than a surname (scripts without spaces: always taken as full)."""
    return " " in name or name[:1] >= "⺀"


def called_so(noun: str, seen: PersonSeen, record: Recorded, setting: Setting) -> bool:
    """Whether a person may be called by a noun: any can ("the man"), the article does so beside the name, or the record has it."""
    said = [description.words.casefold() for description in descriptions_of(seen, setting)]
    said.append(record.entity.description.casefold())
    offices = offices_in(noun)
    held = {title for office in record.offices for title in office.titles}
    wanted = offices | {strict for office in offices for strict in IMPLIED_BY.get(office, ())}
    return noun in ANYBODY or bool(wanted & held) or noun in record.professions or any(noun in _WORD.findall(words) for words in said)


def _candidate(seen: PersonSeen, bearer: Bearer, descriptions: list[Description], setting: Setting) -> Candidate:
    record = bearer.record
    evidence = [*bearer.found, *_from_bodies(record, descriptions, setting), *from_offices(record, seen, descriptions, setting)]
    if is_full(seen.name):
        evidence += _from_walk_of_life(record, descriptions)
        if not any(WEIGHTS[piece.kind] >= ENOUGH for piece in evidence):
            evidence += _from_other_bodies(descriptions)
        if not any(piece.kind.endswith("organization") or piece.kind == "organization_at_another_time" for piece in evidence):
            evidence += _from_co_mentions(record, seen, setting)
    return Candidate(record.entity.id, tuple(evidence))


def _from_bodies(record: Recorded, descriptions: list[Description], setting: Setting) -> list[LinkEvidence]:
    found = []
    for description in descriptions:
        for body in description.bodies:
            for entity in body.entities & record.ties.keys():
                statement, held = best_tie(record.ties[entity], setting.day)
                kind = _kind_of_tie(statement, held, description, setting)
                found.append(LinkEvidence(kind, setting.text[body.start : body.end], body.start, body.end, statement.id))
        for words, statement in record.in_words:
            at = description.words.find(words)
            if at >= 0:
                held = held_on(statement.valid_from, statement.valid_to, setting.day)
                start = description.start + at
                kind = _kind_of_tie(statement, held, description, setting)
                found.append(LinkEvidence(kind, words, start, start + len(words), statement.id))
    return found


def _kind_of_tie(statement: Statement, held: bool | None, description: Description, setting: Setting) -> str:
    if held is not False:
        return "described_organization"
    past = description.former and ended_before(statement.valid_to, setting.day)
    return "former_organization" if past else "organization_at_another_time"


def _from_other_bodies(descriptions: list[Description]) -> list[LinkEvidence]:
    """A body in the description that the record does not have: profession and country are then no proof."""
    for description in descriptions:
        other = _OTHER_BODY.search(description.words)
        if other is not None and not countries_in(other[1]):
            return [LinkEvidence("other_body", other[1], description.start + other.start(1), description.start + other.end(1))]
    return []


def _from_walk_of_life(record: Recorded, descriptions: list[Description]) -> list[LinkEvidence]:
    found: list[LinkEvidence] = []
    for description in descriptions:
        words = description.words
        if not words:
            continue
        walk = OTHER_WALKS.intersection(token.casefold() for token in _WORD.findall(words))
        if walk and walk.isdisjoint(record.entity.description.casefold().split()):
            found.append(as_evidence("other_walk_of_life", description))
        if professions_in(words) & record.professions:
            found.append(as_evidence("profession", description))
        countries = countries_in(words)
        if countries & record.countries:
            found.append(as_evidence("country", description))
        elif countries and record.countries and not description.bodies and nationalities_in(words):
            found.append(as_evidence("other_country", description))
    return found


def as_evidence(kind: str, description: Description) -> LinkEvidence:
    """A description as a piece of evidence."""
    words = description.words.strip()
    start = description.start + len(description.words) - len(description.words.lstrip())
    return LinkEvidence(kind, words, start, start + len(words))


def _from_co_mentions(record: Recorded, seen: PersonSeen, setting: Setting) -> list[LinkEvidence]:
    """A body of the record named in the same sentence, or elsewhere; not the outlet that is read, nor the channel spoken through."""
    ties = record.ties.keys() - setting.outlets
    if not ties or not setting.bodies:
        return []
    for place in seen.told_places:
        near = _tied(record, ties, setting, *setting.around(place).sentence)
        if near is not None:
            return [LinkEvidence("co_mentioned_organization", near.text, near.start, near.end, near.statement)]
    far = _tied(record, ties, setting, 0, len(setting.text))
    return [far] if far is not None else []


def _tied(record: Recorded, ties: set[str], setting: Setting, start: int, end: int) -> LinkEvidence | None:
    for body in setting.bodies_within(start, end):
        for entity in body.entities & ties:
            statement, held = best_tie(record.ties[entity], setting.day)
            if not body.channel and held is not False:
                return LinkEvidence("organization_in_text", setting.text[body.start : body.end], body.start, body.end, statement.id)
    return None
