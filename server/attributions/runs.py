"""Asked by `names`: where in a sentence a name begins, and how far it goes. Capitals show it, but not every capital, and not they alone."""

from __future__ import annotations

from collections.abc import Iterator

from server.attributions.sentences import Sentence
from server.attributions.vocabulary import Vocabulary

_BEFORE_INITIAL = frozenset((":", "(", "[", "-", "–", "—", "--", "…"))  # a capital behind one of these says as little as at a sentence's beginning


class Runs:
    """The runs of capitals in one text. `surnames` are those of the names met so far: "King" after "Larry King" is no title."""

    def __init__(self, vocabulary: Vocabulary, lower_words: set[str], inner_capitals: set[str], surnames: set[str]) -> None:
        self.lower_words = lower_words
        self.inner_capitals = inner_capitals
        self.surnames = surnames
        self.heading = False  # whether the sentence under way is a headline
        self.verbs = vocabulary.verbs
        self.genders = vocabulary.genders
        words, roles, organizations = vocabulary.words, vocabulary.roles, vocabulary.organizations
        self.quoted = "quoted_names" in words
        self.definite = words["definite"]
        self.articles = words["articles"]
        self.relatives = words["relatives_personal"]
        self.links = words["links"]
        self.first_person = words["pronouns_first"]
        self.openers = words["openers"]
        self.time = words["time"]
        self.particles = words["particles"]
        self.suffixes = words["suffixes"]
        self.joints = words["name_joints"]  # what a name can go on with except a capital
        self.people_nouns = roles["people_nouns"]
        self.titles = roles["titles"]
        self.weak_titles = roles["weak_titles"]
        self.heads = organizations["heads"]
        self.nationalities = organizations["nationalities"]
        self.known_alone = organizations["known_alone"]

    def of(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """The first and last item of each run of a sentence, in order."""
        self.heading = 3 * len(sentence.capitals) > len(sentence.raw) and is_heading(sentence)
        resume = 0
        no_name, last_of = self._no_name, self._last
        for p in sentence.capitals:
            if p < resume or no_name(sentence, p):
                continue
            last = last_of(sentence, p)
            resume = last + 1
            yield p, last

    def marked(self, sentence: Sentence, p: int) -> int | None:
        """The last item of a name in quotation marks that begins at p ("газета «Ведомости»"), in a language that writes names so."""
        if not p or sentence.text[sentence.start[p] - 1] != "«":
            return None
        reach = range(p, min(p + 7, len(sentence.low)))
        return next((k for k in reach if sentence.text.startswith("»", sentence.end(k))), None)

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
        if word in self.known_alone or word in self.genders:
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

    def _last(self, sentence: Sentence, p: int) -> int:
        """The last item of the run of capitals that begins at p, with particles, "of" after a head noun, and "Jr."."""
        low, raw = sentence.low, sentence.raw
        q = p
        marked = self.marked(sentence, p) if self.quoted else None
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


def is_heading(s: Sentence) -> bool:
    """Whether most words of a sentence begin with a capital, as headlines do."""
    words = [word for word in s.raw if word[0].isalpha()]
    if len(words) < 7 and s.raw[-1] == ".":
        return False
    return 2 * sum(word[0].isupper() for word in words) > len(words) + 2
