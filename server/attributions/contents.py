"""What a cue reports: quotations and clauses after it, before it, or on both sides; asked by `utterances`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from server.attributions.clauses import Clauses
from server.attributions.grammar import DASHES, ENDS, Grammar
from server.attributions.names import Mention
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.sources import Candidate
from server.attributions.vocabulary import BASE, ING, PAST, THIRD, Verb

_LONGEST_ASIDE = 30  # items between a source and where its clause goes on


class Reported(Protocol):
    """What is asked of an utterance found earlier in the sentence: where it ends."""

    cue_last: int
    contents: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Cue:
    """The verb at item `at` of a sentence with its source; `earlier` is what the sentence's cues before it report."""

    sentence: Sentence
    at: int
    verb: Verb
    source: Candidate | None
    inverted: bool
    mentions: list[Mention]
    earlier: Sequence[Reported]


class ContentFinder:
    """Reads sentences of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.clauses = Clauses(grammar)

    def contents(self, cue: Cue) -> list[tuple[int, int]]:
        """The stretches of content of a cue as first and last item, in order."""
        g, s, verb, p = self.grammar, cue.sentence, cue.verb, cue.at
        low = s.low
        begin = p if cue.inverted or cue.source is None or cue.source.begin > p else cue.source.begin
        while g.inverting and begin > 0 and (low[begin - 1] in g.auxiliaries or g.is_adverb(low[begin - 1])):
            begin -= 1  # "a déclaré le maire", "a-t-il dit"
        tail = cue.source.last if cue.inverted and cue.source is not None else p
        if begin > 1 and g.inverting and low[begin - 1] in g.words["object_pronouns"]:
            begin -= 1  # "comme l'a écrit Le Monde"
        if begin and low[begin - 1] in g.words["as"] and verb.kinds & {"say", "that"} and (g.inverting or not cue.inverted):
            said = self._as_said(s, begin - 1, tail)
            if said is not None:
                return [said]
        free = begin == p or not cue.earlier or cue.source is None or cue.earlier[-1].cue_last < begin
        before = self._before(s, begin, cue.earlier) if free else None
        colon = cue.inverted and tail + 2 < len(low) and low[tail + 1] == ":"
        if colon and before is not None and low[before[1]] != QUOTE:
            before = None  # "Auf die Krise angesprochen, sagte der Minister: „…“"
        if before is not None and low[before[1]] == QUOTE:
            return [before, *self._later_quotes(s, tail + 1, comma=True)]
        if not cue.inverted or ((g.verb_second or g.inverting or colon) and before is None):
            subordinate = begin > 0 and low[begin - 1] in g.words["subordinators"]
            after = self._after(cue, tail, subordinate=subordinate, before=before is not None)
            if after is not None:
                interposed = after[0] == p + 2 and low[p + 1] == "," and low[after[0]] == QUOTE and self._continues(s, after[0])
                return [before, after] if before is not None and interposed else [after]
        if before is None or not verb.kinds & {"say", "tell", "that", "think"} or verb.forms == {ING}:
            loose = verb.kinds & {"say", "tell", "that", "object", "remark", "quote"} and not cue.inverted
            return self._later_quotes(s, tail + 1, comma=False) if loose else []
        if not cue.inverted and not self._is_done(s, p, verb, cue.mentions):
            return []
        fronted = low[before[0]] in g.prepositions or low[before[0]] in g.words["subordinators"]
        around = self._resumed(s, tail + 1) if cue.inverted else self._around(s, tail + 1, fronted=fronted)
        if around is None and before[1] - before[0] < 2:
            return []
        return [before] if around is None else [before, around]

    def _as_said(self, s: Sentence, k: int, p: int) -> tuple[int, int] | None:
        """What "as" at item k refers to: "…, as Sanders has said", "As Sanders said, …"."""
        low = s.low
        following = low[p + 1] if p + 1 < len(low) else "."
        if k > 3 and low[k - 1] == "," and (following in ENDS or following == ","):
            return self.clauses.begin_of(s, k - 2), k - 2
        if k <= self.grammar.inverting and following == "," and len(low) > p + 4:
            first = p + 2
            return first, first if low[first] == QUOTE else self.clauses.end_of(s, first)
        return None

    def _is_done(self, s: Sentence, p: int, verb: Verb, mentions: list[Mention]) -> bool:
        """Whether nothing but an addressee, a place or a time follows the cue at item p before a comma or the end."""
        c = self.clauses.behind_addressee(s, p + 1, mentions) if "tell" in verb.kinds else p + 1
        c = self.clauses.behind_adverbials(s, c)
        return c >= len(s.low) or s.low[c] in ENDS or s.low[c] in {",", ")", *DASHES}

    def _continues(self, s: Sentence, q: int) -> bool:
        """Whether the quotation at item q goes on with a clause begun before it: its first letter is lower case."""
        return next((c for c in s.text[s.start[q] + 1 : s.start[q] + 4] if c.isalpha()), "A").islower()

    def _before(self, s: Sentence, begin: int, earlier: Sequence[Reported]) -> tuple[int, int] | None:
        """The content that ends just before item `begin`: a quotation, or a clause closed by a comma."""
        low = s.low
        i = begin - 1
        if i < 0:
            return None
        if low[i] in {",", *DASHES} and i > 0:
            i -= 2 if low[i] in DASHES and low[i - 1] == "," and i > 1 else 1
        elif low[i] != QUOTE:
            return None
        floor = max((max(u.cue_last, u.contents[-1][1]) + 1 for u in earlier), default=0)
        if i < floor:
            return None
        if low[i] == QUOTE:
            first = i
            if floor == 0 and i > 0 and low[i - 1] not in {",", ":", ".", "!", "?"}:
                first = self.clauses.begin_of(s, i)
            return first, i
        first = max(floor, self.clauses.begin_of(s, i))
        while first < i and (low[first] in {",", ";"} or low[first] in self.grammar.coordinators):
            first += 1
        return (first, i) if i >= first else None

    def _around(self, s: Sentence, k: int, *, fronted: bool) -> tuple[int, int] | None:
        """The second half of a clause that "he said," interrupts; `fronted` when the first is an addition: "After the flood, he said, mending …"."""
        g = self.grammar
        low = s.low
        while k < len(low) and (low[k] in g.time or low[k] in g.time_modifiers or low[k] in g.words["before_day"]):
            k += 1
        if k + 1 >= len(low) or low[k] not in {",", *DASHES}:
            return None
        first = k + 1
        word = low[first]
        if (
            (word in g.verbs and g.verbs[word].forms == {ING})
            or (word.endswith("ing") and not fronted)
            or word in g.relatives
            or word in g.words["indefinite"]
            or word in g.words["according"]
        ):
            return None
        last = self.clauses.end_of(s, first)
        return (first, last) if last - first >= 1 else None

    def _resumed(self, s: Sentence, k: int) -> tuple[int, int] | None:
        """The rest of a clause behind "said Quill," or "said Quill, an engineer,": it goes on with its finite verb."""
        g = self.grammar
        low = s.low
        for comma in range(k, min(k + _LONGEST_ASIDE, len(low) - 2)):
            if low[comma] in ENDS or low[comma] == QUOTE or low[comma] in g.that:
                return None
            if low[comma] == "," and low[comma + 1] in g.words["finite"] and low[comma - 1] not in g.coordinators:
                return comma + 1, self.clauses.end_of(s, comma + 1)
            if low[comma] != "," and comma == k:
                return None
        return None

    def _later_quotes(self, s: Sentence, k: int, *, comma: bool) -> list[tuple[int, int]]:
        """The next quotation of the sentence when only an addition of place or time stands before it."""
        g = self.grammar
        low = s.low
        for q in s.quotes:
            if q < k:
                continue
            between = low[k:q]
            if any(word in g.verbs and g.verbs[word].kinds & {"say", "tell"} and g.verbs[word].forms & {PAST, THIRD, ING} for word in between):
                return []
            if comma and (not between or between[-1] not in {",", ":", ".", *DASHES}):
                return []
            return [(q, q)]
        return []

    def _after(self, cue: Cue, at: int, *, subordinate: bool, before: bool) -> tuple[int, int] | None:
        """The content that follows item `at`, behind an addressee, times and places."""
        g, s, verb = self.grammar, cue.sentence, cue.verb
        low = s.low
        size = len(low)
        begin = c = self.clauses.behind_addressee(s, at + 1, cue.mentions) if "tell" in verb.kinds else at + 1
        promised = "promise" in verb.traits and c < size and (low[c] in g.infinitive or low[c] in g.words["promise_marks"])
        if not promised and not (verb.kinds & {"object", "remark"} and not verb.kinds & {"say", "tell"}):
            c = self.clauses.behind_adverbials(s, c)
        if c >= size or low[c] in ENDS:
            return None if before or "say" not in verb.kinds else self._place_first(s, begin, c)
        if low[c] == "," and c + 1 < size:
            if low[c + 1] == QUOTE or low[c + 1] in g.that or (g.verb_second and "say" in verb.kinds):
                c += 1
            elif low[c + 1] in g.words["interjections"] and "say" in verb.kinds:
                return c + 1, self.clauses.end_of(s, c + 1)
            elif c > begin and (that := self._that_behind(s, c)):
                c = that
            elif low[begin] in g.words["subordinators"] and "say" in verb.kinds and c - begin > 2 and size - c > 4:
                return begin, self.clauses.end_of(s, c + 1)
            else:
                return None
        colon = low[c] == ":" or low[c] in DASHES
        if colon and c + 1 < size and low[c + 1] != QUOTE:
            return (c + 1, size - 1 if low[-1] not in ENDS else size - 2) if verb.kinds & {"say", "tell"} else None
        return self._clause(s, c + 1 if colon else c, verb, subordinate=subordinate)

    def _that_behind(self, s: Sentence, comma: int) -> int:
        """Where ", that" stands when only a further addition lies between: "said on CNN, where he works, that …"; 0 when nowhere."""
        g = self.grammar
        for k in range(comma + 1, min(comma + _LONGEST_ASIDE, len(s.low) - 1)):
            if s.low[k] in ENDS or s.low[k] == QUOTE:
                return 0
            if s.low[k] == "," and s.low[k + 1] in g.that:
                return k + 1
        return 0

    def _place_first(self, s: Sentence, begin: int, stop: int) -> tuple[int, int] | None:
        """A clause that begins with an addition: "says about 550 students attend the school"."""
        g = self.grammar
        if stop - begin <= 5 or s.low[begin] not in g.prepositions or s.low[begin] in g.infinitive:
            return None
        return (begin, self.clauses.end_of(s, begin)) if self.clauses.has_clause(s, begin, stop - 1) else None

    def _clause(self, s: Sentence, c: int, verb: Verb, *, subordinate: bool) -> tuple[int, int] | None:
        """The quotation or clause that begins at item c, with or without "that"."""
        g = self.grammar
        low = s.low
        explicit = c < len(low) and low[c] in g.that
        c += explicit
        if c >= len(low):
            return None
        if low[c] == QUOTE:
            return c, self.clauses.quote_end(s, c, subordinate=subordinate)
        if low[c] == ",":
            return (c + 1, self.clauses.end_of(s, c + 1)) if explicit and c + 1 < len(low) else None
        if verb.kinds <= {"quote"}:
            return None
        last = self.clauses.end_of(s, c, subordinate=subordinate)
        if explicit:
            present = verb.forms & {THIRD, BASE} or not verb.kinds <= {"think", "quote"}
            return (c, last) if present and last > c else None
        if low[c] in g.words["joining"] or low[c] in {")", "("} or (low[c] in g.words["answers"] and not self.clauses.has_clause(s, c + 1, last)):
            return None
        return (c, last) if last > c and self._is_content(s, c, last, verb) else None

    def _is_content(self, s: Sentence, c: int, last: int, verb: Verb) -> bool:
        """Whether the words c..last, with no "that" before them, are what somebody said: most verbs want a clause or a quotation."""
        g = self.grammar
        low = s.low
        if low[c] in g.infinitive and not verb.traits & {"promise"} and not verb.kinds & {"tell", "object"}:
            return False
        if "bare" in verb.traits or QUOTE in low[c : last + 1]:
            return True
        if "promise" in verb.traits and (low[c] in g.words["promise_marks"] or low[c].endswith(g.infinitive_endings)):
            return True
        if g.explicit_that and not verb.kinds & {"object"}:
            return False
        if not verb.kinds & {"say", "tell", "object"}:
            return False
        clause = self.clauses.has_clause(s, c, last)
        if "asks" in verb.traits:
            return any(word in g.words["question_words"] for word in low[c : c + 8])
        return clause or "clause" not in verb.traits or (low[c] in g.words["infinitive"] and "promise" in verb.traits)
