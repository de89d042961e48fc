"""Paragraphs that are no part of the story: captions and teasers. Nothing is attributed in them and nobody is introduced by them."""

from __future__ import annotations

from server.attributions.sentences import Sentence
from server.attributions.vocabulary import Vocabulary


def aside_paragraphs(sentences: list[Sentence], vocabulary: Vocabulary) -> set[int]:
    """The numbers of the paragraphs that end with a photo credit in brackets or begin with "READ MORE"."""
    found: set[int] = set()
    credit, teasers = vocabulary.words["credits"], vocabulary.words["teasers"]
    previous = -1
    for s in sentences:
        opens = s.paragraph != previous
        previous = s.paragraph
        if (opens and _is_teaser(s, teasers)) or _is_credited(s, credit):
            found.add(s.paragraph)
    return found


def _is_teaser(s: Sentence, teasers: frozenset[str]) -> bool:
    if " ".join(s.low[:2]) in teasers:
        return True
    return s.low[0] in teasers and (s.raw[0].isupper() or s.low[1:2] in ([":"], ["|"]))


def _is_credited(s: Sentence, credit: frozenset[str]) -> bool:
    """Whether a sentence ends in "(Name/Agency)", or is no more than "Name/Agency."."""
    if s.low[-1] == ")" and "(" in s.low[-12:]:
        inside = s.low[len(s.low) - 1 - s.low[::-1].index("(") : -1]
        return len(inside) < 10 and not credit.isdisjoint(inside)
    return len(s.low) < 12 and "/" in s.low and not credit.isdisjoint(s.low)
