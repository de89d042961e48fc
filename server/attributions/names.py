"""Fourth step: capitalized names outside quotations, each with the titles before it and what kind of thing bears it.

"Russian Prime Minister Mikhail Mishustin" is a mention of the person "Mikhail Mishustin" with a title in front.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.attributions.kinds import Kind, NameKinds
from server.attributions.sentences import Sentence
from server.attributions.vocabulary import Vocabulary

_BEFORE_INITIAL = frozenset((":", "(", "[", "-", "–", "—", "--", "…"))  # a capital behind one of these says as little as at a sentence's beginning
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
        self.inner_capitals = inner_capitals
        self.people_nouns = vocabulary.roles["people_nouns"]
        self.words = vocabulary.words
        self.genders = vocabulary.genders
        self.lower_words = lower_words
        self.heading = False  # whether the sentence under way is a headline
        self.surnames: set[str] = set()  # of the names met so far: "King" after "Larry King" is no title
        self.verbs = vocabulary.verbs
        self.capital_nouns = "capital_nouns" in vocabulary.words["traits"]
        self.definite = vocabulary.words["definite"]
        self.articles = vocabulary.words["articles"]
        self.relatives = vocabulary.words["relatives_personal"]
        self.possessives = vocabulary.words["possessives"]
        self.links = vocabulary.words["links"]
        self.first_person = vocabulary.words["pronouns_first"]
        self.quoted_names = vocabulary.words.get("quoted_names", frozenset())
        self.publishing = vocabulary.words.get("told_to", frozenset()) | vocabulary.roles["publishing_bodies"]
        self.openers = vocabulary.words["openers"]
        self.time = vocabulary.words["time"]
        self.particles = vocabulary.words["particles"]
        self.suffixes = vocabulary.words["suffixes"]
        roles = vocabulary.roles
        self.personal = roles["any_personal"]
        self.titles = roles["titles"]
        self.modified = roles["modified"]
        self.weak_titles = roles["weak_titles"]
        self.strong_titles = roles["strong_titles"]
        organizations = vocabulary.organizations
        self.heads = organizations["heads"]
        self.known_outlets = organizations["known_outlets"]
        self.companies = organizations["companies"]
        self.places = organizations["places"]
        self.nationalities = organizations["nationalities"]
        self.joints = vocabulary.words["name_joints"]  # what a name can go on with except a capital

    def mentions(self, sentence: Sentence) -> list[Mention]:
        """The mentions of one sentence, in order."""
        raw = sentence.raw
        found: list[Mention] = []
        resume = 0
        capitals = sentence.capitals
        self.heading = 3 * len(capitals) > len(raw) and is_heading(sentence)
        no_name, run, lone, longer = self._no_name, self._run, self._lone, self._longer
        for p in capitals:
            if p < resume or no_name(sentence, p):
                continue
            last = run(sentence, p)
            resume = last + 1
            mention = lone(sentence, p) if last == p else longer(sentence, p, last)
            if mention is not None:
                found.append(mention)
        return found

    def _no_name(self, sentence: Sentence, p: int) -> bool:
        """Whether the capital at item p is only that of a sentence's first word, of a weekday or of "I"."""
        low, raw = sentence.low, sentence.raw
        word = low[p]
        if word in self.time and word not in self.genders:
            return True
        if word in self.first_person or ("'" in word and word.split("'")[0] in self.first_person):
            return True
        if self.heading and self._is_common(word):
            return True
        if p and low[p - 1] not in _BEFORE_INITIAL and p - 1 not in sentence.quotes:
            return word in self.definite and (p + 1 >= len(raw) or not raw[p + 1][0].isupper())
        if word in self.definite and p + 1 < len(raw) and raw[p + 1][0].isupper():
            return False
        if word in self.openers:
            return True
        if p + 1 < len(raw) and raw[p + 1][0].isupper():
            doing = (word in self.lower_words and word not in self.particles) or word.endswith(("ing", "ed")) or word in self.verbs
            return doing and word not in self.genders and word not in self.titles and word not in self.nationalities and word not in self.heads
        if word in self.known_outlets or word in self.companies or word in self.places or word in self.genders:
            return False
        if word in self.people_nouns or word in self.titles:
            return word not in self.surnames
        if low[p + 1 : p + 2] == [","] and len(low) > p + 3 and (low[p + 2] in self.articles or low[p + 2] in self.relatives or low[p + 2].isdigit()):
            return word in self.lower_words
        return word not in self.genders and (word in self.lower_words or not self._is_known(raw[p]))

    def _is_known(self, printed: str) -> bool:
        """Whether a lone capitalized word that opens a sentence is a name: it stands elsewhere in the text, inside a sentence or a longer name."""
        name = printed[:-2] if printed.endswith(("'s", "’s")) else printed
        return name in self.inner_capitals

    def _is_common(self, word: str) -> bool:
        """Whether a word of a headline, where every word has a capital, is none of a name: the text or the language uses it otherwise."""
        if word in self.genders or word in self.titles or word in self.heads or word in self.suffixes:
            return False
        return word in self.lower_words or word in self.verbs or word in self.openers

    def _run(self, sentence: Sentence, p: int) -> int:
        """The last item of the run of capitals that begins at p, with particles, "of" after a head noun, and "Jr."."""
        low, raw = sentence.low, sentence.raw
        q = p
        marked = self._marked(sentence, p) if self.quoted_names else None
        if marked is not None:
            return marked
        headed = low[p] in self.heads
        size, joints = len(low), self.joints
        while q + 1 < size:
            following = low[q + 1]
            capital = raw[q + 1][0].isupper()
            if not (capital or following in joints):  # most names end so
                break
            if low[q].endswith(("'s", "s'")) or (low[q][-1] == "." and following in self.openers):
                break
            step = self._goes_on(following) if capital else self._step(sentence, q, headed=headed)
            if not step:
                break
            q += step
            headed = headed or low[q] in self.heads
        return q

    def _goes_on(self, following: str) -> bool:
        """Whether a name goes on with the capitalized word behind it."""
        if self.heading and self._is_common(following):
            return False
        return following not in self.time or following in self.genders

    def _marked(self, sentence: Sentence, p: int) -> int | None:
        """The last item of a name in quotation marks that begins at p ("газета «Ведомости»"), in a language that writes names so."""
        if not p or sentence.text[sentence.start[p] - 1] != "«":
            return None
        reach = range(p, min(p + 7, len(sentence.low)))
        return next((k for k in reach if sentence.text.startswith("»", sentence.end(k))), None)

    def _step(self, sentence: Sentence, q: int, *, headed: bool) -> int:
        """How many items the name that holds item q goes on by over a word without a capital: 0 when it ends there."""
        raw, low = sentence.raw, sentence.low
        following = low[q + 1]
        capital = next((k for k in (q + 2, q + 3) if k < len(raw) and raw[k][0].isupper()), 0)
        if following in self.particles and capital and (capital == q + 2 or low[q + 2] in self.particles):
            return capital - q
        if following == "&" and capital == q + 2:
            return 2
        if following in self.links and capital and low[capital] not in self.time:
            if headed and low[q] in self.heads and (capital == q + 2 or low[q + 2] in self.definite):
                return capital - q
            if low[q] in self.titles and capital == q + 2 and low[capital] in self.weak_titles:
                return 2
        if following == "," and q + 2 < len(low) and low[q + 2] in self.suffixes:
            return 2
        return 0

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
        elif word in self.kinds.no_names or (self.capital_nouns and word not in self.kinds.known_alone):
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
            skip = self._nouns_before(words)
            if skip is None:
                return None
            first, gender, titled = skip, None, skip > 0
        else:
            first, gender, titled = self._after_titles(words)
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
        if self.quoted_names and mention.kind != "outlet" and self._marked(sentence, mention.title_first) is not None:
            mention.kind = "outlet" if low[mention.title_first - 1] in self.publishing else "organization"
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

    def _nouns_before(self, words: list[str]) -> int | None:
        """In a language that writes nouns with capitals: where the name begins in a run, None when nothing shows that it is one."""
        name = " ".join(words)
        given = next((k for k, word in enumerate(words[:-1]) if word in self.genders), None)
        if given is not None:
            return given
        if words[-1] in self.surnames and (words[-2] in self.titles or words[-2] in self.kinds.honorifics):
            return len(words) - 1
        return 0 if name in self.known_outlets or name in self.places or words[-1] in self.heads else None

    def _after_titles(self, words: list[str]) -> tuple[int, str | None, bool]:
        """Where the name begins behind its titles, with the gender an honorific gives and whether there was a title."""
        if self.titles.isdisjoint(words):
            placed = len(words) > 2 and words[0] in self.places and words[1] in self.genders and words[0] not in self.genders
            return (1, None, True) if placed else (0, None, False)  # "ambassador to Russia Michael McFaul"
        last_title = -1
        gender: str | None = None
        if self.quoted_names and words[0] in self.heads:  # "Центра Карнеги Александра Лунина": a body, then who works there
            begin = next((k for k in range(1, len(words) - 1) if words[k] in self.genders), 0)
            if begin:
                return begin, None, True
        for k in range(len(words) - 1):
            word = words[k]
            if word in self.kinds.honorifics:
                gender = self.kinds.honorifics[word] if self.kinds.honorifics[word] != "any" else gender
                last_title = k
            elif word in self.titles:
                last_title = k
        if not self._is_titled(words, last_title) and self.strong_titles.isdisjoint(words[: last_title + 1]):
            return 0, None, False
        if last_title < 0 or words[last_title + 1] in self.links:
            return 0, None, False
        behind = words[last_title + 1]
        if behind in self.heads or (behind in self.places and behind not in self.genders):
            # "Глава Минприроды Мария Лунина": the body stands between title and name
            given = next((k for k in range(last_title + 2, len(words) - 1) if words[k] in self.genders), last_title + 1)
            return given, gender, True
        return last_title + 1, gender, True

    def _is_titled(self, words: list[str], last_title: int) -> bool:
        """Whether even a weak title counts, by what follows it: "State Hillary Clinton", "Justice Antonin Scalia", "Justice Dunphy"."""
        if last_title < 0:
            return False
        behind = words[last_title + 1]
        if behind in self.genders and last_title < len(words) - 2:
            return True
        return words[last_title] in self.kinds.honorifics and behind not in self.kinds.no_bearers


def is_heading(s: Sentence) -> bool:
    """Whether most words of a sentence begin with a capital, as headlines do."""
    words = [word for word in s.raw if word[0].isalpha()]
    if len(words) < 7 and s.raw[-1] == ".":
        return False
    return 2 * sum(word[0].isupper() for word in words) > len(words) + 2
