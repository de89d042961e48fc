"""Where reported clauses begin and end, and what stands between a cue and its content; asked by `contents`."""

from __future__ import annotations

from server.attributions.grammar import DASHES, ENDS, Grammar
from server.attributions.names import Mention
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.vocabulary import ING, PAST, THIRD

_REPORTS = frozenset(("say", "tell", "that", "object", "remark"))


class Clauses:
    """Reads sentences of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    # -- between a cue and its content -----------------------------------------------------------------------------------------------

    def behind_addressee(self, s: Sentence, c: int, mentions: list[Mention]) -> int:
        g = self.grammar
        low, raw = s.low, s.raw
        size = len(low)
        if c >= size or low[c] in g.starts:
            return c
        for mention in mentions:
            if mention.title_first == c or mention.first == c:
                c = mention.last + 1
                while mention.possessive and c < size and low[c] not in g.starts and (raw[c][0].isupper() or low[c] not in g.determiners):
                    c += 1
                    if c < size and low[c] in g.adverbials:
                        break
                return c
        if low[c] in g.addressees:
            return c + 1
        stops = g.starts | g.words["question_words"] | g.words["there"]
        if low[c] in g.determiners:
            named = next((m.last + 1 for m in mentions if m.title_first == c + 1 and not m.possessive), None)
            if named is not None:
                return named
            k = c + 1
            while k < size and not (
                low[k] in stops
                or low[k] in ENDS
                or low[k] in g.subjects
                or low[k] in g.adverbials
                or (k > c + 1 and (low[k] in g.determiners or raw[k][0].isupper()))
            ):
                k += 1
            return k
        if raw[c][0].islower() and low[c] not in stops and low[c] not in g.subjects and low[c] not in g.adverbials:
            return c + 2 if low[c + 1 : c + 2] and low[c + 1] in g.people_nouns and raw[c + 1].islower() else c + 1
        return c

    def behind_adverbials(self, s: Sentence, c: int) -> int:
        """Skip "in a statement on Tuesday", "of Mr. Trump", "to reporters" after a cue, up to "that", a comma, a colon or a quotation."""
        g = self.grammar
        low = s.low
        size = len(low)
        k = c
        if (
            k + 1 < size
            and g.is_adverb(low[k])
            and low[k] not in g.adverbials
            and (low[k + 1] in g.starts or low[k + 1] in g.adverbials or low[k + 1] in g.time)
        ):
            k += 1
        if k < size and (low[k] in g.time or (low[k] in g.time_modifiers and k + 1 < size and low[k + 1] in g.time)):
            while k < size and (low[k] in g.time or low[k] in g.time_modifiers or low[k].isdigit()):
                k += 1
            if k < size and low[k] not in g.adverbials and low[k] not in g.starts:
                return k
        if k >= size or low[k] not in g.adverbials:
            return k
        start = k
        while k < size:
            word = low[k]
            if word in g.starts or word in ENDS:
                return k
            if k > start + 1 and word in g.subjects and low[k - 1] not in g.words["subordinators"] and word not in g.relatives:
                return k
            if k > start + 1 and low[k - 1] in g.time and word not in g.adverbials and word not in g.time:
                return k
            k += 1
        return k

    # -- where clauses begin and end ---------------------------------------------------------------------------------------------------

    def _closes(self, s: Sentence, q: int) -> bool:
        """Whether the quotation at item q ends in a comma or full stop inside its marks."""
        inner = s.text[s.start[q] : s.end(q)].rstrip("\"”’'»“ ")
        return inner[-1:] in {",", ".", "!", "?"}

    def begin_of(self, s: Sentence, i: int) -> int:
        """Where the clause that ends at item i begins: after the last sentence end, colon or semicolon before it."""
        k = i
        while k > 0 and s.low[k - 1] not in ENDS and s.low[k - 1] != ":":
            k -= 1
        return k

    def quote_end(self, s: Sentence, q: int, *, subordinate: bool = False) -> int:
        """Where content that begins with the quotation at item q ends: with it, or with its clause if that goes on."""
        g = self.grammar
        low = s.low
        k = q + 1
        if k >= len(low) or low[k] in ENDS or low[k] in {",", ")", *DASHES} or self._closes(s, q):
            return q
        if low[k] in g.words["coordinators"]:
            following = low[k + 1] if k + 1 < len(low) else "."
            if not (
                following in g.that or following == QUOTE or following in g.determiners or following in g.prepositions or following in g.pronouns
            ):
                return q
        if (low[k] in g.adverbials and low[k] not in g.words["goes_on"]) or low[k] in g.time:
            return q
        return self.end_of(s, q, subordinate=subordinate)

    def _reports_again(self, s: Sentence, k: int, last: int) -> bool:
        """Whether a further report begins at item k, after "and": "said …", "he said …", "Mrs. Clinton has accused …"."""
        g = self.grammar
        low = s.low
        start = k
        while k <= last and k - start < 5:
            verb = g.verbs.get(low[k])
            if verb is not None and verb.forms & {PAST, THIRD} and verb.kinds & _REPORTS:
                previous = low[k - 1]
                subject = k > start and (previous in g.subjects or s.raw[k - 1][0].isupper() or previous in g.auxiliaries)
                return subject or (k == start and bool(verb.forms & {PAST}) and "say" in verb.kinds) or (k == start + 1 and g.is_adverb(previous))
            if low[k] == QUOTE or (low[k] == "," or low[k] in g.that):
                return False
            k += 1
        return False

    def end_of(self, s: Sentence, c: int, *, subordinate: bool = False) -> int:
        """The last item of the clause that begins at item c: before the sentence's final mark, or before the next report in it."""
        g = self.grammar
        low = s.low
        size = len(low)
        last = size - 1
        while last > c and (low[last] in ENDS or low[last] in {")", "]"}):
            last -= 1
        for k in range(c + 1, last):
            word = low[k]
            if word in g.words["joining"]:
                if self._reports_again(s, k + 1, last):
                    return k - 1 if low[k - 1] != "," else k - 2
                continue
            if word != "," and word not in DASHES:
                continue
            word = low[k + 1]
            if g.inverting and low[k] == "," and self._credits(s, k + 1):
                return k - 1
            if word in g.words["according"] or (word in g.verbs and g.verbs[word].forms == {ING} and g.verbs[word].kinds & _REPORTS):
                return k - 1
            if subordinate and low[k] == ",":
                return k - 1
            if low[k] != "," and (word in g.relatives or word in g.words["indefinite"]) and not any(mark in DASHES for mark in low[k + 1 : last + 1]):
                return k - 1
            if low[k] == "," and word in g.words["which"] and not any(mark == "," for mark in low[k + 1 : last + 1]):
                return k - 1
            if word in g.words["contrasts"] or " ".join(low[k + 1 : k + 3]) in g.words["contrasts"]:
                return k - 1
        return last

    def _credits(self, s: Sentence, k: int) -> bool:
        """Whether an aside names who reports: ", informó EFE", ", пишет The New York Times"."""
        verb = self.grammar.verbs.get(s.low[k])
        if verb is None or not verb.forms & {PAST, THIRD} or "say" not in verb.kinds:
            return False
        return k + 1 < len(s.raw) and s.raw[k + 1][0].isupper()

    def has_clause(self, s: Sentence, c: int, last: int) -> bool:
        """Whether the words c..last begin with a subject pronoun or hold an auxiliary."""
        g = self.grammar
        low = s.low
        return low[c] in g.subjects or any(
            word in g.auxiliaries or ("'" in word and not word.endswith("'s")) for word in low[c : min(last + 1, c + 14)]
        )
