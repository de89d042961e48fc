"""The flow of `link_mentions`: names are spotted, organizations and outlets decided, then people, then surnames; a Link for every mention.

One module, because its stages share one state, `_Linking`; what a stage decides by stands in the modules it asks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from server.linking.bodies import Bodies
from server.linking.bylines import byline_evidence
from server.linking.decision import UNKNOWN, Decision
from server.linking.described import NamedBody, PersonSeen, Setting
from server.linking.longer_names import LongerNames
from server.linking.people import Bearer, called_so, is_full, judge_person
from server.linking.recorded import recorded
from server.linking.spotting import Sighting, printed_as_recorded, spot_names
from server.linking.surnames import FullName, surname_mentions
from server.linking.vocabulary import noun_fits, offices_in
from server.records.attribution import Attribution
from server.records.entity import Entity
from server.records.knowledge import Knowledge
from server.records.link import Link, LinkEvidence, Mention, MentionRole
from server.records.outlet import OutletIdentity
from server.records.page import Author, Page
from server.records.span import Span

_PERSON_TYPES = ("person", "official")
_POSSESSIVE = re.compile(r"['’]s?$")
_STAFF = re.compile(r"[  ](?:staff|staff writer|news staff|newsroom|desk|reporters?|correspondents?)$", re.IGNORECASE)
_HONORIFIC = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Sen|Rep|Gov|Gen|Col)\.?[  ]|(?:President|Senator|Professor|Premier|Secretary)[  ])+"
)
_PHRASE = 2  # words from which a source is a phrase: one is a pronoun
_ARTICLE, _GENITIVE = len("the "), len("'s")
_LAST_WORD = re.compile(r"(\w[\w.-]*)[  ]$")

Place = tuple[int, int]


def link_mentions(page: Page, identity: OutletIdentity, attributions: tuple[Attribution, ...], knowledge: Knowledge) -> tuple[Link, ...]:
    """Every mention of the page with its decision, in the order of the text; those without a place come last.

    Unknown names get a Link only as sources, channels, bylines and described organizations.
    """
    return _Linking(page, identity, attributions, knowledge, LongerNames(page.text)).run()


@dataclass(slots=True)
class _Linking:
    """The state of one page's linking; each stage fills what the next one reads."""

    page: Page
    identity: OutletIdentity
    attributions: tuple[Attribution, ...]
    knowledge: Knowledge
    longer: LongerNames
    sightings: list[Sighting] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    roles: dict[Place, MentionRole] = field(default_factory=dict)
    body_decisions: dict[Place, Decision] = field(default_factory=dict)
    seen: dict[str, PersonSeen] = field(default_factory=dict)
    bearers: dict[str, list[Bearer]] = field(default_factory=dict)
    doubtful: set[Place] = field(default_factory=set)
    person_decisions: dict[str, Decision] = field(default_factory=dict)
    links: dict[tuple[int, int, MentionRole, str], tuple[Mention, Decision]] = field(default_factory=dict)

    def run(self) -> tuple[Link, ...]:
        """All stages in order."""
        self.sightings = spot_names(self.page.text, self.knowledge)
        self.starts = [sighting.start for sighting in self.sightings]
        self._note_roles()
        bodies = Bodies(self.page, self.identity, self.knowledge, self.roles, self.longer)
        bodies.decide_all(self.sightings)
        self.body_decisions = bodies.decisions
        self._gather_people()
        self._decide_people()
        self._decide_described()
        self._mention_attributions()
        self._mention_bylines()
        self._mention_text()
        self._mention_surnames()
        made = [Link(mention, d.entity, d.reason, d.evidence, d.candidates) for mention, d in self.links.values()]
        return tuple(sorted(made, key=lambda link: (link.mention.span is None, link.mention.span.start if link.mention.span else 0)))

    # --- organizations and outlets

    def _note_roles(self) -> None:
        for attribution in self.attributions:
            for span in attribution.described_organizations:
                self.roles[self._body_place(span)] = "described"
            source = attribution.source
            if source.span is not None and self._is_body(attribution):
                self.roles[self._body_place(source.span)] = "source"
            if attribution.channel is not None:
                self.roles[self._body_place(attribution.channel)] = "channel"

    def _is_body(self, attribution: Attribution) -> bool:
        """Whether a source is an organization or outlet: by the article's words, or because the record has the bare name for nobody else."""
        source = attribution.source
        if source.type in ("organization", "outlet"):
            return True
        if source.type != "person" or source.span is None or source.name != source.span.text or attribution.descriptions:
            return False
        kinds = {match.kind for match in self.knowledge.entities_named(source.name)}
        return bool(kinds) and "person" not in kinds

    def _body_place(self, span: Span) -> Place:
        """The place of the known name that a span is or lies in ("Epoch Times" in "The Epoch Times"), give or take an article; else its own."""
        at = max(0, bisect_right(self.starts, span.start) - 1)
        for sighting in self.sightings[at : at + 3]:
            covers = sighting.start <= span.start + _ARTICLE and span.end <= sighting.end + _GENITIVE
            if covers and sighting.end > span.start and sighting.of_kind("organization", "outlet"):
                return sighting.start, sighting.end
        return span.start, span.end

    def _named_body(self, place: Place) -> NamedBody | None:
        decision = self.body_decisions.get(place)
        if decision is None:
            return None
        entities = frozenset([decision.entity] if decision.entity else decision.candidates)
        return NamedBody(*place, entities, self.roles.get(place) == "channel")

    # --- people

    def _gather_people(self) -> None:
        for sighting in self.sightings:
            people = sighting.of_kind("person")
            if people and not is_full(sighting.words) and self._is_another(sighting):
                self.doubtful.add((sighting.start, sighting.end))
            elif people:
                self._person(sighting.words).places[sighting.start, sighting.end] = None
        for attribution in self.attributions:
            self._gather_source(attribution)
        for author in self.page.byline:
            if author.kind == "person":
                self._person(author.name)
                self._add_byline_evidence(author)

    def _is_another(self, sighting: Sighting) -> bool:
        """Whether a recorded bare surname may be somebody else of that name in this text: then only a title beside it helps."""
        names = self.longer.names_ending_in(sighting.words)
        for bearer in sighting.of_kind("person"):
            entity = self.knowledge.entity(bearer.entity)
            names -= {name.text.casefold() for name in entity.names} if entity else set()
        if not names:
            return False
        before = _LAST_WORD.search(self.page.text[max(0, sighting.start - 24) : sighting.start])
        return before is None or not offices_in(before[1])

    def _gather_source(self, attribution: Attribution) -> None:
        source = attribution.source
        if source.name is None or source.type not in _PERSON_TYPES or self._is_body(attribution):
            return
        seen = self._person(source.name)
        if source.span is not None:
            seen.places.setdefault((source.span.start, source.span.end))
        seen.descriptions.update(dict.fromkeys(attribution.descriptions))
        bodies = (self._named_body(self._body_place(span)) for span in attribution.described_organizations)
        seen.described_bodies.update(dict.fromkeys(body for body in bodies if body is not None))

    def _person(self, name: str) -> PersonSeen:
        key = _key(name)
        kept = self.seen.get(key)
        if kept is None:
            plain = _HONORIFIC.sub("", name).strip()
            kept = self.seen[key] = PersonSeen(plain)
            self.bearers[key] = self._bearers_of(plain)
        return kept

    def _bearers_of(self, name: str) -> list[Bearer]:
        found: dict[str, Bearer] = {}
        for match in self.knowledge.entities_named(name):
            entity = self.knowledge.entity(match.entity) if match.kind == "person" else None
            if entity is not None:
                kept = found.get(entity.id)
                found[entity.id] = Bearer(recorded(entity), match.alone or (kept is not None and kept.alone))
        return list(found.values())

    def _add_byline_evidence(self, author: Author) -> None:
        key = _key(author.name)
        self.bearers[key] = [
            Bearer(b.record, b.alone, b.found + byline_evidence(author, b.record, self.page, self.identity, self.knowledge))
            for b in self.bearers[key]
        ]

    def _decide_people(self) -> None:
        setting = self._setting()
        named = {b.record.entity.id: b.record.bodies for bearers in self.bearers.values() if len(bearers) == 1 for b in bearers}
        for key, seen in self.seen.items():
            bearers = self.bearers[key]
            self.person_decisions[key] = judge_person(seen, bearers, setting, named) if bearers else UNKNOWN
        linked = {d.entity: self.seen[key] for key, d in self.person_decisions.items() if d.entity and is_full(self.seen[key].name)}
        for key, decision in self.person_decisions.items():
            hits = [entity for entity in decision.candidates if entity in linked]
            if decision.entity is None and len(hits) == 1:
                full = linked[hits[0]]
                proof = LinkEvidence("full_name_in_text", full.name, *next(iter(full.places), (None, None)))
                self.person_decisions[key] = Decision(hits[0], None, (proof,), decision.candidates)

    def _decide_described(self) -> None:
        """A body that its own words left open is the one of the linked person described by it ("Ann Lee, director of Demos")."""
        for key, seen in self.seen.items():
            entity = self.person_decisions[key].entity
            record = next((b.record for b in self.bearers[key] if b.record.entity.id == entity), None)
            for body in seen.described_bodies if record is not None else ():
                place = body.start, body.end
                decision = self.body_decisions[place]
                hits = [other for other in decision.candidates if record is not None and other in record.ties]
                if decision.entity is None and len(hits) == 1 and record is not None:
                    proof = LinkEvidence("described_person", seen.name, statement=record.ties[hits[0]][0].id)
                    self.body_decisions[place] = Decision(hits[0], None, (proof,), decision.candidates)

    def _setting(self) -> Setting:
        outlets = frozenset(o.entity for o in (self.identity.outlet, self.identity.origin) if o is not None and o.entity)
        people = [(s.start, s.end) for s in self.sightings if s.of_kind("person")]
        bodies = [body for place in self.body_decisions if (body := self._named_body(place)) is not None]
        bodies.sort(key=lambda body: body.start)
        return Setting(self.page.text, self.page.published, outlets, people, self.longer, bodies)

    # --- the links

    def _mention_attributions(self) -> None:
        for attribution in self.attributions:
            source = attribution.source
            if self._is_body(attribution):
                self._add_body("source", source.name, source.span, attribution.id)
            elif source.type in _PERSON_TYPES and source.name:
                self._add("source", source.name, source.span, attribution.id, self._source_decision(source.name, source.span))
            if attribution.channel is not None:
                self._add_body("channel", None, attribution.channel, attribution.id)
            for span in attribution.described_organizations:
                self._add_body("described", None, span, attribution.id)

    def _source_decision(self, name: str, span: Span | None) -> Decision:
        """The decision on a source's name; where a noun is printed instead ("the official"), it must be one that article or record has for them."""
        decision = self._person_decision(name)
        tokens = _POSSESSIVE.sub("", span.text).split() if span is not None else []
        if decision.entity is None or len(tokens) < _PHRASE or not tokens[-1].islower():
            return decision
        seen, noun = self.seen[_key(name)], tokens[-1]
        record = next(b.record for b in self.bearers[_key(name)] if b.record.entity.id == decision.entity)
        return decision if called_so(noun, seen, record, self._setting()) else Decision(None, "insufficient_evidence", (), decision.candidates)

    def _person_decision(self, name: str) -> Decision:
        return self.person_decisions.get(_key(name), UNKNOWN)

    def _add_body(self, role: MentionRole, name: str | None, span: Span | None, attribution: str) -> None:
        words = name or (span.text if span else "")
        decision = self.body_decisions.get(self._body_place(span)) if span is not None else None
        if decision is None:
            printed = span is not None and _POSSESSIVE.sub("", span.text).casefold().endswith(words.casefold())
            decision = self._by_exact_name(words, role if printed else None)
            if span is not None and not printed and decision.entity is not None and not self._noun_fits(span.text, decision.entity):
                decision = Decision(None, "insufficient_evidence", (), decision.candidates)
        self._add(role, words, span, attribution, decision)

    def _noun_fits(self, words: str, entity_id: str) -> bool:
        """Whether "the newspaper" may be this entity: the reading of a common noun as a name is a guess to be checked.

        "The Times" may be The New York Times; "the university's newspaper" and "The Daily Observer newspaper in Monrovia" are other papers.
        """
        entity = self.knowledge.entity(entity_id)
        tokens = _POSSESSIVE.sub("", words).split()
        if entity is None or not tokens or any(_POSSESSIVE.search(token) for token in tokens):
            return False
        own = {token.casefold() for name in entity.names for token in name.text.split()}
        others = [token for token in tokens[1:] if token[0].isupper() and token.casefold() not in own and not _is_short_form(token, entity)]
        about = f"{entity.name} {entity.category}"
        if others:
            return len(others) == 1 and others[0] == tokens[-1] and noun_fits(others[0].casefold(), about)  # German nouns
        return tokens[-1][0].isupper() or noun_fits(tokens[-1], about)

    def _by_exact_name(self, name: str, role: MentionRole | None) -> Decision:
        """A body whose printed span is not a spotted name: it may carry a resolved full name ("the paper" → The Epoch Times).

        Without a `role` (the name is not printed at this place) only an unambiguous name links.
        """
        plain = _POSSESSIVE.sub("", name.strip())
        matches = tuple(m for m in self.knowledge.entities_named(plain) if m.kind != "person" and printed_as_recorded(plain, m, self.knowledge))
        if not matches:
            return UNKNOWN
        return Bodies(self.page, self.identity, self.knowledge, {}, self.longer).decide_one(Sighting(-1, -1, plain, matches), role)

    def _mention_bylines(self) -> None:
        for author in self.page.byline:
            span = Span.cut(self.page.text, author.start, author.end) if author.start is not None and author.end is not None else None
            person = author.kind == "person"
            decision = self._person_decision(author.name) if person else self._by_exact_name(_STAFF.sub("", author.name), "byline")
            self._add("byline", author.name, span, None, decision)

    def _mention_text(self) -> None:
        taken = {(start, end) for start, end, _role, _name in self.links} | self.roles.keys() | self.doubtful
        for sighting in self.sightings:
            place = (sighting.start, sighting.end)
            if place in taken:
                continue
            decision = self._text_decision(sighting, place)
            if decision is not None:
                self._add("text", sighting.words, Span(sighting.words, *place), None, decision)

    def _text_decision(self, sighting: Sighting, place: Place) -> Decision | None:
        body = self.body_decisions.get(place, UNKNOWN)
        person = self._person_decision(sighting.words) if sighting.of_kind("person") else UNKNOWN
        if body.entity is not None and person.entity is not None:
            return Decision(None, "ambiguous", (), (*body.candidates, *person.candidates))
        if body.entity is not None:
            return body
        return person if person.entity is not None or (person.candidates and is_full(sighting.words)) else None

    def _mention_surnames(self) -> None:
        people = [
            FullName(seen.name, place, entity, self._titles(key, entity))
            for key, seen in self.seen.items()
            if (place := next(iter(seen.places), None)) is not None
            and (entity := self.person_decisions[key].entity) is not None
            and self.page.text.startswith(seen.name, place[0])
        ]
        taken = {(start, end) for start, end, _role, _name in self.links if start >= 0} | {(s.start, s.end) for s in self.sightings}
        for person, span, proof in surname_mentions(self.page.text, people, taken, self.longer):
            self._add("text", person.name, span, None, Decision(person.entity, None, (proof,), (person.entity,)))

    def _titles(self, key: str, entity: str) -> frozenset[str]:
        return frozenset(title for b in self.bearers[key] if b.record.entity.id == entity for office in b.record.offices for title in office.titles)

    def _add(self, role: MentionRole, name: str, span: Span | None, attribution: str | None, decision: Decision) -> None:
        key = (span.start, span.end, role, "") if span is not None else (-1, -1, role, _key(name))
        kept = self.links.get(key)
        ids = kept[0].attributions if kept is not None else ()
        if attribution is not None and attribution not in ids:
            ids = (*ids, attribution)
        self.links[key] = (Mention(kept[0].name if kept else name, role, span, ids), kept[1] if kept else decision)


def _is_short_form(token: str, entity: Entity) -> bool:
    """Whether a token is the entity's initials ("AP")."""
    return token.isupper() and token == "".join(word[0] for word in entity.name.split() if word[0].isupper())


def _key(name: str) -> str:
    return " ".join(_HONORIFIC.sub("", name).casefold().split())
