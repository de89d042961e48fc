"""The flow of `link_mentions`: names are spotted, organizations and outlets decided, then people, then surnames; a Link for every mention."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from server.linking.bodies import Bodies
from server.linking.decision import UNKNOWN, Decision
from server.linking.people import NamedBody, PersonSeen, Setting, judge_person
from server.linking.recorded import Recorded, recorded
from server.linking.spotting import Sighting, spot_names
from server.linking.vocabulary import BEFORE_SURNAME
from server.records.attribution import Attribution
from server.records.dates import held_on
from server.records.entity import EntityKind
from server.records.knowledge import Knowledge
from server.records.link import Link, LinkEvidence, Mention, MentionRole
from server.records.outlet import OutletIdentity
from server.records.page import Author, Page
from server.records.span import Span

_BODY_KINDS: tuple[EntityKind, ...] = ("organization", "outlet")
_PERSON_TYPES = ("person", "official")
_POSSESSIVE = re.compile(r"['’]s?$")
_STAFF = re.compile(r"[  ](?:staff|staff writer|news staff|newsroom|desk|reporters?|correspondents?)$", re.IGNORECASE)
_HONORIFIC = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Sen|Rep|Gov|Gen|Col)\.?[  ]|(?:President|Senator|Professor|Premier|Secretary)[  ])+"
)
_AUTHOR_TIES = frozenset(["writes_for", "employed_by", "affiliated_with", "member_of"])

Place = tuple[int, int]


def link_mentions(page: Page, identity: OutletIdentity, attributions: tuple[Attribution, ...], knowledge: Knowledge) -> tuple[Link, ...]:
    """Every mention of the page with its decision, in the order of the text; those without a place come last."""
    return _Linking(page, identity, attributions, knowledge).run()


@dataclass(slots=True)
class _Linking:
    """The state of one page's linking; each stage fills what the next one reads."""

    page: Page
    identity: OutletIdentity
    attributions: tuple[Attribution, ...]
    knowledge: Knowledge
    sightings: list[Sighting] = field(default_factory=list)
    roles: dict[Place, MentionRole] = field(default_factory=dict)
    body_decisions: dict[Place, Decision] = field(default_factory=dict)
    seen: dict[str, PersonSeen] = field(default_factory=dict)
    candidates: dict[str, list[tuple[Recorded, bool]]] = field(default_factory=dict)
    person_decisions: dict[str, Decision] = field(default_factory=dict)
    links: dict[tuple[int, int, MentionRole, str], tuple[Mention, Decision]] = field(default_factory=dict)

    def run(self) -> tuple[Link, ...]:
        """All stages in order."""
        self.sightings = spot_names(self.page.text, self.knowledge)
        self._note_roles()
        self._decide_bodies()
        self._gather_people()
        self._decide_people()
        self._mention_attributions()
        self._mention_bylines()
        self._mention_text()
        made = [
            Link(mention, decision.entity, decision.reason, decision.evidence, decision.candidates) for mention, decision in self.links.values()
        ]
        return tuple(sorted(made, key=lambda link: (link.mention.span is None, link.mention.span.start if link.mention.span else 0)))

    def _note_roles(self) -> None:
        for attribution in self.attributions:
            for span in attribution.described_organizations:
                self.roles[self._sighting_place(span)] = "described"
            source = attribution.source
            if source.span is not None and source.type in ("organization", "outlet"):
                self.roles[self._sighting_place(source.span)] = "source"
            if attribution.channel is not None:
                self.roles[self._sighting_place(attribution.channel)] = "channel"

    def _sighting_place(self, span: Span) -> Place:
        """The place of the known name that a span is or holds ("The Epoch Times" around "Epoch Times"), else its own."""
        best: Sighting | None = None
        for sighting in self.sightings:
            if sighting.start >= span.end:
                break
            if sighting.start < span.end and sighting.end > span.start and (span.start <= sighting.start + 4) and sighting.of_kind(*_BODY_KINDS):
                best = sighting
                break
        return (best.start, best.end) if best else (span.start, span.end)

    def _decide_bodies(self) -> None:
        bodies = Bodies(self.page, self.identity, self.knowledge, self.roles, self.sightings)
        bodies.decide_all()
        self.body_decisions = bodies.decisions

    def _gather_people(self) -> None:
        for sighting in self.sightings:
            bearers = sighting.of_kind("person")
            if bearers:
                seen = self._person(sighting.words)
                seen.places.append((sighting.start, sighting.end))
        for attribution in self.attributions:
            source = attribution.source
            if source.name is None or source.type not in _PERSON_TYPES:
                continue
            seen = self._person(source.name)
            if source.span is not None and (source.span.start, source.span.end) not in seen.places:
                seen.places.append((source.span.start, source.span.end))
            for span in attribution.descriptions:
                if span not in seen.descriptions:
                    seen.descriptions.append(span)
            if not attribution.descriptions and attribution.described_as and attribution.described_as not in seen.description_words:
                seen.description_words.append(attribution.described_as)
            for span in attribution.described_organizations:
                seen.described_bodies.append(self._named_body(span))
        for author in self.page.byline:
            if author.kind == "person":
                self._person(author.name)

    def _person(self, name: str) -> PersonSeen:
        key = _key(name)
        if key not in self.seen:
            self.seen[key] = PersonSeen(name)
            self.candidates[key] = self._bearers(name)
        return self.seen[key]

    def _bearers(self, name: str) -> list[tuple[Recorded, bool]]:
        plain = _HONORIFIC.sub("", name).strip()
        found: dict[str, tuple[Recorded, bool]] = {}
        for match in self.knowledge.entities_named(plain):
            entity = self.knowledge.entity(match.entity) if match.kind == "person" else None
            if entity is not None:
                found[entity.id] = (recorded(entity), match.alone or (entity.id in found and found[entity.id][1]))
        return list(found.values())

    def _named_body(self, span: Span) -> NamedBody:
        place = self._sighting_place(span)
        decision = self.body_decisions.get(place, UNKNOWN)
        entities = frozenset([decision.entity] if decision.entity else decision.candidates)
        return NamedBody(place[0], place[1], entities, channel=False)

    def _decide_people(self) -> None:
        setting = self._setting()
        extra = self._byline_evidence()
        for key, seen in self.seen.items():
            candidates = self.candidates[key]
            self.person_decisions[key] = judge_person(seen, candidates, setting, extra=extra.get(key, {})) if candidates else UNKNOWN
        self._share_between_names()

    def _setting(self) -> Setting:
        bodies = []
        for sighting in self.sightings:
            place = (sighting.start, sighting.end)
            decision = self.body_decisions.get(place)
            if decision is not None:
                entities = frozenset([decision.entity] if decision.entity else decision.candidates)
                bodies.append(NamedBody(*place, entities, self.roles.get(place) == "channel"))
        outlets = frozenset(o.entity for o in (self.identity.outlet, self.identity.origin) if o is not None and o.entity)
        people = tuple((s.start, s.end) for s in self.sightings if s.of_kind("person"))
        return Setting(self.page.text, self.page.published, tuple(bodies), outlets, people)

    def _share_between_names(self) -> None:
        """A person linked by one recorded name is known by the others in the same text ("Putin" after "Vladimir Putin")."""
        linked = {decision.entity: self.seen[key] for key, decision in self.person_decisions.items() if decision.entity}
        for key, decision in self.person_decisions.items():
            hits = [entity for entity in decision.candidates if entity in linked]
            if decision.entity is None and len(hits) == 1:
                full = linked[hits[0]]
                place = full.places[0] if full.places else (None, None)
                proof = LinkEvidence("full_name_in_text", full.name, place[0], place[1])
                self.person_decisions[key] = Decision(hits[0], None, (proof,), decision.candidates)

    def _byline_evidence(self) -> dict[str, dict[str, list[LinkEvidence]]]:
        outlets = [o for o in (self.identity.outlet, self.identity.origin) if o is not None and o.entity]
        found: dict[str, dict[str, list[LinkEvidence]]] = {}
        for author in self.page.byline:
            for record, _alone in self.candidates.get(_key(author.name), []):
                pieces = [
                    LinkEvidence("byline_outlet", outlet.name or "", statement=statement)
                    for outlet in outlets
                    if (statement := self._writes_for(record, outlet.entity or ""))
                ]
                pieces += self._affiliation_evidence(record, author)
                if pieces:
                    found.setdefault(_key(author.name), {}).setdefault(record.entity.id, []).extend(pieces)
        return found

    def _writes_for(self, record: Recorded, body: str) -> str | None:
        for statement in record.ties.get(body, ()):
            held = held_on(statement.valid_from, statement.valid_to, self.page.published)
            if statement.predicate in _AUTHOR_TIES and held is not False:
                return statement.id
        return None

    def _affiliation_evidence(self, record: Recorded, author: Author) -> list[LinkEvidence]:
        if not author.affiliation:
            return []
        bodies = {match.entity for match in self.knowledge.entities_named(author.affiliation)}
        return [LinkEvidence("byline_affiliation", author.affiliation, statement=s) for b in bodies if (s := self._writes_for(record, b))]

    def _mention_attributions(self) -> None:
        for attribution in self.attributions:
            source = attribution.source
            if source.type in _PERSON_TYPES and source.name:
                self._add("source", source.name, source.span, attribution.id, self._person_decision(source.name))
            elif source.type in ("organization", "outlet"):
                self._add_body("source", source.name, source.span, attribution.id)
            if attribution.channel is not None:
                self._add_body("channel", None, attribution.channel, attribution.id)
            for span in attribution.described_organizations:
                self._add_body("described", None, span, attribution.id)

    def _person_decision(self, name: str) -> Decision:
        return self.person_decisions.get(_key(name), UNKNOWN)

    def _add_body(self, role: MentionRole, name: str | None, span: Span | None, attribution: str) -> None:
        place = self._sighting_place(span) if span is not None else None
        decision = self.body_decisions.get(place) if place is not None else None
        if decision is None:
            decision = self._by_exact_name(name or (span.text if span else ""), role)
        self._add(role, name or (span.text if span else ""), span, attribution, decision)

    def _by_exact_name(self, name: str, role: MentionRole) -> Decision:
        """A body whose printed span is not a spotted name: it may carry a resolved full name ("the paper" → The Epoch Times)."""
        plain = _POSSESSIVE.sub("", name.strip())
        matches = tuple(m for m in self.knowledge.entities_named(plain) if m.kind != "person")
        if not matches or plain.islower():
            return UNKNOWN
        sighting = Sighting(-1, -1, plain, matches)
        bodies = Bodies(self.page, self.identity, self.knowledge, {}, [])
        return bodies.decide_one(sighting, role)

    def _mention_bylines(self) -> None:
        for author in self.page.byline:
            span = Span.cut(self.page.text, author.start, author.end) if author.start is not None and author.end is not None else None
            person = author.kind == "person"
            decision = self._person_decision(author.name) if person else self._by_exact_name(_STAFF.sub("", author.name), "byline")
            self._add("byline", author.name, span, None, decision)

    def _mention_text(self) -> None:
        taken = {(start, end) for start, end, _role, _name in self.links} | self.roles.keys()
        for sighting in self.sightings:
            place = (sighting.start, sighting.end)
            if place in taken:
                continue
            span = Span(sighting.words, *place)
            decision = self.body_decisions.get(place, UNKNOWN)
            person = self._person_decision(sighting.words) if sighting.of_kind("person") else UNKNOWN
            if person.entity is not None and decision.entity is None:
                decision = person
            elif person.entity is not None:
                decision = Decision(None, "ambiguous", (), (*decision.candidates, *person.candidates))
            elif decision.entity is None and person.candidates and " " in sighting.words:
                decision = person
            elif decision.entity is None:
                continue
            self._add("text", sighting.words, span, None, decision)
        self._mention_surnames()

    def _mention_surnames(self) -> None:
        """Bare surnames of people whose full name the text links, unless another person in the text has the same."""
        owners: dict[str, set[str]] = {}
        for seen in self.seen.values():
            tokens = seen.name.split()
            if len(tokens) > 1 and tokens[-1].isascii():
                owners.setdefault(tokens[-1], set()).add(self._person_decision(seen.name).entity or "")
        wanted = {surname: next(iter(ids)) for surname, ids in owners.items() if len(ids) == 1 and "" not in ids and len(surname) > 2}
        if not wanted:
            return
        first_at = {key: min((place[0] for place in seen.places), default=0) for key, seen in self.seen.items()}
        full = {name.split()[-1]: (name, first_at[key]) for key, name in ((k, s.name) for k, s in self.seen.items()) if name.split()[-1] in wanted}
        taken = sorted({(start, end) for start, end, _r, _n in self.links} | {(s.start, s.end) for s in self.sightings})
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(wanted)))})(?![\w-])")
        for found in pattern.finditer(self.page.text):
            name, since = full[found[0]]
            start, end = found.span()
            if start < since or _inside(start, end, taken) or not _stands_as_surname(self.page.text, start, end):
                continue
            span = Span(found[0], found.start(), found.end())
            proof = LinkEvidence("full_name_in_text", name, since, since + len(name))
            self._add("text", name, span, None, Decision(wanted[found[0]], None, (proof,), (wanted[found[0]],)))

    def _add(self, role: MentionRole, name: str, span: Span | None, attribution: str | None, decision: Decision) -> None:
        key = (span.start, span.end, role, "") if span is not None else (-1, -1, role, _key(name))
        if key in self.links:
            mention, kept = self.links[key]
            ids = (*mention.attributions, attribution) if attribution and attribution not in mention.attributions else mention.attributions
            self.links[key] = (Mention(mention.name, role, mention.span, ids), kept)
        else:
            self.links[key] = (Mention(name, role, span, (attribution,) if attribution else ()), decision)


def _key(name: str) -> str:
    return " ".join(_HONORIFIC.sub("", name).casefold().split())


def _inside(start: int, end: int, taken: list[Place]) -> bool:
    return any(first <= start and end <= last for first, last in taken)


_NAME_BEFORE = re.compile(r"(\b[A-ZÀ-ÞА-Я][\w'’-]*)[  ]$")
_NAME_AFTER = re.compile(r"^[  ][A-ZÀ-ÞА-Я][\w'’-]*")


def _stands_as_surname(text: str, start: int, end: int) -> bool:
    """Not part of another capitalised name ("John Putin", "Putin Street")."""
    before = _NAME_BEFORE.search(text[max(0, start - 30) : start])
    if before is not None and before[1] not in BEFORE_SURNAME and not _opens_sentence(text, start - len(before[0])):
        return False
    return _NAME_AFTER.match(text[end : end + 30]) is None


def _opens_sentence(text: str, at: int) -> bool:
    return at <= 0 or text[at - 1] == "\n" or text[max(0, at - 2) : at] in (". ", "? ", "! ") or text[at - 1] in "“\"‘("
