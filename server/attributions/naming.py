"""After the drafts: who "a spokeswoman for the ministry" is, when the text gives the name in one of the next sentences.

"A Halifax coach says he is overwhelmed. … Stephen Gillis said the video is …": stories often name a source after the first report.
"""

from __future__ import annotations

from server.attributions.descriptions import Describer
from server.attributions.drafts import Draft
from server.attributions.people import Person
from server.attributions.vocabulary import Vocabulary

_REACH = 4  # sentences from the nominal to the name


class LaterNames:
    """Answers for one text; only for one person ("a", "one"), and only when nobody else speaks between."""

    def __init__(self, vocabulary: Vocabulary, describer: Describer) -> None:
        self.singular = vocabulary.words["for_one"]
        self.prepositions = vocabulary.words["noun_ends"]
        self.roles = vocabulary.roles["nominal"]
        self.genders = vocabulary.role_genders
        self.describer = describer

    def give(self, drafts: list[Draft]) -> None:
        """Give the drafts whose source is such a nominal the person who is named later."""
        for k, draft in enumerate(drafts):
            role = self._role(draft)
            if role is not None:
                person = self._named(drafts, k, role)
                if person is not None:
                    draft.speaker.person = person

    def _role(self, draft: Draft) -> str | None:
        """The noun of a nominal source that means one person, or None."""
        speaker = draft.speaker
        if speaker.nominal is None or speaker.person is not None or speaker.organization is not None:
            return None
        words = speaker.nominal.lower().split()
        if words[0] not in self.singular:
            return None
        head = next((k for k, word in enumerate(words) if word in self.prepositions), len(words))
        return words[head - 1] if words[head - 1] in self.roles else None

    def _named(self, drafts: list[Draft], k: int, role: str) -> Person | None:
        here = drafts[k]
        for draft in drafts[k + 1 :]:
            speaker = draft.speaker
            if draft.sentence - here.sentence > _REACH or (speaker.nominal is not None and speaker.nominal != here.speaker.nominal):
                return None
            person = speaker.person
            if speaker is here.speaker or person is None:
                continue
            new = person.first_sentence > here.sentence and speaker.pronoun is None and speaker.start is not None
            return person if new and self._fits(person, role) else None
        return None

    def _fits(self, person: Person, role: str) -> bool:
        """Whether a person may be "a coach": of that gender, and not described as something else."""
        if person.gender not in {None, "any", self.genders.get(role, person.gender)}:
            return False
        described = (self.describer.of(person).text or "").lower().replace(",", " ").replace(";", " ").split()
        return role in described or self.roles.isdisjoint(described)
