"""After people: whom "the senator" or "the company" stands for, when the text has said so before."""

from __future__ import annotations

from server.attributions.descriptions import Describer
from server.attributions.names import Mention
from server.attributions.people import People, Person
from server.attributions.vocabulary import Vocabulary

_FOCUS = 4  # sentences that an epithet reaches back
_LOOK_BACK = 40  # sentences; a role is repeated within a story, seldom across a whole page


class NominalResolver:
    """Answers for one text. Only definite phrases are resolved, never groups."""

    def __init__(self, vocabulary: Vocabulary, people: People, describer: Describer, mentions: list[list[Mention]]) -> None:
        self.people = people
        self.describer = describer
        self.mentions = mentions
        self.bodies = vocabulary.roles["bodies"]
        self.roles = vocabulary.roles["nominal"]
        self.publishers = vocabulary.roles["publishing_bodies"]
        self.named_bodies = vocabulary.roles["named_bodies"]
        self.prepositions = vocabulary.words["prepositions"]
        self.epithets = vocabulary.roles.get("epithets", frozenset())
        self.kin = vocabulary.roles.get("kin", frozenset())
        self.ages = tuple(vocabulary.words.get("age_endings", ()))
        self.possessives = vocabulary.words["possessives"]
        self.genders = vocabulary.role_genders
        self.definite = vocabulary.words["definite"]

    def resolve(self, words: list[str], sentence: int) -> Person | Mention | None:
        """The person or organization a phrase (lower-case words) in a sentence stands for, or None when the text does not tell."""
        if words and words[0] in self.possessives and words[-1] in self.kin:
            return self._person(words[-1], sentence)
        if not words or words[0] not in self.definite:
            return None
        head = next((k for k, word in enumerate(words) if word in self.prepositions), len(words))
        noun = words[head - 1]
        if noun in self.bodies:
            return self._body(noun, sentence)
        described = self._person(noun, sentence) if noun in self.roles and head == len(words) else None
        if described is None and head == len(words) and (noun in self.epithets or any(word.endswith(self.ages) for word in words)):
            return self._in_focus(noun, sentence)
        return described

    def _in_focus(self, noun: str, sentence: int) -> Person | None:
        """Whom "the 39-year-old" or "the Cambridge native" is: who the sentences before are about; such words introduce nobody."""
        gender = self.genders.get(noun)
        for order in range(sentence - 1, max(-1, sentence - 1 - _FOCUS), -1):
            speaker = self.people.speakers.get(order)
            subjects = [self.people.who(m) for m in self.mentions[order] if self.people.is_subject(m) and not m.possessive]
            for person in (speaker, *subjects):
                if person is not None and person.sure and gender in {None, person.gender or gender}:
                    return person
        return None

    def _person(self, role: str, sentence: int) -> Person | None:
        seen: set[int] = set()
        for order in range(sentence, max(-1, sentence - _LOOK_BACK), -1):
            for mention in self.mentions[order]:
                person = self.people.who(mention)
                if person is None or id(person) in seen or (order == sentence and mention.modifies):
                    continue
                seen.add(id(person))
                described = (self.describer.of(person).text or "").lower()
                if role in described.replace(",", " ").replace(";", " ").split():
                    return person
        return None

    def _body(self, noun: str, sentence: int) -> Mention | None:
        latest: Mention | None = None
        for order in range(sentence - 1, max(-1, sentence - _LOOK_BACK), -1):
            for mention in self.mentions[order]:
                if mention.kind not in {"organization", "outlet"}:
                    continue
                if noun in mention.core and len(mention.core) > 1:
                    return mention
                if mention.kind == "outlet" and noun not in self.publishers:
                    continue
                if order in self.people.bodies_that_spoke:
                    return self.people.bodies_that_spoke[order]
                latest = latest or (mention if sentence - order < 3 else None)
        return latest if noun not in self.named_bodies else None
