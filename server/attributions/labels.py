"""Seventh step, beside the cues: a name and a colon before what is said, a name behind it, and headlines that credit somebody."""

from __future__ import annotations

from server.attributions.drafts import Utterance
from server.attributions.grammar import DASHES, ENDS, Grammar
from server.attributions.names import Mention
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.sources import Candidate

_LONGEST_LABEL = 4  # items of "WSJ editorial:"


class LabelFinder:
    """Reads sentences of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self.verbs = grammar.verbs
        self.labels = grammar.words["headline_labels"]

    def find(self, s: Sentence, mentions: list[Mention]) -> Utterance | None:
        """What a labelled or signed line reports, None for every other sentence."""
        if s.order == 0:
            headed = self._headline_label(s) or self._headline_credit(s, mentions)
            if headed is not None:
                return headed
        if not mentions:
            return None
        if mentions[0].title_first == 0:
            return self._named(s, mentions)
        return self._signed(s, mentions) if s.low[0] == QUOTE else None

    def _named(self, s: Sentence, mentions: list[Mention]) -> Utterance | None:
        """A line that begins with a name and a colon, as headlines, lists of quotes and printed interviews do."""
        alone = mentions[0].kind == "maybe" and len(mentions[0].core) == 1
        headline = s.order == 0 and mentions[0].kind in {"outlet", "organization"}
        if mentions[0].kind != "person" and not alone and not headline:
            return None
        colon = mentions[0].last + 1
        if colon + 2 >= len(s.low) or s.low[colon] != ":" or not self._opens_paragraph(s):
            return None
        source = Candidate(mentions[0].first, mentions[0].last, 0, mentions[0])
        return Utterance(s.order, colon, colon, source, [(colon + 1, len(s.low) - 1)], frozenset(("label",)))

    def _headline_label(self, s: Sentence) -> Utterance | None:
        """ "Poll: Voters leave party", "Historians: …" as the first line of a text."""
        if ":" not in s.low[:_LONGEST_LABEL]:
            return None
        colon = s.low.index(":")
        if not colon or s.low[colon - 1] not in self.labels or colon + 3 > len(s.low):
            return None
        return Utterance(0, colon, colon, Candidate(0, colon - 1, 0), [(colon + 1, len(s.low) - 1)], frozenset(("label",)))

    def _headline_credit(self, s: Sentence, mentions: list[Mention]) -> Utterance | None:
        """ "Death toll to rise: officials", "Dam will hold: Quill" as the first line of a text."""
        if ":" not in s.low[3:]:
            return None
        colon = len(s.low) - 1 - s.low[::-1].index(":")
        last = len(s.low) - 1 if s.low[-1] not in ENDS else len(s.low) - 2
        if colon < 3 or not 0 < last - colon <= _LONGEST_LABEL:
            return None
        named = next((m for m in mentions if m.title_first == colon + 1 and m.last == last and m.kind in {"person", "organization", "outlet"}), None)
        if named is None and s.low[last] not in self.labels:
            return None
        source = Candidate(colon + 1 if named is None else named.first, last, colon + 1, named)
        return Utterance(0, colon, colon, source, [(0, colon - 1)], frozenset(("label",)))

    def _signed(self, s: Sentence, mentions: list[Mention]) -> Utterance | None:
        """A quotation followed by a dash and a name: "“…” ― Carlos Raúl"."""
        low = s.low
        if len(low) < 3 or low[0] != QUOTE or low[1] not in DASHES or len(low) > 12 or not mentions or mentions[0].title_first != 2:
            return None
        if mentions[0].kind not in {"person", "maybe"} or not self.verbs.keys().isdisjoint(low[2:]):
            return None
        return Utterance(s.order, 1, 1, Candidate(mentions[0].first, mentions[0].last, 2, mentions[0]), [(0, 0)], frozenset(("quote",)))

    def _opens_paragraph(self, s: Sentence) -> bool:
        k = s.start[0]
        while k > 0 and s.text[k - 1] in ' \t"“':
            k -= 1
        return s.start[0] == 0 or s.text[k - 1 : k] == "\n"
