"""Asked by `utterances`: what a phrase reports that is no verb: "according to", "laut", "dem Bericht zufolge"."""

from __future__ import annotations

from server.attributions.contents import ContentFinder
from server.attributions.drafts import Utterance
from server.attributions.grammar import Grammar
from server.attributions.names import Mention
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.sources import Candidate, SourceFinder
from server.attributions.subjects import SubjectFinder

_ACCORDING = frozenset(("say", "according"))


class AccordingFinder:
    """Reads sentences of one language; `cues` are the words at which it is to be asked."""

    def __init__(self, grammar: Grammar, sources: SourceFinder, subjects: SubjectFinder, contents: ContentFinder) -> None:
        self.grammar = grammar
        self.sources = sources
        self.subjects = subjects
        self.contents = contents
        self.verbs = grammar.verbs
        self.firsts = frozenset(phrase.split()[0] for phrase in grammar.words["according_to"])
        self.after, self.postpositions = grammar.words["according_after"], grammar.words["postpositions"]
        self.cues = self.firsts | self.after | self.postpositions

    def length(self, low: list[str], p: int) -> int:
        """How many items a phrase like "according to" takes at item p, 0 when there is none."""
        if p == 1 and low[0] in self.grammar.words["as"] and low[1] in self.verbs and low[2:3] and low[2] in self.grammar.agents:
            return 2  # "As reported by CNN, …"
        if low[p] not in self.firsts:
            return 0
        return next((n for n in (3, 2, 1) if " ".join(low[p : p + n]) in self.grammar.words["according_to"]), 0)

    def read(self, s: Sentence, p: int, behind: int, mentions: list[Mention], *, after: bool = False) -> Utterance | None:
        """What the phrase of items p to before `behind` reports; its source follows. `after`: the phrase can only stand after its content."""
        g = self.grammar
        source = self.subjects.right(s, behind, mentions)
        low = s.low
        if source is None or (g.inverting and source.mention is None and not self._is_phrase(s, source)):
            return None
        if not after and (p == 0 or (low[p - 1] in g.openers and (p < 3 or not g.verb_second)) or (low[p - 1] == "," and p <= 3)):
            k = source.last + 1
            while k < len(low) and low[k] not in {",", QUOTE, ":"}:
                k += 1
            if g.inverting and k + 2 < len(low) and low[k] == "," and (low[k + 1] in g.roles or (low[k + 1] in g.articles and low[k + 2] in g.roles)):
                k = next((i for i in range(k + 1, min(k + 25, len(low))) if low[i] == ","), k)  # over an apposition to the source
            if g.verb_second:
                k = source.last
            if k >= len(low):
                return None
            first = k if low[k] == QUOTE else k + 1
            last = self.contents.clauses.end_of(s, first)
        else:
            last = p - 1
            while last > 0 and low[last] in {",", "(", "—", "–", "--", "-"}:
                last -= 1
            first = self.contents.clauses.begin_of(s, last)
        if last < first:
            return None
        contents = [(first, last)]
        tail = source.last + 1
        if g.verb_second and first < p and not after and tail + 2 < len(low):
            return Utterance(s.order, p, behind - 1, source, [(first, last), (tail, self.contents.clauses.end_of(s, tail))], _ACCORDING)
        if (
            p > 3
            and low[p - 1] == ","
            and tail + 2 < len(low)
            and low[tail] == ","
            and low[tail + 1] not in g.relatives
            and low[tail + 1] not in g.articles
        ):
            rest = (tail + 1, self.contents.clauses.end_of(s, tail + 1))
            contents = [(first, last), rest] if last - first > 1 else [rest]
        return Utterance(s.order, p, behind - 1, source, contents, _ACCORDING)

    def _is_phrase(self, s: Sentence, source: Candidate) -> bool:
        """Whether a nominal source begins as one: "según pasan los años" has none."""
        g, word = self.grammar, s.low[source.begin]
        noun = word in g.determiners or word in g.people_nouns or word in g.roles or word in g.subjects
        return noun or s.raw[source.begin][0].isupper() or not g.articles

    def before(self, s: Sentence, p: int, mentions: list[Mention]) -> Utterance | None:
        """A source before its cue: "dem Bericht zufolge"."""
        source = self.sources.phrase(s, p - 1, mentions) if p else None
        if source is None:
            return None
        contents = [(p + 1, self.contents.clauses.end_of(s, p + 1))] if source.begin < 3 and p + 2 < len(s.low) else [(0, source.begin - 1)]
        return Utterance(s.order, p, p, source, [c for c in contents if c[1] > c[0]], frozenset(("say",)))
