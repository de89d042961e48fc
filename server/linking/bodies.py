"""Evidence for organizations and outlets. Second stage of `link_mentions`: runs before people, who are recognised by their organizations.

A full name links by itself; a common word or an abbreviation needs a setting that shows a medium or a body is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from server.linking.decision import Candidate, Decision, decide
from server.linking.spotting import Sighting
from server.linking.surroundings import look_around
from server.linking.vocabulary import MEDIA, PLAIN, SHARED_HEADS, VAGUE_MEDIA, countries_in, nationalities_in
from server.records.knowledge import Knowledge, NameMatch
from server.records.link import LinkEvidence, MentionRole
from server.records.outlet import Outlet, OutletIdentity
from server.records.page import Page

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)?")
_CAPITALISED_RUN = re.compile(r"(?:\b[A-ZÀ-ÞА-Я][\w.'’-]{0,20}[  ]){1,4}$")
_NEIGHBOUR = 16
_COUNTRY_REACH = 60
_NATION_BEFORE = re.compile(r"(\w+)[  ](?:\w+[  ])?$")
_Add = Callable[..., None]  # (kind, words, place in the text or None)


@dataclass(slots=True)
class Bodies:
    """The decisions on organizations and outlets so far, by place, and how each entity was first named."""

    page: Page
    identity: OutletIdentity
    knowledge: Knowledge
    roles: dict[tuple[int, int], MentionRole]
    sightings: list[Sighting]
    decisions: dict[tuple[int, int], Decision] = field(default_factory=dict)
    named: dict[str, Sighting] = field(default_factory=dict)
    longer: dict[str, set[str]] = field(default_factory=dict)

    def decide_all(self) -> None:
        """Full names first, so that short forms can lean on them wherever they stand."""
        later: list[Sighting] = []
        for sighting in self.sightings:
            if any(bearer.alone for bearer in sighting.of_kind("organization", "outlet")):
                self._settle(sighting)
            elif sighting.of_kind("organization", "outlet"):
                later.append(sighting)
        for _ in range(2):  # an abbreviation settled by its setting settles its other places in the second round
            later = [sighting for sighting in later if not self._settle(sighting)]

    def _settle(self, sighting: Sighting) -> bool:
        role = self.roles.get((sighting.start, sighting.end))
        decision = self.decide_one(sighting, role)
        self.decisions[sighting.start, sighting.end] = decision
        if decision.entity is not None:
            self.named.setdefault(decision.entity, sighting)
        return decision.entity is not None

    def decide_one(self, sighting: Sighting, role: MentionRole | None) -> Decision:
        """The decision on one place; `role` is what the attributions say of it."""
        bearers = sighting.of_kind("organization", "outlet")
        outlets = sighting.of_kind("outlet")
        if role == "channel" and outlets:
            bearers = outlets
        return decide([Candidate(bearer.entity, tuple(self._evidence(sighting, bearer, role))) for bearer in bearers])

    def _evidence(self, sighting: Sighting, bearer: NameMatch, role: MentionRole | None) -> list[LinkEvidence]:
        start, end = sighting.start, sighting.end
        found: list[LinkEvidence] = []

        def add(kind: str, words: str, at: int | None = None) -> None:
            found.append(LinkEvidence(kind, words, at, None if at is None else at + len(words)))

        if bearer.alone:
            add("full_name", sighting.words, start)
        elif role in ("source", "channel", "byline"):
            add("cue", sighting.words, start)
        earlier = self.named.get(bearer.entity)
        if earlier is not None and earlier.words != sighting.words:
            add("full_name_in_text", earlier.words, earlier.start)
        elif earlier is not None and _is_abbreviation(sighting.words):
            add("known_in_text", earlier.words, earlier.start)
        for outlet in (self.identity.outlet, self.identity.origin):
            if outlet is not None and outlet.entity == bearer.entity:
                clue = _clue_at(outlet, start, end)
                if clue or role in ("source", "channel", "byline") or _looks_like_a_name(sighting.words):
                    add("publisher_clue" if clue else "own_outlet", clue or outlet.name or sighting.words)
        if not bearer.alone and bearer.kind == "outlet":
            self._add_setting(sighting, add)
        self._weigh_country(sighting, bearer, add)
        if self._is_another(sighting, bearer):
            add("other_of_that_name", sighting.words, start)
        return found

    def _add_setting(self, sighting: Sighting, add: _Add) -> None:
        text, start, end = self.page.text, sighting.start, sighting.end
        close = text[max(0, start - _NEIGHBOUR) : start] + " " + text[end : end + _NEIGHBOUR]
        word = next((word for word in _WORD.findall(close) if word.casefold() in _CLOSE_MEDIA), None)
        if word is not None and _looks_like_a_name(sighting.words):
            add("media_word", word)
            return
        first, last = look_around(text, start, end).sentence
        sentence = text[first:start] + " " + text[end:last]
        word = next((word for word in _WORD.findall(sentence) if word.casefold() in MEDIA), None)
        if word is not None and _is_abbreviation(sighting.words):
            add("media_word", word)
        elif word is not None and sighting.words[:4] in ("The ", "the "):
            add("media_setting", word)

    def _weigh_country(self, sighting: Sighting, bearer: NameMatch, add: _Add) -> None:
        entity = self.knowledge.entity(bearer.entity)
        if entity is None or entity.country is None or (bearer.alone and len(sighting.of_kind("organization", "outlet")) == 1):
            return
        text = self.page.text
        around = text[max(0, sighting.start - _COUNTRY_REACH) : sighting.start] + "|" + text[sighting.end : sighting.end + _COUNTRY_REACH]
        if entity.country in countries_in(around):
            add("country", entity.country)
            return
        nation = _NATION_BEFORE.search(text[max(0, sighting.start - 20) : sighting.start])
        other = nationalities_in(nation[1]) if nation else frozenset()
        if other and not bearer.alone:
            add("other_country", ", ".join(sorted(other)))

    def _is_another(self, sighting: Sighting, bearer: NameMatch) -> bool:
        """Whether "The Times" stands for another paper: the one read, or one named in full in this text."""
        head = _shared_head(sighting.words)
        if head is None or bearer.alone:
            return False
        for outlet in (self.identity.outlet, self.identity.origin):
            if outlet is not None and outlet.name and outlet.entity != bearer.entity and outlet.name.casefold().split()[-1] == head:
                return True
        entity = self.knowledge.entity(bearer.entity)
        own = {entity.name.casefold(), *(name.text.casefold() for name in entity.names)} if entity else set()
        if head not in self.longer:
            self.longer[head] = _longer_names(head, self.page.text)
        return any(name not in own and f"the {name}" not in own for name in self.longer[head])


_CLOSE_MEDIA = (MEDIA - VAGUE_MEDIA) | {"magazine", "told"}


def _longer_names(head: str, text: str) -> set[str]:
    """The capitalised names of a text that end in `head`, folded: "the straits times" for "times". Linear: a bounded look back from each."""
    names: set[str] = set()
    printed = head.capitalize()
    at = text.find(printed)
    while at >= 0:
        found = _CAPITALISED_RUN.search(text[max(0, at - _COUNTRY_REACH) : at])
        words = found[0].split() if found else []
        while words and words[0].casefold() in PLAIN:
            words.pop(0)
        if words:
            names.add(" ".join([*words, printed]).casefold())
        at = text.find(printed, at + len(printed))
    return names


def _shared_head(words: str) -> str | None:
    tokens = words.casefold().split()
    if tokens[:1] == ["the"]:
        tokens = tokens[1:]
    return tokens[0] if len(tokens) == 1 and tokens[0] in SHARED_HEADS else None


def _is_abbreviation(words: str) -> bool:
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _looks_like_a_name(words: str) -> bool:
    return words[:1].isupper() or not words[:1].islower()


def _clue_at(outlet: Outlet, start: int, end: int) -> str | None:
    for clue in outlet.evidence:
        if clue.start is not None and clue.end is not None and clue.start <= start and end <= clue.end:
            return clue.text
    return None
