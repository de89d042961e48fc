"""Paragraphs that are said by whom they are signed by: embedded posts ("… — Name (@name) May 5, 2020") and pulled quotes ("… Name, mayor")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from server.attributions.grammar import DASHES
from server.attributions.names import Mention
from server.attributions.people import People
from server.attributions.sentences import Sentence
from server.attributions.vocabulary import Vocabulary

_LONGEST = 12  # items of a signature
_TAIL = re.compile(r"(?:\s*(?:https?://\S+|(?:https?://)?pic\.(?:twitter|x)\.com/\S+))+\s*$")


@dataclass(frozen=True, slots=True)
class Signature:
    """A signed paragraph: its content in the text, and the sentence and items that name who said it."""

    start: int
    end: int
    sentence: Sentence
    first: int
    last: int
    mention: Mention | None


def find_signatures(sentences: list[Sentence], mentions: list[list[Mention]], people: People, vocabulary: Vocabulary) -> dict[int, Signature]:
    """Paragraph number → its signature."""
    found: dict[int, Signature] = {}
    verbs, roles = vocabulary.verbs, vocabulary.roles["any_role"]
    posts = bool(sentences) and "(@" in sentences[0].text
    first = 0
    for k, s in enumerate(sentences):
        if s.paragraph != sentences[first].paragraph:
            first = k
        if k + 1 < len(sentences) and sentences[k + 1].paragraph == s.paragraph:
            continue
        signature = _posted(sentences[first], s, mentions[k]) if posts else None
        if signature is None and k > first and s.low[-1] != "." and mentions[k] and mentions[k][0].title_first == 0:
            signature = _pulled(sentences[first : k + 1], mentions[k][0], people, roles) if verbs.keys().isdisjoint(s.low) else None
        if signature is not None:
            found[s.paragraph] = signature
    return found


def _posted(opening: Sentence, s: Sentence, mentions: list[Mention]) -> Signature | None:
    """A post: a dash, a name and a handle in brackets end the paragraph."""
    low = s.low
    handle = next((k for k in range(len(low) - 1, max(0, len(low) - _LONGEST), -1) if low[k][0] == "@" and low[k - 1] == "("), 0)
    dash = next((k for k in range(handle - 2, max(-1, handle - _LONGEST), -1) if low[k] in DASHES), -1) if handle else -1
    if dash < 0 or dash + 1 > handle - 2 or s.start[dash] == opening.start[0]:
        return None
    text = s.text[opening.start[0] : s.start[dash]].rstrip()
    text = _TAIL.sub("", text)
    if not text:
        return None
    mention = next((m for m in mentions if dash < m.first <= m.last < handle), None)
    return Signature(opening.start[0], opening.start[0] + len(text), s, dash + 1, handle - 2, mention)


def _pulled(paragraph: list[Sentence], mention: Mention, people: People, roles: frozenset[str]) -> Signature | None:
    """A pulled quote: a person the text names elsewhere too, alone or with a role, ends the paragraph without a full stop."""
    s, opening = paragraph[-1], paragraph[0]
    person = people.who(mention)
    if person is None or len(person.mentions) < 2 or len(mention.core) < 2 or len(s.low) > _LONGEST or any(part.quotes for part in paragraph):
        return None
    behind = s.low[mention.last + 1 :]
    if behind and (behind[0] != "," or roles.isdisjoint(behind)):
        return None
    end = s.start[0]
    while end > opening.start[0] and s.text[end - 1].isspace():
        end -= 1
    return Signature(opening.start[0], end, s, mention.first, mention.last, mention)
