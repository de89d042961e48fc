"""Third step: paragraphs cut into sentences, in which each quotation stands as one item.

So "“I won. They lost,” he said." is one sentence of four items: the quotation, "he", "said", ".".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress

from server.attributions.quotations import Quotation, is_title
from server.attributions.tokens import BREAK, Tokens
from server.attributions.vocabulary import Vocabulary

LONGEST = 240  # items of a sentence; longer ones are lists or hostile, and are cut so that work stays linear in the text
QUOTE = "“”"  # the word that stands for a quotation
TITLE = "title"  # the word that stands for a quotation that is no more than the title of a work
_END = frozenset((".", "!", "?", "…", "...", "....", "。", "！", "？"))
_CLOSERS = frozenset((")", "]", "’", "'", "”", '"', "''"))


@dataclass(slots=True)
class Sentence:
    """Parallel lists of items: `low[p]` the lower-case word (or QUOTE), `raw[p]` as printed, `start[p]` its offset in the page text.

    `quotes` are the places of the quotation items; `paragraph` numbers the paragraph, `order` the sentence.
    """

    text: str  # the whole page text
    raw: list[str]
    low: list[str]
    start: list[int]
    paragraph: int
    order: int
    quotes: tuple[int, ...] = ()
    capitals: list[int] = field(default_factory=list)  # places of the words that begin with a capital
    ends: dict[int, int] = field(default_factory=dict)  # where the items end that are not the word itself: quotations and titles

    def end(self, p: int) -> int:
        """The offset behind item p."""
        return self.ends[p] if p in self.ends else self.start[p] + len(self.raw[p])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of items first to last, both included."""
        return self.start[first], self.end(last)


def find_sentences(tokens: Tokens, quotations: list[Quotation], vocabulary: Vocabulary) -> list[Sentence]:
    """All sentences of a text in order. Linear in the number of tokens."""
    return _Cutter(tokens, quotations, vocabulary).cut()


