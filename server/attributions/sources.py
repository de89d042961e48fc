"""Sixth step: who stands before or after a cue: a name, a pronoun, a nominal ("a spokesman for the ministry"), or nobody in this sentence."""

from __future__ import annotations

from dataclasses import dataclass

from server.attributions.grammar import DASHES, Grammar
from server.attributions.names import Mention
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.vocabulary import PAST

_STOPS = frozenset((",", ";", ":", "(", ")", "[", "]", ".", "!", "?", "…", "/", "•", "*", "|")) | DASHES

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
            elif not (word in g.auxiliaries or (g.is_adverb(word) and (j == 0 or s.raw[j][0].islower()))):
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
            if at > begin and low[at - 1] in g.prepositions:
                if low[at - 1] in g.agents or at - 1 == begin:
                    return Candidate(mention.first, mention.last, at, mention)
                break
            if mention.last < j and low[mention.last + 1] not in g.prepositions and low[mention.last + 1] not in g.coordinators:
                if raw[mention.last + 1] != "(":
                    continue
            if mention.last < j and low[mention.last + 1] in g.coordinators:
                break
            return Candidate(mention.first, mention.last, begin, mention)
        if low[j] in g.prepositions or low[j] in g.conjunctions or low[j] in g.coordinators or g.is_adverb(low[j]):
            if low[j] not in g.pronouns:
                return None
        if not raw[j][0].isalpha():
            return None
        return Candidate(begin, j, begin)

    def _phrase_begin(self, s: Sentence, j: int) -> int:
        """Where the noun phrase that ends at item j begins; more than j when there is none."""
        g = self.grammar
        low, raw = s.low, s.raw
        k = j
        while k > 0:
            word = low[k - 1]
            if word in _STOPS or word == QUOTE:
                break
            if word in g.coordinators:
                joined = k >= 2 and ((raw[k][0].isupper() and raw[k - 2][0].isupper()) or low[k - 2] in g.people_nouns)
                if not joined:
                    break
            elif word in g.conjunctions or word in g.auxiliaries or word in g.negations or word in g.subjects or (word in self.verbs and PAST in self.verbs[word].forms and k - 1 > 0) or (raw[k - 1][0].islower() and g.is_adverb(word) and word not in g.determiners):
                break
            k -= 1
        opened = False
        while k <= j and (low[k] in g.prepositions or low[k] in g.time or low[k].isdigit() or
                          (low[k] in g.openers and low[k] not in g.determiners and low[k] not in g.pronouns)):
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
            elif low[k] in {";", ":", QUOTE} and low[k] != QUOTE:
                break
            k -= 1
        return fallback

    def _before_mark(self, s: Sentence, k: int, right: int, mentions: list[Mention]) -> Candidate | None:
        """The source that ends before the mark at item k, when what follows up to `right` is an apposition to it."""
        g = self.grammar
        low, raw = s.low, s.raw
        named = next((m for m in mentions if m.first > k and m.last == right - 1 and m.title_first == k + 1), None)
        found = self.phrase(s, k - 1, mentions) if low[k - 1] not in {")", "]"} else self.left(s, k - 1, mentions)
        if named is not None and named.kind in {"person", "maybe"} and (found is None or found.mention is None) and low[k - 1] not in g.time:
            if found is not None and (low[k - 1] in g.people_nouns or low[k - 1] in g.roles or raw[k - 1][0].islower()):
                return Candidate(named.first, named.last, found.begin, named)
        if found is None or (found.begin > 0 and low[found.begin - 1] in g.prepositions):
            return None
        opener = low[k + 1]
        plausible = (opener in g.determiners or opener in g.relatives or opener in g.roles or opener[0].isdigit()
                     or opener in g.prepositions or g.is_adverb(opener) or opener.endswith(("ing", "ed")) or raw[k + 1][0].isupper()
                     or opener in g.people_nouns or opener in g.asides or low[k] in DASHES
                     or (found.mention is not None and opener not in g.coordinators and opener not in g.conjunctions and opener not in g.subjects))
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
        g = self.grammar
        low, raw = s.low, s.raw
        size = len(low)
        k = p
        if k >= size or low[k] in g.prepositions or low[k] in g.conjunctions:
            return None
        if low[k] in g.subjects and low[k] not in g.impersonal:
            return Candidate(k, k, k, pronoun=low[k])
        stop = k
        while stop < size and low[stop] not in _STOPS and low[stop] != QUOTE:
            word = low[stop]
            if g.capital_nouns and stop > k and raw[stop - 1][0].isupper() and raw[stop][0].islower() and word not in g.words["links"] and (
                word not in g.prepositions or word in g.place_words):
                break
            if stop > k and (word in g.conjunctions or word in g.auxiliaries or word in g.subjects or
                             word in g.time or (word in g.place_words and self._named(mentions, k, stop))):
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
            if at > k and low[at - 1] in g.prepositions:
                break
            if mention.last < last and low[mention.last + 1] not in g.prepositions and low[mention.last + 1] not in g.coordinators:
                continue
            if at > k and not mention.titled and low[at - 1] not in g.people_nouns and low[at - 1] not in g.roles and low[at - 1] not in g.determiners and (
                not low[at - 1].endswith("'s")):
                continue
            return Candidate(mention.first, min(mention.last, size - 1), k, mention)
        if stop + 1 < size and low[stop] == ",":
            named = next((m for m in mentions if m.title_first == stop + 1 and m.kind in {"person", "maybe"} and not m.possessive), None)
            if named is not None and (named.last + 1 >= size or low[named.last + 1] in _STOPS) and (low[last] in g.people_nouns or low[last] in g.roles):
                return Candidate(named.first, named.last, k, named)
        while last > k and (low[last] in g.prepositions or g.is_adverb(low[last])):
            last -= 1
        if not raw[k][0].isalpha() or low[k] in g.prepositions or low[k] in g.conjunctions:
            return None
        return Candidate(k, last, k)

    def _named(self, mentions: list[Mention], first: int, stop: int) -> bool:
        return any(first <= m.first < stop for m in mentions)

    def _is_finite(self, low: list[str], k: int) -> bool:
        """Whether the word at item k is plainly a verb."""
        verb = self.verbs.get(low[k])
        return low[k] in self.grammar.auxiliaries or (verb is not None and PAST in verb.forms)

    def main_subject(self, s: Sentence, limit: int, mentions: list[Mention]) -> Candidate | None:
        """The subject of the sentence up to item `limit`: its first pronoun or name that opens a clause."""
        g = self.grammar
        low = s.low
        by_start = {m.title_first: m for m in mentions if m.last < limit}
        second: Candidate | None = None
        limit = min(limit, len(low))
        begin = 0
        if low[0] in g.words["subordinators"] and "," in low[:limit]:
            begin = low.index(",") + 1  # "When X died, Y said": the main clause first
        for k in [*range(begin, limit), *range(begin)]:
            word = low[k]
            base = word.split("'")[0]
            if base in g.personal:
                return Candidate(k, k, k, pronoun=base)
            nominal = k - begin < 9 and k > begin + 1 and low[begin] in g.determiners and self._is_finite(low, k)
            if nominal and second is None and (low[k - 1] in g.people_nouns or low[k - 1] in g.roles):
                return Candidate(begin, k - 1, begin)
            mention = by_start.get(k)
            if mention is None or mention.possessive or mention.kind in {"place", "other"}:
                continue
            before = low[k - 1] if k else ","
            before = low[k - 2] if k > 1 and before in g.articles else before
            if before in g.prepositions and before not in g.agents:
                continue
            if before in _STOPS or before in g.conjunctions or before in g.openers or k == 0 or before in g.roles:
                return Candidate(mention.first, mention.last, k, mention)
            second = second or Candidate(mention.first, mention.last, k, mention)
        return second
