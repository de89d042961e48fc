"""After the sources of a sentence are found: who each of them is, from what the text has said so far."""

from __future__ import annotations

from collections.abc import Sequence

from server.attributions.cases import NameCases
from server.attributions.drafts import Speaker
from server.attributions.names import Mention
from server.attributions.nominals import NominalResolver
from server.attributions.people import People, Person
from server.attributions.sentences import Sentence
from server.attributions.sources import Candidate
from server.attributions.vocabulary import Vocabulary


class Speakers:
    """Answers for one text, in the order of its sentences; remembers who spoke last."""

    def __init__(self, text: str, vocabulary: Vocabulary, mentions: list[list[Mention]], people: People, nominals: NominalResolver) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.mentions = mentions
        self.people = people
        self.nominals = nominals
        self.genders = vocabulary.pronoun_genders
        self.cases = NameCases(vocabulary)
        self.last: Speaker | None = None
        self.latest = -1  # the sentence with the latest attribution

    def governed(self, s: Sentence, source: Candidate | None, said: Sequence[tuple[int, int]] = ()) -> Speaker:
        """Who the source behind "according to" is: where names decline it stands in the genitive, and the text may have the nominative."""
        speaker = self.of(s, source, said)
        mention = source.mention if source is not None else None
        if mention is None or speaker.person is None or not self.cases.endings:
            return speaker
        name = self.cases.nominative(mention.text)
        known = self.people.called(tuple(name.lower().split()))
        if known is None and name != speaker.person.name == mention.text:
            known = Person(name, tuple(name.lower().split()), speaker.person.gender, speaker.person.sure, speaker.person.mentions)
        speaker.person = known or speaker.person
        return speaker

    def of(self, s: Sentence, source: Candidate | None, said: Sequence[tuple[int, int]] = ()) -> Speaker:
        """Who a source is; nobody is named in what they themselves said, so a pronoun passes over the names there."""
        if source is None:
            previous = self.last
            return Speaker(None, None) if previous is None else Speaker(None, None, previous.person, previous.organization, previous.nominal)
        start, end = s.span(source.first, source.last)
        if source.pronoun is not None:
            end = start + len(source.pronoun)
            person = None
            gender = self.genders.get(source.pronoun)
            if gender is not None:
                person = self.people.pronoun(s.order, source.first, gender, said)
                if person is None and self.last is not None and self.last.person is not None and (self.last.person.gender in {None, "any"}):
                    person = self.last.person
            return Speaker(start, end, person, self._body_of(s, source), pronoun=source.pronoun)
        if source.mention is not None:
            if source.mention.possessive and source.last == source.mention.last:
                end -= 2
            person = self.people.who(source.mention)
            if person is not None:
                return Speaker(start, end, person)
            return Speaker(start, end, organization=source.mention)
        meant = self._author(s, source, said) or self.nominals.resolve(s.low[source.first : source.last + 1], s.order)
        if isinstance(meant, Person):
            return Speaker(start, end, meant)
        return Speaker(start, end, organization=meant, nominal=self.text[start:end])

    def _author(self, s: Sentence, source: Candidate, said: Sequence[tuple[int, int]]) -> Person | Mention | None:
        """Whose words "her statement", "Quill's letter" or "the statement" are."""
        words = self.vocabulary.words
        first = s.low[source.first]
        if s.low[source.last] not in words["writings"]:
            return None
        named = next((m for m in self.mentions[s.order] if source.begin <= m.first and m.last < source.last and m.possessive), None)
        if named is not None:
            return self.people.who(named) or (named if named.kind in {"organization", "outlet"} else None)
        gender = next((gender for gender in ("male", "female") if first in words[f"owner_{gender}"]), None)
        if gender is not None:
            return self.people.pronoun(s.order, source.first, gender, said)
        last = self.last
        if last is None or self.latest < s.order - 1 or first not in words["articles"]:
            return None
        return last.person or last.organization

    def _body_of(self, s: Sentence, source: Candidate) -> Mention | None:
        """The organization that "it" stands for, and "they" when its name is a plural ("The Conservatives"): the last subject or speaker."""
        words = self.vocabulary.words
        plural = source.pronoun in words["pronouns_plural_subject"]
        if not plural and source.pronoun not in words["pronouns_neuter"]:
            return None
        last = self.last
        spoke = last.organization if last is not None and self.latest >= s.order - 2 else None
        spoke = spoke or self.people.body_before(s.order, source.first)
        return spoke if spoke is not None and (not plural or spoke.core[-1].endswith("s")) else None

    def remember(self, s: Sentence, speaker: Speaker) -> None:
        """Note who spoke in a sentence: pronouns and quotations without a cue go to them."""
        self.last = speaker
        if speaker.organization is not None:
            self.people.bodies_that_spoke[s.order] = speaker.organization
        if speaker.person is not None:
            self.people.spoke(s.order, speaker.person)
            gender = self.genders.get(speaker.pronoun or "")
            if gender is not None and speaker.person.gender in {None, "any"}:
                speaker.person.gender = gender

    def learn_gender(self, s: Sentence, speaker: Speaker, content: tuple[int, int]) -> None:
        """ "Closs said she …": who is named as the source is most often the first pronoun of the report."""
        person, gender = speaker.person, self.genders.get(s.low[content[0]])
        if person is not None and speaker.pronoun is None and gender is not None and person.gender in {None, "any"}:
            person.gender = gender
