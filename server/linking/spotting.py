"""Known names that stand in the text as names of their own. First stage of `link_mentions`; what is dropped here is never considered.

A name yields to a longer known name around it, and does not match inside a longer unknown one ("John Ryan Hass", "Times of Malta").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from server.linking.vocabulary import AFTER_BODY, AFTER_NAME, BEFORE_NAME
from server.records.entity import EntityKind
from server.records.knowledge import Knowledge, NameMatch

_WORD_BEFORE = re.compile(r"([^\W\d_][\w.'’&-]*)[  ]$")
_WORD_AFTER = re.compile(r"[  ]([^\W\d_][\w'’-]*)")
_OF_NAME_AFTER = re.compile(
    r"[  ](?:of|de|du|der|von|van|del|della|da|al|el|bin|ibn)[  ](?:the[  ])?([^\W\d_]\w*)|[  ]&[  ]([^\W\d_]\w*)|-([^\W\d_]\w*)"
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_ADDRESS = frozenset("@#/_\\")
_LOOK = 40


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place in the text with everyone who bears the name standing there. `words` is the printed name."""

    start: int
    end: int
    words: str
    bearers: tuple[NameMatch, ...]

    def of_kind(self, *kinds: EntityKind) -> tuple[NameMatch, ...]:
        """The bearers of these kinds."""
        return tuple(bearer for bearer in self.bearers if bearer.kind in kinds)


def spot_names(text: str, knowledge: Knowledge) -> list[Sighting]:
    """The known names of a text, in order, none inside another."""
    sightings: list[Sighting] = []
    covered = -1
    matches = knowledge.names_in(text)
    for (start, end), group in groupby(matches, key=lambda match: (match.start, match.end)):
        if start < covered:
            continue
        covered = end
        words = text[start:end]
        bearers = tuple(bearer for bearer in group if _stands_alone(text, bearer) and _printed_as_recorded(words, bearer, knowledge))
        if bearers:
            sightings.append(Sighting(start, end, words, bearers))
    return sightings


def _stands_alone(text: str, match: NameMatch) -> bool:
    start, end = match.start, match.end
    if text[start] >= "⺀":  # scripts without spaces: the longest known name is all there is to go by
        return True
    before, after = text[max(0, start - _LOOK) : start], text[end : end + _LOOK]
    dotted = (after[:1] == "." and after[1:2].isalnum()) or (before[-1:] == "." and before[-2:-1].isalnum())
    if dotted or before[-1:] in _ADDRESS or after[:1] in _ADDRESS:
        return False
    person = match.kind == "person"
    if before[-1:] == "-" and (person or before[-2:-1].isupper()):
        return False
    return not (_lengthened_before(text, start, before) or _lengthened_after(after, person=person))


def _lengthened_before(text: str, start: int, before: str) -> bool:
    found = _WORD_BEFORE.search(before)
    if found is None or not found[1][0].isupper():
        return False
    word = found[1]
    if word.endswith(".") and not _INITIALS.fullmatch(word):
        return False  # the end of a sentence, or an abbreviated title
    folded = word.casefold().removesuffix("'s").removesuffix("’s").strip(".")
    possessive = word.endswith(("'s", "’s", "s'", "s’"))
    return not (possessive or folded in BEFORE_NAME or "-" in word or text[start : start + 4].casefold() == "the ")


def _lengthened_after(after: str, *, person: bool) -> bool:
    linked = _OF_NAME_AFTER.match(after)
    if linked is not None:
        word = linked[1] or linked[2] or linked[3]
        return word[0].isupper() and (linked[1] is not None or linked[2] is not None or person)
    found = _WORD_AFTER.match(after)
    if found is None or not found[1][0].isupper():
        return False
    folded = found[1].casefold().removesuffix("'s").removesuffix("’s")
    return folded not in (AFTER_NAME if person else AFTER_BODY)


_LITTLE = frozenset(["the", "of", "for", "and", "on", "in", "de", "du", "des", "der", "die", "das", "la", "le", "el"])


def _printed_as_recorded(words: str, bearer: NameMatch, knowledge: Knowledge) -> bool:
    """Whether the capitals of the printed name are those of the record ("time" is not Time, "who" not WHO)."""
    if not any(letter.isupper() for letter in words):
        return all(not letter.islower() for letter in words)
    entity = knowledge.entity(bearer.entity)
    if entity is None:
        return False
    if words == entity.name or any(words == name.text for name in entity.names):
        return True
    tokens = words.split()
    if words.isupper():  # a headline in capitals; one word alone could be anything
        return len(tokens) > 1
    return all(token[0].isupper() or not token[0].isalpha() or token in _LITTLE for token in tokens) and len(tokens) > 1
