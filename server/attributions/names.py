"""Fourth step: capitalized names outside quotations, each with the titles before it and what kind of thing bears it.

"Russian Prime Minister Mikhail Mishustin" is a mention of the person "Mikhail Mishustin" with a title in front.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.attributions.kinds import Kind, NameKinds
from server.attributions.runs import Runs
from server.attributions.sentences import Sentence
from server.attributions.titles import Titles
from server.attributions.vocabulary import Vocabulary

_PERSONAL = frozenset(("person", "maybe"))


@dataclass(slots=True)
class Mention:
    """Items `first`..`last` of a sentence are the name; the run of capitals began at `title_first` (equal to `first` without a title).

    `core` is the name in lower case without possessive ending; `maybe` is a name that could be a person's or anything else's.
    """

    sentence: int
    title_first: int
    first: int
    last: int
    core: tuple[str, ...]
    text: str
    kind: Kind
    possessive: bool
    gender: str | None
    titled: bool
    modifies: bool  # stands before a noun: the "Clinton" of "Clinton spokeswoman"


class NameFinder:
    """Finds the mentions of a text; made once for each text because it looks at which words the text also writes in lower case."""

    def __init__(self, vocabulary: Vocabulary, kinds: NameKinds, lower_words: set[str], inner_capitals: set[str]) -> None:
        self.kinds = kinds
        self.known: dict[tuple[tuple[str, ...], bool], Kind] = {}  # names repeat within a text
        self.lone_kinds: dict[str, Kind] = {}  # the same of names of one word
        self.surnames: set[str] = set()  # of the names met so far
        self.runs = Runs(vocabulary, lower_words, inner_capitals, self.surnames)
        self.titles = Titles(vocabulary, kinds, self.surnames)
        self.genders = vocabulary.genders
        self.capital_nouns = "capital_nouns" in vocabulary.words["traits"]
        self.definite = vocabulary.words["definite"]
        self.articles = vocabulary.words["articles"]
        self.relatives = vocabulary.words["relatives_personal"]
        self.possessives = vocabulary.words["possessives"]
        self.quoted_names = "quoted_names" in vocabulary.words
        self.publishing = vocabulary.roles["publishing_bodies"]
        self.told_to = vocabulary.words.get("told_to", frozenset())
        self.personal = vocabulary.roles["any_personal"]
        self.modified = vocabulary.roles["modified"]
        self.nationalities = vocabulary.organizations["nationalities"]
        self.known_alone = vocabulary.organizations["known_alone"]

    def mentions(self, sentence: Sentence) -> list[Mention]:
        """The mentions of one sentence, in order."""
        found: list[Mention] = []
        for p, last in self.runs.of(sentence):
            mention = self._lone(sentence, p) if last == p else self._longer(sentence, p, last)
            if mention is not None:
                found.append(mention)
        return found

    def _lone(self, sentence: Sentence, p: int) -> Mention | None:
        """The mention of a name of one word: three of four are, and few questions remain for them."""
        low, printed = sentence.low, sentence.raw[p]
        word = low[p]
        possessive = word.endswith("'s")
        if possessive:
            word = word[:-2]
        if word in self.nationalities:
            return None
        kind: Kind | None
        if word in self.surnames:
            kind = "maybe"
        elif word in self.kinds.no_names or (self.capital_nouns and word not in self.known_alone):
            return None
        else:
            kind = self.lone_kinds.get(printed)
            if kind is None:
                kind = self.lone_kinds[printed] = self.kinds.of([word], [printed], titled=False)
        gender = self.kinds.gendered.get(low[p - 1]) if p and kind in _PERSONAL else None
        if possessive:
            printed = printed[:-2]
        return self._shown(Mention(sentence.order, p, p, p, (word,), printed, kind, possessive, gender, False, False), sentence)

    def _longer(self, sentence: Sentence, p: int, last: int) -> Mention | None:
        """The mention of a name of more words, titles among them."""
        low, raw = sentence.low, sentence.raw
        words = low[p : last + 1]
        possessive = words[-1].endswith("'s")
        if possessive:
            words = [*words[:-1], words[-1][:-2]]
        if self.capital_nouns:
            skip = self.titles.behind_nouns(words)
            if skip is None:
                return None
            first, gender, titled = skip, None, skip > 0
        else:
            first, gender, titled = self.titles.behind(words)
        core = words[first:] if first else words
        if words[0] not in self.kinds.honorifics and self.kinds.no_names.issuperset(words):
            return None
        parts = raw[p + first : last + 1]
        kind = self._kind(core, parts, titled=titled)
        if kind not in _PERSONAL and (first or titled):
            first, core, titled, gender = 0, words, False, None
            parts = raw[p : last + 1]
            kind = self._kind(core, parts, titled=False)
            if kind in _PERSONAL:
                kind = "other"
        if possessive:
            parts[-1] = parts[-1][:-2]
        if kind in _PERSONAL and gender is None:
            gender = self.genders.get(core[0]) if len(core) > 1 else None
            if gender in {None, "any"}:
                gender = self._gender_of_role(low, p, first) or gender
        text = " ".join(parts).replace(" , ", ", ")
        mention = self._shown(Mention(sentence.order, p, p + first, last, tuple(core), text, kind, possessive, gender, titled, False), sentence)
        if mention.kind in _PERSONAL and len(core) > 1:
            self.surnames.add(core[-1])
        return mention

    def _shown(self, mention: Mention, sentence: Sentence) -> Mention:
        """A mention with what the words around it show: that it is a person, an outlet, or only modifies a noun."""
        low, behind = sentence.low, mention.last + 1
        if (
            mention.kind == "maybe"
            and not mention.possessive
            and mention.core[0] not in self.definite
            and self._is_introduced(sentence, mention.last)
        ):
            mention.kind = "person"
        if self.quoted_names and mention.kind != "outlet" and self.runs.marked(sentence, mention.title_first) is not None:
            before = low[mention.title_first - 1]
            mention.kind = "outlet" if before in self.publishing or before in self.told_to else "organization"
        mention.modifies = behind < len(low) and low[behind] in self.modified and sentence.raw[behind][0].islower()
        return mention

    def _kind(self, core: list[str], printed: list[str], *, titled: bool) -> Kind:
        if core[-1] in self.surnames and (len(core) == 1 or (len(core) == 2 and core[0] in self.definite)):
            return "person" if titled else "maybe"
        key = (tuple(printed), titled)
        kind = self.known.get(key)
        if kind is None:
            kind = self.known[key] = self.kinds.of(core, printed, titled=titled)
        return kind

    def _gender_of_role(self, low: list[str], p: int, first: int) -> str | None:
        """The gender that the words right before a name give: "spokeswoman", "her father"."""
        for word in low[max(0, p - 1) : p + first]:
            if word in self.kinds.gendered:
                return self.kinds.gendered[word]
        return None

    def _is_introduced(self, sentence: Sentence, last: int) -> bool:
        """Whether what follows a name shows a person: an age, "who", or an apposition with a word for people."""
        low = sentence.low
        following = low[last + 1 : last + 9]
        if following[:1] and (following[0] in self.relatives or (following[0] == "," and following[1:2] and following[1] in self.relatives)):
            return True
        if len(following) < 3 or following[0] != ",":
            return False
        if following[1].isdigit() and following[2] == ",":
            return True
        if following[1] not in self.articles and following[1] not in self.possessives:
            return False
        stop = next((k for k, word in enumerate(following) if k and word in {",", ".", "of", "for", "in", "at", "who"}), len(following))
        return following[stop - 1] in self.personal
