"""Evidence for organizations and outlets. Second stage of `link_mentions`: runs before people, who are recognised by their organizations.

A full name links by itself; a common word or an abbreviation needs a setting that shows a medium or a body is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from server.linking.abbreviations import country_after, explained_otherwise
from server.linking.decision import ENOUGH, Candidate, Decision, decide
from server.linking.longer_names import LongerNames
from server.linking.settings import nation_before, opens_sentence, scholar_setting, setting_of
from server.linking.spotting import Sighting
from server.linking.vocabulary import SHARED_HEADS, countries_in, is_generic
from server.records.entity import Entity
from server.records.knowledge import Knowledge, NameMatch
from server.records.link import LinkEvidence, MentionRole
from server.records.outlet import Outlet, OutletIdentity
from server.records.page import Page

_COUNTRY_REACH = 60
_STAFFED = frozenset(["think tank", "university", "foundation"])
Place = tuple[int, int]


@dataclass(slots=True)
class Bodies:
    """The decisions on organizations and outlets so far, by place, and how each entity was first named."""

    page: Page
    identity: OutletIdentity
    knowledge: Knowledge
    roles: dict[Place, MentionRole]
    longer: LongerNames
    decisions: dict[Place, Decision] = field(default_factory=dict)
    named: dict[str, Sighting] = field(default_factory=dict)
    _others: dict[tuple[str, str], LinkEvidence | None] = field(default_factory=dict)

    def decide_all(self, sightings: list[Sighting]) -> None:
        """Full names first, so that short forms can lean on them wherever they stand."""
        later: list[Sighting] = []
        for sighting in sightings:
            bodies = sighting.of_kind("organization", "outlet")
            if not bodies:
                continue
            if any(bearer.alone for bearer in bodies):
                self._settle(sighting)
            else:
                later.append(sighting)
        open_ones = [sighting for sighting in later if not self._settle(sighting)]
        for sighting in open_ones:  # an abbreviation settled by its setting settles its other places
            self._settle(sighting)

    def _settle(self, sighting: Sighting) -> bool:
        place = (sighting.start, sighting.end)
        decision = self.decisions[place] = self.decide_one(sighting, self.roles.get(place))
        if decision.entity is not None:
            self.named.setdefault(decision.entity, sighting)
        return decision.entity is not None

    def decide_one(self, sighting: Sighting, role: MentionRole | None) -> Decision:
        """The decision on one place; `role` is what the attributions say of it."""
        bearers = sighting.of_kind("organization", "outlet")
        if role == "channel" and sighting.of_kind("outlet"):
            bearers = sighting.of_kind("outlet")
        judged = [Candidate(b.entity, tuple(self._evidence(sighting, b, role, rivals=len(bearers) - 1))) for b in bearers]
        return decide(self._with_priors(sighting, judged) if len(judged) > 1 else judged)

    def _with_priors(self, sighting: Sighting, candidates: list[Candidate]) -> list[Candidate]:
        """Several bear the name and more than one has enough: is one known beyond the lists of local papers, is one of the reader's country?

        Priors only choose between candidates that have evidence of their own; they never make up for missing evidence.
        """
        enough = [candidate for candidate in candidates if candidate.weight >= ENOUGH]
        if len(enough) < 2:
            return candidates
        entities = {candidate.entity: self.knowledge.entity(candidate.entity) for candidate in candidates}
        curated = [key for key, entity in entities.items() if entity is not None and entity.layer == "curated"]
        home = next((entity.country for outlet in self._outlets() if outlet.entity and (entity := self.knowledge.entity(outlet.entity))), None)
        judged = []
        for candidate in candidates:
            found = candidate.evidence
            entity = entities[candidate.entity]
            if candidate in enough and curated == [candidate.entity]:
                found = (*found, _at("best_known", sighting))
            if candidate in enough and entity is not None and home is not None and entity.country == home and "wikidata" in entity.identifiers:
                found = (*found, LinkEvidence("home_country", home))
            judged.append(Candidate(candidate.entity, found))
        return judged

    def _outlets(self) -> list[Outlet]:
        """The outlet that is read, and the one its text comes from."""
        return [outlet for outlet in (self.identity.outlet, self.identity.origin) if outlet is not None]

    def _evidence(self, sighting: Sighting, bearer: NameMatch, role: MentionRole | None, *, rivals: int) -> list[LinkEvidence]:
        found: list[LinkEvidence] = []
        alone = bearer.alone and not is_generic(sighting.words)
        if alone:
            found.append(_at("full_name", sighting))
        elif role in ("source", "channel", "byline") and not is_generic(sighting.words):
            bare_word = role == "source" and not is_abbreviation(sighting.words)  # companies and crowds speak too
            found.append(_at("source_word" if bare_word else "cue", sighting))
        found += self._from_text(sighting, bearer)
        found += self._from_page(sighting, bearer, role)
        if not alone and sighting.start >= 0:
            found += self._from_setting(sighting, bearer)
            kinds = {piece.kind for piece in found}
            meant = "own_outlet" in kinds or (role in ("source", "channel", "described") and "media_word" in kinds)
            found += [piece for piece in self._against(sighting, bearer) if not meant or piece.kind != "ordinary_word"]
        entity = self.knowledge.entity(bearer.entity) if rivals or not alone or sighting.start > 0 else None
        if entity is not None and entity.country is not None and sighting.start >= 0:
            found += self._from_country(sighting, entity, asked=bool(rivals) or not alone)
        return found

    def _from_text(self, sighting: Sighting, bearer: NameMatch) -> list[LinkEvidence]:
        earlier = self.named.get(bearer.entity)
        if earlier is None or earlier.start == sighting.start:
            return []
        if earlier.words == sighting.words:
            return [_at("known_in_text", earlier)] if is_abbreviation(sighting.words) else []
        head = shared_head(sighting.words)
        if head is not None and not self._refers_to(head, sighting, bearer):
            return []
        if head is None and not is_abbreviation(sighting.words) and not bearer.alone and opens_sentence(self.page.text, sighting.start):
            return []
        return [_at("full_name_in_text", earlier)]

    def _from_page(self, sighting: Sighting, bearer: NameMatch, role: MentionRole | None) -> list[LinkEvidence]:
        for outlet in self._outlets():
            if outlet.entity == bearer.entity:
                clue = _clue_at(outlet, sighting.start, sighting.end)
                if clue:
                    return [LinkEvidence("publisher_clue", clue, sighting.start, sighting.end)]
                printed = is_abbreviation(sighting.words) or " " in sighting.words  # "The Intercept": an article does not explain the second capital
                sure = bearer.alone or printed or role in ("source", "channel", "byline")
                if sure or not opens_sentence(self.page.text, sighting.start):
                    return [LinkEvidence("own_outlet", outlet.name or sighting.words)]
        return []

    def _from_setting(self, sighting: Sighting, bearer: NameMatch) -> list[LinkEvidence]:
        text, start, end = self.page.text, sighting.start, sighting.end
        if bearer.kind == "outlet":
            kind, words = setting_of(text, start, end, abbreviation=is_abbreviation(sighting.words))
        else:
            entity = self.knowledge.entity(bearer.entity)
            staffed = entity is not None and entity.category in _STAFFED
            kind, words = scholar_setting(text, start, end, abbreviation=is_abbreviation(sighting.words)) if staffed else ("", "")
        return [LinkEvidence(kind, words, start, end)] if kind else []

    def _against(self, sighting: Sighting, bearer: NameMatch) -> list[LinkEvidence]:
        found = []
        head = shared_head(sighting.words)
        if head is not None and self._is_another(head, sighting, bearer):
            found.append(_at("other_of_that_name", sighting))
        if is_abbreviation(sighting.words):
            other = self._given_to_another(sighting.words, bearer)
            found += [other] if other is not None else []
        one_word = len(sighting.words.split()) == 1 or sighting.words[:4] in ("The ", "the ")
        if head is not None and self._refers_to(head, sighting, bearer):
            return []
        if one_word and not is_abbreviation(sighting.words) and opens_sentence(self.page.text, sighting.start):
            found.append(_at("ordinary_word", sighting))
        return found

    def _given_to_another(self, words: str, bearer: NameMatch) -> LinkEvidence | None:
        """Whether any place of an abbreviation says that it is somebody else's here; looked for once a text."""
        key = words, bearer.entity
        if key not in self._others:
            entity = self.knowledge.entity(bearer.entity)
            names = [name.text for name in entity.names] if entity else []
            about = f"{entity.name} {entity.category} {entity.description}" if entity else ""
            said = explained_otherwise(self.page.text, words, names, about) or self._of_another_country(words, entity)
            self._others[key] = LinkEvidence("other_of_that_name", said) if said else None
        return self._others[key]

    def _of_another_country(self, words: str, entity: Entity | None) -> str | None:
        """ "the NSC of Ghana": the country that a place of the abbreviation names, where it is not the entity's."""
        text = self.page.text
        at = text.find(words) if entity is not None and entity.country else -1
        while at >= 0:
            country = country_after(text, at + len(words))
            named = countries_in(country) if country else frozenset()
            if entity is not None and named and entity.country not in named:
                return country
            at = text.find(words, at + len(words))
        return None

    def _from_country(self, sighting: Sighting, entity: Entity, *, asked: bool) -> list[LinkEvidence]:
        text, start, end = self.page.text, sighting.start, sighting.end
        other = nation_before(text, start)
        if other and entity.country not in other:
            return [LinkEvidence("other_country", ", ".join(sorted(other)))]
        if asked:
            around = text[max(0, start - _COUNTRY_REACH) : start] + "|" + text[end : end + _COUNTRY_REACH]
            if entity.country in countries_in(around):
                return [LinkEvidence("country", entity.country or "")]
        return []

    def _refers_to(self, head: str, sighting: Sighting, bearer: NameMatch) -> bool:
        name = self.longer.last_before(head, sighting.start)
        return name is not None and self._bears(bearer.entity, name)

    def _is_another(self, head: str, sighting: Sighting, bearer: NameMatch) -> bool:
        """Whether "The Times" stands for another paper: the one named in full before it, else the one read."""
        name = self.longer.last_before(head, sighting.start)
        if name is not None:
            return not self._bears(bearer.entity, name)
        outlets = [outlet for outlet in self._outlets() if outlet.name]
        return any(o.entity != bearer.entity and (o.name or "").casefold().split()[-1:] == [head.casefold()] for o in outlets)

    def _bears(self, entity_id: str, name: str) -> bool:
        entity = self.knowledge.entity(entity_id)
        return entity is not None and any(n.text.casefold() in (name, f"the {name}") or f"the {n.text.casefold()}" == name for n in entity.names)


def shared_head(words: str) -> str | None:
    """The word of a bare shared title ("Times" of "The Times"), None for other names."""
    tokens = words.split()
    if len(tokens) == 2 and tokens[0].casefold() == "the":
        tokens = tokens[1:]
    return tokens[0] if len(tokens) == 1 and tokens[0].casefold() in SHARED_HEADS else None


def is_abbreviation(words: str) -> bool:
    """Whether a name is written in capitals only ("RT", "NTDTV")."""
    return len(words) > 1 and words.isupper()


def _at(kind: str, sighting: Sighting) -> LinkEvidence:
    known = sighting.start >= 0
    return LinkEvidence(kind, sighting.words, sighting.start if known else None, sighting.end if known else None)


def _clue_at(outlet: Outlet, start: int, end: int) -> str | None:
    for clue in outlet.evidence:
        if clue.start is not None and clue.end is not None and clue.start <= start and end <= clue.end:
            return clue.text
    return None
