"""Sixth step: who stands before or after a cue: a name, a pronoun, a nominal ("a spokesman for the ministry"), or nobody in this sentence."""

from __future__ import annotations

from dataclasses import dataclass

from server.attributions.names import Mention
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.vocabulary import Vocabulary

_DASHES = frozenset(("-", "–", "—", "--", "―"))
_STOPS = frozenset((",", ";", ":", "(", ")", "[", "]", ".", "!", "?", "…", "/", "•", "*", "|")) | _DASHES


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

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self.vocabulary = vocabulary
        self.verbs = vocabulary.verbs
        self.pronouns = words["pronouns"]
        self.subjects = words["pronouns_male"] | words["pronouns_female"] | frozenset(("they", "we", "i", "you", "it", "who"))
        self.determiners = words["determiners"]
        self.prepositions = words["prepositions"]
        self.conjunctions = words["conjunctions"]
        self.coordinators = words["coordinators"]
        self.auxiliaries = words["auxiliaries"]
        self.negations = words["negations"]
        self.modals = words["modals"]
        self.adverbs = words["adverbs"]
        self.not_adverbs = words["not_adverbs"]
        self.openers = words["openers"]
        self.time = words["time"]
        self.time_modifiers = words["time_modifiers"]
        self.people_nouns = vocabulary.roles["people_nouns"]
        self.roles = vocabulary.roles["title_words"] | vocabulary.roles["official"] | vocabulary.roles["private"]

    # -- what stands between a source and its cue ------------------------------------------------------------------------------

    def is_adverb(self, word: str) -> bool:
        """Whether a word may stand between a subject and its verb."""
        return word in self.adverbs or (len(word) > 4 and word.endswith("ly") and word not in self.not_adverbs)

    def before_verb(self, s: Sentence, p: int) -> tuple[int, bool, bool]:
        """From a verb at item p leftwards over auxiliaries, adverbs and times; gives the item found, and whether negation or "to" were passed."""
        low = s.low
        j = p - 1
        negated = infinitive = False
        while j >= 0:
            word = low[j]
            if word in self.negations:
                negated = True
            elif word == "to":
                infinitive = True
            elif not (word in self.auxiliaries or (self.is_adverb(word) and (j == 0 or s.raw[j][0].islower()))):
                skipped = self._time_left(s, j)
                if skipped == j:
                    break
                j = skipped
                continue
            j -= 1
        return j, negated, infinitive

    def _time_left(self, s: Sentence, j: int) -> int:
        """Skip "on Tuesday", "last week", "May 24" that ends at item j; gives j unchanged if there is none."""
        low, raw = s.low, s.raw
        k = j
        if low[k].isdigit() and k > 0 and low[k - 1] in self.time:
            k -= 1
        if low[k] not in self.time or (k == j and raw[k][0].isupper() and low[k] in self.vocabulary.genders):
            return j
        k -= 1
        while k >= 0 and (low[k] in self.time_modifiers or low[k] in self.time):
            k -= 1
        if k >= 0 and low[k] in {"the", "a"}:
            k -= 1
        if k >= 0 and low[k] in {"on", "in", "late", "early", "at", "by", "of"}:
            k -= 1
        return k

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
        if word == "," or word in _DASHES:
            return self._through_apposition(s, j, mentions)
        return self.phrase(s, j, mentions)

    def phrase(self, s: Sentence, j: int, mentions: list[Mention]) -> Candidate | None:
        """The source whose words end exactly at item j."""
        low, raw = s.low, s.raw
        word = low[j]
        if "'" in word and word.split("'")[0] in self.subjects:
            return Candidate(j, j, j, pronoun=word.split("'")[0])
        named = j > 0 and raw[j][0].isupper() and any(m.last == j for m in mentions)
        if word in self.subjects and word != "who" and not named:
            if word == "i" and raw[j] != "I":
                return None
            return Candidate(j, j, j, pronoun=word)
        if word == "who":
            return self._antecedent(s, j, mentions)
        if word == QUOTE or not raw[j][0].isalnum():
            return None
        if word in self.time and not raw[j][0].isupper():
            return None
        begin = self._phrase_begin(s, j)
        if begin > j:
            return None
        return self._headed(s, begin, j, mentions)

    def _headed(self, s: Sentence, begin: int, j: int, mentions: list[Mention]) -> Candidate | None:
        """The head of the words begin..j: their first name that is neither possessive nor behind a preposition; else the words as they are."""
        low, raw = s.low, s.raw
        inside = [m for m in mentions if (m.first >= begin and m.last <= j) or m.last == j]
        for mention in inside:
            at = max(begin, mention.title_first)
            if mention.possessive and mention.last < j:
                continue
            if at > begin and low[at - 1] in self.prepositions:
                if low[at - 1] == "by" or at - 1 == begin:
                    return Candidate(mention.first, mention.last, at, mention)
                break
            if mention.last < j and low[mention.last + 1] not in self.prepositions and low[mention.last + 1] not in self.coordinators:
                if raw[mention.last + 1] != "(":
                    continue
            if mention.last < j and low[mention.last + 1] in self.coordinators:
                break
            return Candidate(mention.first, mention.last, begin, mention)
        if low[j] in self.prepositions or low[j] in self.conjunctions or low[j] in self.coordinators or self.is_adverb(low[j]):
            if low[j] not in self.pronouns:
                return None
        if not raw[j][0].isalpha():
            return None
        return Candidate(begin, j, begin)

    def _phrase_begin(self, s: Sentence, j: int) -> int:
        """Where the noun phrase that ends at item j begins; more than j when there is none."""
        low, raw = s.low, s.raw
        k = j
        while k > 0:
            word = low[k - 1]
            if word in _STOPS or word == QUOTE:
                break
            if word in self.coordinators:
                joined = k >= 2 and ((raw[k][0].isupper() and raw[k - 2][0].isupper()) or low[k - 2] in self.people_nouns)
                if not joined:
                    break
            elif word in self.conjunctions or word in self.auxiliaries or word in self.negations or word in self.subjects or (word in self.verbs and "past" in self.verbs[word].forms and k - 1 > 0) or (raw[k - 1][0].islower() and self.is_adverb(word) and word not in {"all", "both", "only", "first", "much"}):
                break
            k -= 1
        opened = False
        while k <= j and (low[k] in self.prepositions or low[k] in self.time or low[k].isdigit() or
                          (low[k] in self.openers and low[k] not in self.determiners and low[k] not in self.pronouns)):
            opened = opened or low[k] in self.prepositions
            k += 1
        if opened and k < j:
            for d in range(j, k, -1):
                if low[d] in self.determiners and low[d - 1] not in self.prepositions:
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
        marks = {","} if mark == "," else _DASHES
        fallback: Candidate | None = None
        k = j - 1
        right = j
        while k > 0:
            if low[k] in marks or (mark == "," and low[k] in _DASHES and low[k] != "-"):
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
            elif low[k] in {";", ":", QUOTE} and low[k] != QUOTE:
                break
            k -= 1
        return fallback

    def _before_mark(self, s: Sentence, k: int, right: int, mentions: list[Mention]) -> Candidate | None:
        """The source that ends before the mark at item k, when what follows up to `right` is an apposition to it."""
        low, raw = s.low, s.raw
        named = next((m for m in mentions if m.first > k and m.last == right - 1 and m.title_first == k + 1), None)
        found = self.phrase(s, k - 1, mentions) if low[k - 1] not in {")", "]"} else self.left(s, k - 1, mentions)
        if named is not None and named.kind in {"person", "maybe"} and (found is None or found.mention is None) and low[k - 1] not in self.time:
            if found is not None and (low[k - 1] in self.people_nouns or low[k - 1] in self.roles or raw[k - 1][0].islower()):
                return Candidate(named.first, named.last, found.begin, named)
        if found is None or (found.begin > 0 and low[found.begin - 1] in self.prepositions):
            return None
        opener = low[k + 1]
        plausible = (opener in self.determiners or opener in {"who", "whose", "which", "where", "when"} or opener in self.roles or opener[0].isdigit()
                     or opener in self.prepositions or self.is_adverb(opener) or opener.endswith(("ing", "ed")) or raw[k + 1][0].isupper()
                     or opener in self.people_nouns or opener in {"now", "then", "once", "himself", "herself", "though", "however", "meanwhile", "too"} or low[k] in _DASHES)
        if not plausible:
            return None
        return found

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

    # -- sources to the right, and of the whole sentence --------------------------------------------------------------------------

    def right(self, s: Sentence, p: int, mentions: list[Mention]) -> Candidate | None:
        """The source that follows a cue: "said Paul R. Pillar", "according to a spokesman for the ministry"."""
        low, raw = s.low, s.raw
        size = len(low)
        k = p
        if k >= size or low[k] in self.prepositions or low[k] in self.conjunctions:
            return None
        if low[k] in self.subjects and low[k] not in {"it", "you"}:
            return Candidate(k, k, k, pronoun=low[k])
        stop = k
        while stop < size and low[stop] not in _STOPS and low[stop] != QUOTE:
            word = low[stop]
            if stop > k and ((word in self.conjunctions and word not in {"of"}) or word in self.auxiliaries or word in self.subjects or
                             (word in self.time and not (stop == k)) or (word in {"in", "on", "during", "after", "via", "by"} and self._named(mentions, k, stop))):
                break
            stop += 1
        if stop == k:
            return None
        last = stop - 1
        for mention in mentions:
            if mention.first < k or mention.first > last:
                continue
            at = mention.title_first
            if mention.possessive and mention.last < last:
                continue
            if at > k and low[at - 1] in self.prepositions:
                break
            if mention.last < last and low[mention.last + 1] not in self.prepositions and low[mention.last + 1] not in self.coordinators:
                continue
            if at > k and not mention.titled and low[at - 1] not in self.people_nouns and low[at - 1] not in self.roles and low[at - 1] not in self.determiners:
                continue
            return Candidate(mention.first, min(mention.last, size - 1), k, mention)
        if stop + 1 < size and low[stop] == ",":
            named = next((m for m in mentions if m.title_first == stop + 1 and m.kind in {"person", "maybe"} and not m.possessive), None)
            if named is not None and (named.last + 1 >= size or low[named.last + 1] in _STOPS) and (low[last] in self.people_nouns or low[last] in self.roles):
                return Candidate(named.first, named.last, k, named)
        while last > k and (low[last] in self.prepositions or self.is_adverb(low[last])):
            last -= 1
        if not raw[k][0].isalpha() or low[k] in self.prepositions or low[k] in self.conjunctions:
            return None
        return Candidate(k, last, k)

    def _named(self, mentions: list[Mention], first: int, stop: int) -> bool:
        return any(first <= m.first < stop for m in mentions)

    def main_subject(self, s: Sentence, limit: int, mentions: list[Mention]) -> Candidate | None:
        """The subject of the sentence up to item `limit`: its first pronoun or name that opens a clause."""
        low = s.low
        by_start = {m.title_first: m for m in mentions if m.last < limit}
        second: Candidate | None = None
        for k in range(min(limit, len(low))):
            word = low[k]
            base = word.split("'")[0]
            if base in {"he", "she", "they", "we"} or word == "i":
                return Candidate(k, k, k, pronoun=base)
            mention = by_start.get(k)
            if mention is None or mention.possessive or mention.kind in {"place", "other"}:
                continue
            before = low[k - 1] if k else ","
            if before in self.prepositions and before != "by":
                continue
            if before in _STOPS or before in self.conjunctions or before in self.openers or k == 0 or before in self.roles:
                return Candidate(mention.first, mention.last, k, mention)
            second = second or Candidate(mention.first, mention.last, k, mention)
        return second
