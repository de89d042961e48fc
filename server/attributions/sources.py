"""Sixth step: who stands before or after a cue: a name, a pronoun, a nominal ("a spokesman for the ministry"), or nobody in this sentence.

One module, because its rules ask one another: an apposition ends behind a phrase, and the phrase before it may hold another.
"""

from __future__ import annotations

from dataclasses import dataclass

from server.attributions.grammar import DASHES, STOPS, Grammar
from server.attributions.names import Mention
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.vocabulary import PAST

_LONGEST_PHRASE = 20  # items of a subject with its relative clause
_FARTHEST = 60  # items an apposition may be long; longer ones are a parser's mistake


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source: items `first`..`last`; `mention` when a name heads it, `pronoun` when it is one. `begin` is where its whole phrase begins,
    appositives and titles included, so that what goes before the source can be told from it."""

    first: int
    last: int
    begin: int
    mention: Mention | None = None
    pronoun: str | None = None


class SourceFinder:
    """Finds sources in the sentences of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.verbs = grammar.verbs

    # -- what stands between a source and its cue ------------------------------------------------------------------------------

    def before_verb(self, s: Sentence, p: int) -> tuple[int, bool, bool]:
        """From a verb at item p leftwards over auxiliaries, adverbs and times; gives the item found, and whether negation or "to" were passed."""
        g = self.grammar
        low = s.low
        j = p - 1
        negated = infinitive = False
        while j >= 0:
            word = low[j]
            if word in g.negations:
                negated = True
            elif word in g.infinitive:
                infinitive = True
            elif not (word in g.auxiliaries or word in g.adverbs or (g.is_adverb(word) and s.raw[j][0].islower())):
                skipped = self._time_left(s, j)
                if skipped == j:
                    break
                j = skipped
                continue
            j -= 1
        return j, negated, infinitive

    def _time_left(self, s: Sentence, j: int) -> int:
        """Skip "on Tuesday", "last week", "May 24" that ends at item j; gives j unchanged if there is none."""
        g = self.grammar
        low, raw = s.low, s.raw
        k = j
        if low[k].isdigit() and k > 0 and low[k - 1] in g.time:
            k -= 1
        if low[k] not in g.time or (k == j and raw[k][0].isupper() and low[k] in g.given_names):
            return j
        k -= 1
        while k >= 0 and (low[k] in g.time_modifiers or low[k] in g.time):
            k -= 1
        if k >= 0 and low[k] in g.articles:
            k -= 1
        if k >= 0 and (low[k] in g.prepositions or low[k] in g.time_modifiers):
            k -= 1
        return k

    def clause_begin(self, s: Sentence, j: int) -> int:
        """Where the stretch without commas, quotations and conjunctions that ends at item j begins."""
        g = self.grammar
        k = j
        while k > 0 and j - k < _LONGEST_PHRASE and s.low[k - 1] not in STOPS and s.low[k - 1] != QUOTE and s.low[k - 1] not in g.conjunctions:
            k -= 1
        return k

    def over_relative(self, s: Sentence, j: int, mentions: list[Mention]) -> Candidate | None:
        """The source before a relative clause without commas that ends at item j: "friends who have seen him lately", "those surveyed"."""
        g = self.grammar
        low = s.low
        if j > 0 and low[j] in g.words["reduced"] and low[j - 1] in g.words["plurals_reduced"]:
            return Candidate(j - 1, j - 1, j - 1)
        if low[j] in STOPS:
            return None
        if g.relative_signs.isdisjoint(low[max(0, j - _LONGEST_PHRASE) : j]):  # most phrases have none: found out at once
            return None
        perception = g.words["perception"]
        for k in range(j - 1, max(0, j - _LONGEST_PHRASE), -1):
            word = low[k]
            perceived = word in perception and (low[k + 1] in g.determiners or s.raw[k + 1][0].isupper())
            if word in STOPS or word == QUOTE or perceived or word in g.that:
                return None
            if word in g.relative_signs and low[k - 1] not in STOPS:
                found = self._antecedent(s, k, mentions)
                finite = any(w in g.auxiliaries or (w in self.verbs and PAST in self.verbs[w].forms) or w.endswith("ed") for w in low[k + 1 : j])
                return found if finite else None
        return None

    def quantity(self, s: Sentence, j: int) -> Candidate | None:
        """The part of those asked that ends at item j: "six in 10", "nearly a third", "42%", "two thirds of voters"."""
        g = self.grammar
        low = s.low
        many = g.words["quantities"]
        k = j
        if low[j] in g.no_speakers and (j == 0 or low[j - 1] not in g.words["in"]):
            return None  # "one wonders"
        if not (low[j] in many or low[j][-1] == "%" or (low[j].isdigit() and low[j - 1] in g.words["in"])):
            return None
        while k > 0 and (low[k - 1] in many or low[k - 1] in g.words["in"] or low[k - 1][0].isdigit() or low[k - 1] in g.words["about"]):
            k -= 1
        return Candidate(k, j, k)

    # -- sources to the left -----------------------------------------------------------------------------------------------------

    def left(self, s: Sentence, j: int, mentions: list[Mention]) -> Candidate | None:
        """The source whose phrase ends at item j, looking through appositives between commas, brackets and dashes."""
        low = s.low
        if j < 0:
            return None
        word = low[j]
        if word in {")", "]"}:
            k = j - 1
            while k >= 0 and low[k] not in {"(", "["}:
                k -= 1
            return self.left(s, k - 1, mentions) if k > 0 and j - k < 14 else None
        if word == "," or word in DASHES:
            return self._through_apposition(s, j, mentions)
        return self.phrase(s, j, mentions)

    def phrase(self, s: Sentence, j: int, mentions: list[Mention]) -> Candidate | None:
        """The source whose words end exactly at item j."""
        g = self.grammar
        low, raw = s.low, s.raw
        word = low[j]
        if "'" in word and word.split("'")[0] in g.subjects:
            return Candidate(j, j, j, pronoun=word.split("'")[0])
        named = j > 0 and raw[j][0].isupper() and any(m.last == j for m in mentions)
        if word in g.subjects and word not in g.relatives_personal and not named:
            if word in g.first_person and raw[j].islower():
                return None
            return Candidate(j, j, j, pronoun=word)
        if word in g.relatives_personal:
            return self._antecedent(s, j, mentions)
        if word == QUOTE or not raw[j][0].isalnum():
            return None
        if word in g.time and not raw[j][0].isupper():
            return None
        begin = self._phrase_begin(s, j)
        if begin > j:
            return None
        return self._headed(s, begin, j, mentions)

    def _headed(self, s: Sentence, begin: int, j: int, mentions: list[Mention]) -> Candidate | None:
        """The head of the words begin..j: their first name that is neither possessive nor behind a preposition; else the words as they are."""
        g = self.grammar
        low, raw = s.low, s.raw
        inside = [m for m in mentions if (m.first >= begin and m.last <= j) or m.last == j]
        for mention in inside:
            at = max(begin, mention.title_first)
            if mention.possessive and mention.last < j:
                continue
            if g.inverting and at - 1 > begin and low[at - 1] in g.articles and low[at - 2] in g.prepositions:
                break  # "le ministère de l'Eau"
            if at > begin and low[at - 1] in g.prepositions:
                placed = mention.last == j and mention.kind == "person" and mention.first > mention.title_first
                if low[at - 1] in g.agents or at - 1 == begin or placed:
                    return Candidate(mention.first, mention.last, at, mention)
                break
            following = low[mention.last + 1] if mention.last < j else "("
            if following in g.coordinators:
                break
            if following not in g.prepositions and following != "(":
                continue
            return Candidate(mention.first, mention.last, begin, mention)
        word = low[j]
        no_noun = word in g.prepositions or word in g.conjunctions or word in g.coordinators or g.is_adverb(word)
        if (no_noun and word not in g.pronouns) or not (raw[j][0].isalpha() or word[-1] == "%"):
            return None
        return Candidate(begin, j, begin)

    def _phrase_begin(self, s: Sentence, j: int) -> int:
        """Where the noun phrase that ends at item j begins; more than j when there is none."""
        g = self.grammar
        low, raw = s.low, s.raw
        k = j
        while k > 0:
            word = low[k - 1]
            if word in STOPS or word == QUOTE:
                break
            if word in g.coordinators:
                joined = k >= 2 and ((raw[k][0].isupper() and raw[k - 2][0].isupper()) or low[k - 2] in g.people_nouns)
                if not joined:
                    break
            elif (
                word in g.conjunctions
                or word in g.auxiliaries
                or word in g.negations
                or word in g.subjects
                or (word in self.verbs and PAST in self.verbs[word].forms and k - 1 > 0)
                or (raw[k - 1][0].islower() and g.is_adverb(word) and word not in g.determiners)
            ):
                break
            k -= 1
        return self._trimmed(s, k, j)

    def _trimmed(self, s: Sentence, k: int, j: int) -> int:
        """Where the phrase k..j begins without "On Friday", "In 2015", "But" before it."""
        g = self.grammar
        low, raw = s.low, s.raw
        opened = False
        while k <= j and (
            (low[k] in g.prepositions and low[k] not in g.determiners)  # "des" is both
            or low[k] in g.time
            or low[k].isdigit()
            or (low[k] in g.openers and low[k] not in g.determiners and low[k] not in g.pronouns)
        ):
            opened = opened or low[k] in g.prepositions
            k += 1
        if opened and k < j:
            for d in range(j, k, -1):
                if low[d] in g.determiners and low[d - 1] not in g.prepositions:
                    return d
            if raw[j][0].isupper():
                d = j
                while d > k and raw[d - 1][0].isupper():
                    d -= 1
                return d
        return k

    def _through_apposition(self, s: Sentence, j: int, mentions: list[Mention]) -> Candidate | None:
        """The source before an apposition that closes with the comma or dash at item j: "Ryan Hass, a senior fellow at …, told"."""
        low = s.low
        mark = low[j]
        marks = {","} if mark == "," else DASHES
        fallback: Candidate | None = None
        k = j - 1
        right = j
        while k > max(0, j - _FARTHEST):
            if low[k] in marks or (mark == "," and low[k] in DASHES and low[k] != "-"):
                found = self._before_mark(s, k, right, mentions)
                if found is not None:
                    if (found.mention is not None and found.mention.kind in {"person", "maybe"}) or found.pronoun:
                        return found
                    if low[found.begin - 1] == "," and found.begin > 1:
                        outer = self._before_mark(s, found.begin - 1, k, mentions)
                        if outer is not None and outer.mention is not None:
                            return outer
                    fallback = fallback or found
                right = k
            elif low[k] in {";", ":"}:
                break
            k -= 1
        return fallback

    def _before_mark(self, s: Sentence, k: int, right: int, mentions: list[Mention]) -> Candidate | None:
        """The source that ends before the mark at item k, when what follows up to `right` is an apposition to it."""
        g = self.grammar
        low, raw = s.low, s.raw
        found = self.phrase(s, k - 1, mentions) if low[k - 1] not in {")", "]"} else self.left(s, k - 1, mentions)
        named = next((m for m in mentions if m.title_first == k + 1 and m.last == right - 1 and m.kind in {"person", "maybe"}), None)
        nominal = found is not None and found.mention is None and low[k - 1] not in g.time
        titled = low[k - 1] in g.roles or raw[k - 1][0].islower()
        if g.inverting and found is not None:  # "la portavoz del PP, Cuca Gamarra, dijo"
            titled = titled or not g.roles.isdisjoint(low[found.begin : k])
        if named is not None and found is not None and nominal and titled:
            return Candidate(named.first, named.last, found.begin, named)  # "her campaign manager, Robby Mook, said"
        if found is None or (found.begin > 0 and low[found.begin - 1] in g.prepositions) or self._is_clause(s, k + 1, right):
            return None
        return found if low[k] in DASHES or self._opens_apposition(s, k + 1, named=found.mention is not None) else None

    def _is_clause(self, s: Sentence, first: int, stop: int) -> bool:
        """Whether the words between two commas are a clause of their own ("in Decatur, the plant is hanging on, said …"), no apposition."""
        g = self.grammar
        for k in range(first, stop):
            word = s.low[k]
            if word in g.relatives or word in g.conjunctions or word in g.words["relatives_personal"]:
                return False
            if word in g.words["finite"] and k > first:
                return True
        return False

    def _opens_apposition(self, s: Sentence, k: int, *, named: bool) -> bool:
        """Whether the word at item k, after a comma, can begin what is said about the phrase before it; names take almost anything."""
        g = self.grammar
        word = s.low[k]
        if named and word not in g.coordinators and word not in g.conjunctions and word not in g.subjects:
            return True
        return (
            word in g.determiners
            or word in g.relatives
            or word in g.roles
            or word in g.prepositions
            or word in g.people_nouns
            or word in g.asides
            or g.is_adverb(word)
            or word.endswith(g.participle_endings)
            or word[0].isdigit()
            or s.raw[k][0].isupper()
        )

    def _antecedent(self, s: Sentence, j: int, mentions: list[Mention]) -> Candidate | None:
        """What "who" at item j stands for: the phrase before it, or before its comma."""
        k = j - 1
        if k >= 0 and s.low[k] in {",", "--", "—", "–", "-"}:
            k -= 1
        if k < 0:
            return None
        if s.low[k] == ",":
            return None
        found = self.left(s, k, mentions)
        return found if found is not None and found.pronoun is None else None
