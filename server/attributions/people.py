"""Fifth step: which names are the same person, and whom a surname, an honorific or a pronoun stands for.

A person is known by the longest form of the name in the text; a bare surname or given name goes to a person who has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from server.attributions.names import Mention
from server.attributions.sentences import Sentence
from server.attributions.vocabulary import Vocabulary

_NAMESAKES = 40  # bearers of one surname that are looked at; keeps work linear
_LOOK_BACK = 8  # sentences a pronoun may reach back; long enough for a paragraph of two between, see tests/quality


@dataclass(slots=True, eq=False)
class Person:
    """Somebody (or something) that several mentions name. `sure` when something in the text shows it to be a person."""

    name: str
    core: tuple[str, ...]
    gender: str | None
    sure: bool
    mentions: list[Mention] = field(default_factory=list)
    first_sentence: int = 1 << 60


class People:
    """All bearers of names in one text, and the answers to "who is this mention" and "who is this pronoun"."""

    def __init__(self, mentions: list[Mention], sentences: list[Sentence], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.sentences = sentences
        self.suffixes = vocabulary.words["suffixes"]
        self.by_core: dict[tuple[str, ...], Person] = {}
        self.by_last: dict[str, list[Person]] = {}
        self.by_first: dict[str, list[Person]] = {}
        self.by_sentence: dict[int, list[Mention]] = {}
        self.of: dict[int, Person] = {}
        self.speakers: dict[int, Person] = {}
        self.latest: dict[str, Person] = {}  # the last speaker of each gender
        self.bodies_that_spoke: dict[int, Mention] = {}
        for mention in mentions:
            self.by_sentence.setdefault(mention.sentence, []).append(mention)
        named = [m for m in mentions if m.kind in {"person", "maybe"}]
        for mention in sorted((m for m in named if len(m.core) > 1), key=lambda m: -len(m.core)):
            self._add(mention)
        for mention in named:
            if len(mention.core) == 1:
                self._add_short(mention)
        self.organizations = _organizations(mentions, vocabulary.words["not_initials"], vocabulary.words["seldom_initials"])

    def _add(self, mention: Mention) -> None:
        person = self.by_core.get(mention.core)
        if person is None:
            person = self._bearer(mention)
            if person is None:
                person = Person(mention.text, mention.core, mention.gender, False)
                self.by_last.setdefault(_surname(mention.core, self.suffixes), []).append(person)
                self.by_first.setdefault(mention.core[0], []).append(person)
            self.by_core[mention.core] = person
        self._note(person, mention)

    def _bearer(self, mention: Mention) -> Person | None:
        """The person with a longer form of this name: same surname and a given name that fits."""
        core = mention.core
        for person in self.by_last.get(_surname(core, self.suffixes), [])[:_NAMESAKES]:
            first = person.core[0].rstrip(".")
            mine = core[0].rstrip(".")
            if first == mine or first.startswith(mine) or mine.startswith(first) or set(core) <= set(person.core):
                return person
        return None

    def _add_short(self, mention: Mention) -> None:
        name = mention.core[0]
        candidates = (self.by_last.get(name) or self.by_first.get(name) or [])[:_NAMESAKES]
        fitting = [p for p in candidates if mention.gender in (None, "any") or p.gender in (None, "any", mention.gender)]
        if fitting:
            earlier = [p for p in fitting if p.first_sentence <= mention.sentence]
            person = max(earlier or fitting, key=lambda p: len(p.mentions))
            person.sure = person.sure or person.core[-1] == name  # only people are called by the last word of their name
        else:
            person = self.by_core.get(mention.core) or Person(mention.text, mention.core, mention.gender, False)
            self.by_core[mention.core] = person
        self._note(person, mention)

    def _note(self, person: Person, mention: Mention) -> None:
        person.mentions.append(mention)
        person.first_sentence = min(person.first_sentence, mention.sentence)
        person.sure = person.sure or mention.kind == "person"
        if person.gender in (None, "any") and mention.gender not in (None, "any"):
            person.gender = mention.gender
        self.of[id(mention)] = person

    def who(self, mention: Mention) -> Person | None:
        """The bearer of a mention; None for organizations, outlets and places."""
        return self.of.get(id(mention))

    def called(self, core: tuple[str, ...]) -> Person | None:
        """The person whose name, or whose surname alone, this is in the text."""
        return self.by_core.get(core) or (next(iter(self.by_last.get(core[0], ())), None) if len(core) == 1 else None)

    def organization_name(self, mention: Mention) -> str:
        """The full name of an organization: the long form of an acronym the text introduces, else the name as printed."""
        return self.organizations.get(mention.core, mention.text)

    def spoke(self, sentence: int, person: Person) -> None:
        """Remember that a person was the source of an attribution in a sentence: pronouns prefer them."""
        self.speakers[sentence] = person
        if person.gender is not None:
            self.latest[person.gender] = person

    def pronoun(self, sentence: int, item: int, gender: str, said: Sequence[tuple[int, int]] = ()) -> Person | None:
        """Whom "he" or "she" at an item of a sentence stands for, or None; names inside the items `said` are passed over."""
        here = [m for m in self.by_sentence.get(sentence, ()) if m.last < item and not any(a <= m.first <= b for a, b in said)]
        found = None if self.sentences[sentence].low[0] in self.vocabulary.words["asked"] else self._best(here, gender)
        if found is not None:
            return found
        words = self.vocabulary.words[f"pronouns_{gender}"]
        second: Person | None = None  # somebody named a sentence later than the subject looked for
        for order in range(sentence - 1, max(-1, sentence - 1 - _LOOK_BACK), -1):
            speaker = self.speakers.get(order)
            if speaker is not None and speaker.gender in (None, "any", gender):
                return speaker
            if not words.isdisjoint(self.sentences[order].low[:2]):
                continue
            found = self._best([m for m in self.by_sentence.get(order, []) if self.is_subject(m)], gender) or second
            if found is not None:
                return found
            second = second or self._best(self.by_sentence.get(order, []), gender)
        if second is not None:
            return second
        return self.latest.get(gender)

    def body_before(self, sentence: int, item: int) -> Mention | None:
        """The organization that is the subject of the words before an item of a sentence, or of the sentence before."""
        here = [m for m in self.by_sentence.get(sentence, ()) if m.last < item]
        for mentions in (here, self.by_sentence.get(sentence - 1, [])):
            subject = next((m for m in mentions if self.is_subject(m) and not m.possessive and not m.modifies), None)
            if subject is not None:
                return subject if subject.kind in {"organization", "outlet"} else None
        return None

    def is_subject(self, mention: Mention) -> bool:
        """Whether a mention opens its sentence or a clause of it."""
        k = mention.title_first
        before = self.sentences[mention.sentence].low[k - 1] if k else ","
        return k < 2 or before in {",", ";"} or before in self.vocabulary.words["coordinators"] or before in self.vocabulary.words["conjunctions"]

    def _best(self, mentions: list[Mention], gender: str) -> Person | None:
        second: Person | None = None
        for mention in mentions:
            person = self.who(mention)
            if person is None or not person.sure or person.gender not in (None, "any", gender):
                continue
            if not mention.possessive and not mention.modifies:
                return person
            second = second or person
        return second


def _surname(core: tuple[str, ...], suffixes: frozenset[str]) -> str:
    words = [w for w in core if w not in suffixes and w != ","]
    return words[-1] if words else core[-1]


def _organizations(mentions: list[Mention], skipped: frozenset[str], seldom: frozenset[str]) -> dict[tuple[str, ...], str]:
    """Acronym → the long name whose initials it is, for organizations of one text."""
    long_names: dict[str, str] = {}
    for mention in mentions:
        if mention.kind in {"organization", "outlet", "other"} and len(mention.core) > 1:
            words = [w for w in mention.core if w not in skipped]
            for initials in ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in seldom)):
                long_names.setdefault(initials, mention.text)
    short = [(m.core, m.core[1:] if m.core[0] in skipped else m.core) for m in mentions if m.kind in {"organization", "outlet"}]
    found = {core: long_names[name[0]] for core, name in short if len(name) == 1 and name[0] in long_names}
    return _last_words(mentions, skipped) | found


def _last_words(mentions: list[Mention], skipped: frozenset[str]) -> dict[tuple[str, ...], str]:
    """ "The Post" → "The Washington Post", for outlets of one text, when only one of its outlets ends so."""
    ends: dict[str, set[str]] = {}
    texts: dict[str, str] = {}
    for mention in mentions:
        if mention.kind != "outlet" or len(mention.core) < 2:
            continue
        name = " ".join(mention.core[1:] if mention.core[0] in skipped else mention.core)
        if " " in name:
            ends.setdefault(name.split()[-1], set()).add(name)
            texts.setdefault(name, mention.text)
    unique = {end: texts[next(iter(names))] for end, names in ends.items() if len(names) == 1}
    return {(*article, end): text for end, text in unique.items() for article in ((), *((word,) for word in skipped))}