class _Cutter:
    """Walks once over the tokens that can matter: sentence ends, paragraph breaks and quotations."""

    def __init__(self, tokens: Tokens, quotations: list[Quotation], vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.quotation_at = {q.first: q for q in quotations}
        self.vocabulary = vocabulary
        self.pronouns = vocabulary.words["pronouns"]
        self.sentences: list[Sentence] = []
        self.first = 0  # first token of the sentence under way
        self.works = vocabulary.words.get("works", frozenset())
        self.first_of_sentence = 0
        self.inside: list[Quotation] = []
        self.paragraph = 0

    def cut(self) -> list[Sentence]:
        words = self.tokens.words
        size = len(words)
        openings = self.quotation_at
        resume = 0
        for i in sorted({*self.tokens.marks, *openings}):  # what a cue inside a quotation cuts off opens without a mark
            if i < resume:
                continue
            if words[i] == BREAK:
                self._close(i)
                self.first = i + 1
                self.paragraph += 1
            elif i in openings:
                quotation = openings[i]
                self.inside.append(quotation)
                resume = quotation.last + 1
                if self._ends_with(quotation, size):
                    self._close(resume)
            elif (words[i] in _END and self._is_end(i, size)) or (words[i] not in _END and self._ends_in_abbreviation(i, size)):
                stop = i + 1
                while stop < size and words[stop] in _CLOSERS and self.tokens.starts[stop] == self.tokens.end(stop - 1) and stop not in openings:
                    stop += 1
                resume = stop
                if stop == i + 1 or stop >= size or not (words[stop][0].islower() or words[stop] in {",", ";"}):
                    self._close(stop)
        self._close(size)
        is_capital = self.tokens.capitalized.__contains__
        for sentence in self.sentences:
            sentence.capitals = list(compress(range(len(sentence.raw)), map(is_capital, sentence.raw)))
        return self.sentences

    def _is_end(self, i: int, size: int) -> bool:
        """Whether the mark at token i ends a sentence: the next word begins with anything but a lower-case letter, after a space."""
        if i + 1 >= size:
            return True
        words, tokens = self.tokens.words, self.tokens
        following = words[i + 1]
        if following[0].islower() and words[i] != "。":
            return False
        if following in _END or following in {",", ";", ":"}:
            return False
        touching = tokens.starts[i + 1] == tokens.end(i)
        if touching and words[i] == "." and following[0].isalnum():
            return following[0].isupper() and i > 0 and len(words[i - 1]) > 2
        return True

    def _ends_in_abbreviation(self, i: int, size: int) -> bool:
        """Whether a sentence ends with "U.S." or "Inc.": the next word is one that opens sentences."""
        if i + 1 >= size or not self.tokens.words[i + 1][0].isupper():
            return False
        return len(self.tokens.words[i]) > 3 and self.tokens.lows[i + 1] in self.vocabulary.words["openers"]

    def _ends_with(self, quotation: Quotation, size: int) -> bool:
        """Whether a quotation ends the sentence it stands in: "“Go.” He left." but not "“Really?” he asked." nor "“Go,” he said."."""
        words = self.tokens.words
        last = quotation.last
        if last + 1 >= size or words[last + 1] == BREAK:
            return True
        inner = last - 1 if quotation.closed else last
        while inner > quotation.first and words[inner] in _CLOSERS:
            inner -= 1
        if words[inner] not in _END or words[last + 1] in _END or words[last + 1] in {",", ";", ":", ")", "—", "–", "-", "--", "―"}:
            return False
        following = words[last + 1]
        if following[0].islower():
            return False
        return not self._tagged(last + 1, size, comma=words[inner] != ".")

    def _tagged(self, i: int, size: int, *, comma: bool) -> bool:
        """Whether a short "Smith asked." follows a quotation that ended in a full stop or question mark: a cue within five words, then an end."""
        words, lows, verbs = self.tokens.words, self.tokens.lows, self.vocabulary.verbs
        if lows[i] in self.pronouns:
            return False
        ends = _END | {BREAK, ","} if comma else _END | {BREAK}
        for k in range(i, min(i + 6, size - 1)):
            if lows[k] in verbs and k > i and verbs[lows[k]].kinds & {"say", "quote"}:
                return (
                    comma
                    or words[k + 1] in ends
                    or lows[k + 1] in self.vocabulary.words["time"]
                    or lows[k + 1] in self.vocabulary.words["adverbials"]
                )
            if k in self.quotation_at or words[k] in _END or words[k] == BREAK:
                return False
        return False

    def _close(self, stop: int) -> None:
        """Make the sentence of the tokens from self.first to stop, if there are any: most paragraphs end with their last sentence."""
        first, tokens = self.first, self.tokens
        if stop == first:
            return
        self.first = stop
        inside, self.inside = self.inside, []
        self.first_of_sentence = first
        if not inside:
            self._plain(first, stop)
            return
        sentence = Sentence(tokens.text, [], [], [], self.paragraph, len(self.sentences))
        quotes: list[int] = []
        position = first
        for quotation in inside:
            self._copy(sentence, position, quotation.first)
            if len(sentence.raw) > LONGEST:
                sentence.quotes = tuple(quotes)
                self.sentences.append(sentence)
                sentence, quotes = Sentence(tokens.text, [], [], [], self.paragraph, len(self.sentences)), []
            if self._names(quotation):
                sentence.raw.append(TITLE)
                sentence.low.append(TITLE)
            else:
                quotes.append(len(sentence.raw))
                sentence.raw.append(QUOTE)
                sentence.low.append(QUOTE)
            sentence.start.append(tokens.starts[quotation.first])
            sentence.ends[len(sentence.raw) - 1] = tokens.end(quotation.last)
            if sentence.low[-1] == TITLE and tokens.words[quotation.last - 1] == ",":
                # The comma before the closing mark is the sentence's, not the title's.
                sentence.raw.append(",")
                sentence.low.append(",")
                sentence.start.append(tokens.end(quotation.last))
                sentence.ends[len(sentence.raw) - 1] = tokens.end(quotation.last)
            position = quotation.last + 1
        self._copy(sentence, position, min(stop, position + LONGEST))
        sentence.quotes = tuple(quotes)
        self.sentences.append(sentence)
        self._plain(position + LONGEST, stop)

    def _names(self, quotation: Quotation) -> bool:
        """Whether a quotation is the title of a work: written as one, behind "CBS's", "on", "book", "called"."""
        k, lows = quotation.first - 1, self.tokens.lows
        if not self.works:
            return False
        if k > 0 and lows[k] == ",":
            k -= 1
        if k < self.first_of_sentence or not quotation.closed:
            return False
        if lows[k] in self.vocabulary.verbs and lows[k - 1] in self.pronouns:
            return False  # "what he called “Fake News”"
        if self.tokens.words[quotation.last - 1] == "!" and lows[k] not in self.works:
            return False  # a chant
        placed = lows[k] in self.works or (k == quotation.first - 1 and (lows[k].endswith("'s") or lows[k] in self.vocabulary.words["on"]))
        return placed and is_title(self.tokens.text[self.tokens.starts[quotation.first] : self.tokens.end(quotation.last)])

    def _plain(self, first: int, stop: int) -> None:
        """Make the sentences of tokens without a quotation."""
        tokens = self.tokens
        for begin in range(first, stop, LONGEST):
            part = slice(begin, min(stop, begin + LONGEST))
            self.sentences.append(
                Sentence(tokens.text, tokens.words[part], tokens.lows[part], tokens.starts[part], self.paragraph, len(self.sentences))
            )

    def _copy(self, sentence: Sentence, first: int, stop: int) -> None:
        if stop <= first:
            return
        part = slice(first, stop)
        sentence.raw += self.tokens.words[part]
        sentence.low += self.tokens.lows[part]
        sentence.start += self.tokens.starts[part]
