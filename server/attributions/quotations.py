"""Second step: stretches in quotation marks, whatever the typography, as pairs of token indexes.

A quotation that opens again at the head of each paragraph without having been closed is one quotation. An opening mark that nobody closes
ends with its paragraph; a closing mark that nobody opened is ignored.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from server.attributions.tokens import BREAK, DOUBLE_QUOTES, SINGLE_QUOTES, Tokens, find_marks
from server.attributions.vocabulary import Vocabulary

# A mark that opens in one language closes in another, so the spaces around it decide first.
_OPENING = frozenset(("“", "„", "«", "「", "『", "‟", "《", "〝", "‘‘"))
_FIXED_OPENING = frozenset(("「", "『", "《"))
_FIXED_CLOSING = frozenset(("」", "』", "》"))
_GUILLEMETS = frozenset(("«", "»"))
_DASHES = frozenset(("-", "–", "—", "―"))
_LONGEST_NAME = 7  # tokens of a name in quotation marks, marks included
_LONGEST_CUE = 30  # tokens of a cue with its source inside a quotation
_BEFORE_OPENING = frozenset(" \n\t\r\xa0\u2009\u202f\u200b\u3000([{—–-―/")
_AFTER_CLOSING = frozenset(" \n\t\r\xa0\u2009\u202f\u200b\u3000)]},.;:!?…")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` (the opening mark) to `last` (the closing mark, or the last token of the paragraph if nobody closed it)."""

    first: int
    last: int
    closed: bool


def find_quotations(tokens: Tokens) -> list[Quotation]:
    """All quotations of a text in order, never overlapping; inner ones are part of the outer."""
    found = _pair(tokens, DOUBLE_QUOTES)
    return found or [q for q in _pair(tokens, SINGLE_QUOTES) if q.closed]


def _opens(tokens: Tokens, i: int, inside: bool) -> bool:
    """Whether the mark at token i opens a quotation: by the spaces around it, else by its shape, else by whether one is open."""
    text, start, end, word = tokens.text, tokens.starts[i], tokens.end(i), tokens.words[i]
    if word in _FIXED_OPENING or word in _FIXED_CLOSING:
        return word in _FIXED_OPENING
    if word == "«" and start and text[start - 1] in {"'", "’"}:
        return True  # d'« œuvre »
    before = start == 0 or text[start - 1] in _BEFORE_OPENING
    after = end >= len(text) or text[end] in _AFTER_CLOSING
    if before != after:
        return before
    if before and word in _GUILLEMETS:  # « with a space on either side », as French sets them
        return word == "«"
    if inside:
        return False
    return not after and word not in {"”", "’", "»"}


def _pair(tokens: Tokens, kinds: frozenset[str]) -> list[Quotation]:
    found: list[Quotation] = []
    words = tokens.words
    opened = -1
    if kinds.isdisjoint(tokens.small):
        return found
    for i in tokens.marks:
        if words[i] == BREAK:
            if opened >= 0:
                follows = i + 1 < len(words) and words[i + 1] in kinds and _opens(tokens, i + 1, False)
                if not follows:
                    found.append(Quotation(opened, i - 1, False))
                    opened = -1
            continue
        if words[i] not in kinds:
            continue
        if opened >= 0 and words[i - 1] == BREAK:
            continue  # the mark repeated at the head of a paragraph
        if _opens(tokens, i, opened >= 0):
            if opened >= 0:
                if words[i] == words[opened] or words[i] in _OPENING:
                    found.append(Quotation(opened, _end_before(tokens, opened, i), False))
                    opened = i
                continue
            opened = i
        elif opened >= 0 and i > opened + 1:
            found.append(Quotation(opened, i, True))
            opened = -1
    if opened >= 0 and opened < len(words) - 1:
        found.append(Quotation(opened, len(words) - 1, False))
    return found


def without_names(tokens: Tokens, quotations: list[Quotation], vocabulary: Vocabulary) -> Tokens:
    """The tokens without the marks around names of outlets and firms ("газета «Ведомости»"), in a language that writes them so."""
    kinds = vocabulary.words.get("quoted_names", frozenset())
    if not kinds:
        return tokens
    outlets = vocabulary.organizations["known_outlets"]
    marks: set[int] = set()
    for q in quotations:
        short = q.closed and q.last - q.first < _LONGEST_NAME and tokens.words[q.first + 1][0].isupper()
        announced = q.first > 0 and tokens.lows[q.first - 1] in kinds
        if short and (announced or " ".join(tokens.lows[q.first + 1 : q.last]) in outlets):
            marks |= {q.first, q.last}
    if not marks:
        return tokens
    kept = [i for i in range(len(tokens.words)) if i not in marks]
    words, lows = ([column[i] for i in kept] for column in (tokens.words, tokens.lows))
    spellings = tokens.small | tokens.capitalized
    return replace(tokens, words=words, lows=lows, starts=[tokens.starts[i] for i in kept], marks=find_marks(words, spellings))


def cut_at_cues(tokens: Tokens, quotations: list[Quotation], vocabulary: Vocabulary) -> list[Quotation]:
    """Quotations whose cue stands inside their marks ("«Она выдержит, — сказал мэр, — и долго»") as two, in a language that writes them so."""
    if "cues_in_quotes" not in vocabulary.words["traits"]:
        return quotations
    found: list[Quotation] = []
    for q in quotations:
        cut = _cue_inside(tokens, q, vocabulary)
        if cut is None:
            found.append(q)
            continue
        first, last = cut
        found.append(Quotation(q.first, first - 1, True))
        if last < q.last:
            found.append(Quotation(last + 1, q.last, q.closed))
    return found


def _cue_inside(tokens: Tokens, q: Quotation, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """The dashes around "— said the mayor, —" inside a quotation."""
    words, lows = tokens.words, tokens.lows
    for i in range(q.first + 2, q.last - 2):
        if words[i] in _DASHES and words[i - 1] in {",", "?", "!", "…"} and lows[i + 1] in vocabulary.verbs:
            end = next((k for k in range(i + 3, min(i + _LONGEST_CUE, q.last)) if words[k] in _DASHES), None)
            return None if end is None else (i, end)
    return None


def _end_before(tokens: Tokens, first: int, limit: int) -> int:
    """Where a quotation nobody closed ends when another opens: at the last sentence end or comma between, else just before."""
    for i in range(limit - 1, first + 1, -1):
        if tokens.words[i] in {".", "!", "?", ","}:
            return i
    return limit - 1


def is_title(quoted: str) -> bool:
    """Whether quoted words are written as a title: every word of more than three letters begins with a capital, and there are at least two."""
    words = [word.strip("\"“”'‘’,.:;!?-") for word in quoted.split()]
    return (
        len(words) > 1
        and all(word[:1].isupper() or not word[:1].isalpha() for word in words if len(word) > 3)
        and any(len(word) > 3 for word in words)
    )
