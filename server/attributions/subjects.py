"""Sixth step, second half: the source that follows a cue, and the subject of a whole sentence."""

from __future__ import annotations

from server.attributions.grammar import STOPS, Grammar
from server.attributions.names import Mention
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.sources import Candidate
from server.attributions.vocabulary import PAST


class SubjectFinder:
    """Reads sentences of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.verbs = grammar.verbs

    def right(self, s: Sentence, k: int, mentions: list[Mention]) -> Candidate | None:
        """The source that begins at item k, after a cue: "said Paul R. Pillar", "according to a spokesman for the ministry"."""
        g = self.grammar
        low, raw = s.low, s.raw
        if k + 1 < len(low) and low[k] in g.words["spoke_in"] and (raw[k + 1][0].isupper() or low[k + 1] in g.people_nouns):
            k += 1  # "сообщили в полиции"
        if k >= len(low) or low[k] in g.prepositions or low[k] in g.conjunctions:
            return None
        if low[k] in g.subjects and low[k] not in g.impersonal:
            return Candidate(k, k, k, pronoun=low[k])
        stop = self._phrase_end(s, k, mentions)
        if stop == k:
            return None
        last = stop - 1
        mention = self._head(s, k, last, mentions) or self._apposed(s, stop, mentions)
        if mention is not None:
            return Candidate(mention.first, min(mention.last, len(low) - 1), k, mention)
        while last > k and (low[last] in g.prepositions or g.is_adverb(low[last])):
            last -= 1
        return Candidate(k, last, k) if raw[k][0].isalpha() else None

    def behind_asides(self, s: Sentence, k: int) -> int:
        """Where the subject begins behind a cue, over "por su parte", "jeudi", "ayer", "este lunes"."""
        g, low = self.grammar, s.low
        while k < len(low):
            if " ".join(low[k : k + 3]) in g.words.get("own_part", ()):
                k += 3
            elif low[k] in g.time or g.is_adverb(low[k]) or (low[k + 1 : k + 2] and low[k + 1] in g.time):
                k += 1
            else:
                break
        return k

    def _phrase_end(self, s: Sentence, k: int, mentions: list[Mention]) -> int:
        """The item after the phrase that begins at item k."""
        g = self.grammar
        low, raw = s.low, s.raw
        stop = k
        while stop < len(low) and low[stop] not in STOPS and low[stop] != QUOTE:
            word = low[stop]
            if word in {"'", "’"} and low[stop - 1].endswith("s"):
                stop += 1  # "the teachers' union"
                continue
            if stop > k and (word in g.conjunctions or word in g.auxiliaries or word in g.subjects or word in g.time):
                break
            if stop > k and word in g.articles and low[stop + 1 : stop + 2] and low[stop + 1] in g.time:
                break  # "dijo Marta Ruiz el lunes"
            if stop > k and word in g.told_to and any(k <= m.first < stop for m in mentions):
                break  # "сообщил Иван Петров агентству ТАСС"
            if stop > k and word in g.place_words and any(k <= m.first < stop for m in mentions):
                break
            joined = word in g.links or (word in g.prepositions and word not in g.place_words)
            if g.capital_nouns and stop > k and raw[stop - 1][0].isupper() and raw[stop][0].islower() and not joined:
                break
            stop += 1
        return stop

    def _head(self, s: Sentence, k: int, last: int, mentions: list[Mention]) -> Mention | None:
        """The name that heads the phrase k..last."""
        g = self.grammar
        low = s.low
        for mention in mentions:
            if mention.first < k or mention.first > last or (mention.possessive and mention.last < last):
                continue
            at = mention.title_first
            if at > k and low[at - 1] in g.prepositions:
                return None
            if mention.last < last and low[mention.last + 1] not in g.prepositions and low[mention.last + 1] not in g.coordinators:
                continue
            before = low[at - 1]
            described = before in g.people_nouns or before in g.roles or before in g.determiners or before.endswith("'s")
            if at == k or mention.titled or described:
                return mention
        return None

    def _apposed(self, s: Sentence, stop: int, mentions: list[Mention]) -> Mention | None:
        """The name after the comma at item `stop`: "said the company's chief executive, John J. Ferriola."."""
        g = self.grammar
        low = s.low
        if stop + 1 >= len(low) or low[stop] != ",":
            return None
        # "lamentó el líder de Vox, Santiago Abascal": the role stands before its complement
        complemented = g.inverting and not g.roles.isdisjoint(low[max(0, stop - 8) : stop])
        if not (low[stop - 1] in g.people_nouns or low[stop - 1] in g.roles or complemented):
            return None
        named = next((m for m in mentions if m.title_first == stop + 1 and m.kind in {"person", "maybe"} and not m.possessive), None)
        return named if named is not None and (named.last + 1 >= len(low) or low[named.last + 1] in STOPS) else None

    def _is_finite(self, low: list[str], k: int) -> bool:
        """Whether the word at item k is plainly a verb."""
        verb = self.verbs.get(low[k])
        return low[k] in self.grammar.auxiliaries or (verb is not None and PAST in verb.forms)

    def main(self, s: Sentence, limit: int, mentions: list[Mention]) -> Candidate | None:
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
            if before in STOPS or before in g.conjunctions or before in g.openers or k == 0 or before in g.roles:
                return Candidate(mention.first, mention.last, k, mention)
            second = second or Candidate(mention.first, mention.last, k, mention)
        return second
