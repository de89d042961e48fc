"""Known names that stand in the text as names of their own. First stage of `link_mentions`; what is dropped here is never considered.

A name yields to a longer known name around it, and does not match inside a longer unknown one ("John Ryan Hass", "Times of Malta").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from server.linking.vocabulary import AFTER_BODY, AFTER_NAME, BEFORE_NAME
from server.records.entity import EntityKind
from server.records.knowledge import Knowledge, NameMatch

_WORD_BEFORE = re.compile(r"([^\W\d_][\w.'’&-]*)[  ]$")
_WORD_AFTER = re.compile(r"[  ]([^\W\d_][\w'’-]*)")
_OF_NAME_AFTER = re.compile(
    r"[  ](?:of|de|du|der|von|van|del|della|da|al|el|bin|ibn)[  ](?:the[  ])?([^\W\d_]\w*)|[  ]&[  ]([^\W\d_]\w*)|-([^\W\d_]\w*)"
)
_CAMPUS_AFTER = re.compile(r"(?:,| at)[  ][^\W\d_a-z]")
_PART_OF_NAME = re.compile(  # "People's Daily", "Ministry of Health"
    r"(?:[^\W\d_a-z][\w-]*['’]s|(?:Ministry|Department|Office|Bank|House|Board|Institute|Secretary|Minister|Bureau) (?:of|for)(?: the)?)[  ]$"
)
_ARTICLE = re.compile(r"(?:the|der|die|das|le|la|les|el|los|las|il|lo|o|a)[  ](?=[^\W\d_a-z])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_ADDRESS = frozenset("@#/_\\")
_LOOK = 40
_ACRONYM = 4  # shorter ones are ordinary words with a capital too often ("Who")
_PLACE = attrgetter("start", "end")


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
    """The known names of a text, in order, none inside another; of two that overlap the longer ("the People" and "People's Daily")."""
    sightings: list[Sighting] = []
    began = covered = -1
    matches = knowledge.names_in(text)
    for (start, end), group in groupby(matches, key=_PLACE):
        if start < covered and (end <= covered or end - start <= covered - began):
            continue
        words = text[start:end]
        if words.islower():  # the cheapest refusal first: most matches are ordinary words
            continue
        if start < covered and sightings and sightings[-1].end > start:
            sightings.pop()
        began, covered = start, end
        if _is_a_number_or_time(text, start, words) or (words[-1].isdigit() and _is_a_score(text, words)):
            continue
        free: dict[tuple[bool, bool], bool] = {}
        bearers = []
        for bearer in group:
            kind = bearer.kind == "person", bearer.alone
            if kind not in free:
                free[kind] = _stands_alone(text, bearer)
            if free[kind] and printed_as_recorded(words, bearer, knowledge):
                bearers.append(bearer)
        if bearers:
            article = _ARTICLE.match(words)  # "the Times" is found by its article and shown without it
            first = start + (article.end() if article else 0)
            sightings.append(Sighting(first, end, text[first:end], tuple(bearers)))
    return sightings


def _is_a_number_or_time(text: str, start: int, words: str) -> bool:
    """One letter, a number, or the mark of a time ("8 PM", "5:45 p.m. ET") is no name."""
    if len(words) < 2 or words.isdigit():
        return words[0] < "⺀"
    if len(words) > 3 or not words.isupper():
        return False
    before = text[max(0, start - 5) : start].rstrip()
    return before[-1:].isdigit() or before.endswith(".m.") or before[-2:].upper() in ("AM", "PM")


def _is_a_score(text: str, words: str) -> bool:
    """Whether a name that ends in a number is somewhere in the text one side of a result ("France 2 Argentina 1"): then it is a team everywhere."""
    name = re.escape(words)
    after = rf"{name}(?!\w)[,;:]?[  ](?:[–-][  ])?[^\W\d_a-z][\w.’'-]+(?:[  ][^\W\d_a-z][\w.’'-]+)?[  ]\d{{1,3}}(?!\w)"
    before = rf"(?<!\w)[^\W\d_a-z][\w.’'-]+[  ]\d{{1,3}}[,;:]?[  ](?:[–-][  ])?{name}(?!\w)"
    return re.search(f"{after}|{before}", text) is not None


def _stands_alone(text: str, match: NameMatch) -> bool:
    start, end = match.start, match.end
    if text[start] >= "⺀":  # scripts without spaces: the longest known name is all there is to go by
        return True
    before, after = text[max(0, start - _LOOK) : start], text[end : end + _LOOK]
    dotted = (after[:1] == "." and after[1:2].isalnum()) or (before[-1:] == "." and before[-2:-1].isalnum())
    if dotted or before[-1:] in _ADDRESS or after[:1] in _ADDRESS:
        return False
    person = match.kind == "person"
    if not match.alone and " " not in text[start:end] and _PART_OF_NAME.search(before):
        return False
    if not person and text.startswith(("University", "College", "School"), start) and _CAMPUS_AFTER.match(after):
        return False
    if before[-1:] == "-" and (person or before[-2:-1].isupper()):
        return False
    return not (_lengthened_before(text, start, before) or _lengthened_after(after, person=person))


def _lengthened_before(text: str, start: int, before: str) -> bool:
    found = _WORD_BEFORE.search(before, before.rfind(" ", 0, -1) + 1)  # not from every letter of the words before it
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
        if person and after[1:4] == "of ":
            return False  # "Xi Jinping of China", "Bernie Sanders of Vermont"
        return word[0].isupper() and (linked[1] is not None or linked[2] is not None or person)
    found = _WORD_AFTER.match(after)
    if found is None or not found[1][0].isupper():
        return False
    folded = found[1].casefold().removesuffix("'s").removesuffix("’s")
    return folded not in (AFTER_NAME if person else AFTER_BODY)


_LITTLE = frozenset(
    [
        *("the", "of", "for", "and", "on", "in", "de", "du", "des", "der", "die", "das", "la", "le", "el", "al"),
        *("von", "van", "da", "di", "del", "bin", "ibn"),
    ]
)


def printed_as_recorded(words: str, bearer: NameMatch, knowledge: Knowledge) -> bool:
    """Whether the capitals of the printed name are those of the record ("time" is not Time, "who" not WHO)."""
    if words.islower():
        return False
    if words[0] >= "⺀":
        return True
    tokens = words.split()
    if len(tokens) > 1 and all(token[0].isupper() or not token[0].isalpha() or token in _LITTLE or token[:3] in ("al-", "el-") for token in tokens):
        return True
    entity = knowledge.entity(bearer.entity)
    if entity is None:
        return False
    if words.isupper() and len(words) >= _ACRONYM and bearer.kind == "outlet":
        return True  # "TIME", "PEOPLE": how some print themselves
    acronym = words.upper() if bearer.alone and len(words) >= _ACRONYM and words.istitle() else words  # "Nato", "Unicef"
    return any(name.text in (words, acronym) for name in entity.names)
