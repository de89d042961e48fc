"""Second step in a script without spaces: who a phrase names, and how: "布鲁金斯学会高级研究员何瑞恩" is a description and a person."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from server.attributions.vocabulary import Vocabulary
from server.records.attribution import SourceType

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•‧・][\u4e00-\u9fff]{1,8}){1,3}$")
_LATIN = re.compile(r"[A-Z][A-Za-z.'’\-]+(?: [A-Z][A-Za-z.'’\-]+){0,3}$")
_BRACKETS = re.compile(r"[（(][^（）()]{1,40}[）)]$")
_LONGEST = 60  # characters of a source phrase; longer ones are no phrase
_LONGEST_ORGANIZATION = 24


@dataclass(frozen=True, slots=True)
class Phrase:
    """`start`..`end` are the source's own words; `described` those before them. `name` is None for pronouns and nominals."""

    start: int
    end: int
    type: SourceType
    name: str | None = None
    described: tuple[int, int] | None = None
    pronoun: str | None = None
    surname: str | None = None  # of "王先生": whoever bears it in the text is meant


def longest_first(words: frozenset[str]) -> str:
    """An alternation of words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or "(?!)"


class PhraseReader:
    """Reads phrases of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words, roles, organizations = vocabulary.words, vocabulary.roles, vocabulary.organizations
        self.pronouns = dict.fromkeys(words["pronouns_plural"] | words["pronouns_neuter"], "other")
        self.pronouns |= {w: gender for gender in ("male", "female") for w in words[f"pronouns_{gender}"]}
        self.surnames = words["surnames"]
        self.sounds = words["transliteration"]
        self.roles = roles
        self.known_outlets = organizations["known_outlets"]
        self.places = organizations["places"]
        self.companies = organizations["companies"]
        titles = roles["official"] | roles["title_words"] | roles["private"] | roles["spokes"] | roles["personal"] | frozenset(("记者", "記者"))
        honorifics = roles["honorifics_male"] | roles["honorifics_female"] | roles["honorifics_any"]
        self.titles = re.compile(longest_first(titles))
        self.title_ends = re.compile(rf"(?:{longest_first(titles | honorifics)})$")
        self.nominal_ends = re.compile(rf"(?:{longest_first(roles['people_nouns'])})(?:们|們)?$")
        self.outlet_ends = re.compile(rf"(?:{longest_first(organizations['known_outlets'] | organizations['outlets'])})$", re.IGNORECASE)
        self.body_ends = re.compile(rf"(?:{longest_first(organizations['heads'])})$")
        self.bodies = re.compile(longest_first(organizations["heads"] | organizations["known_outlets"] | organizations["companies"]))
        self.boundaries = re.compile(rf"(?:{longest_first(words['boundaries'])}|[、，《》“”「」 ])")
        self.place_starts = re.compile(longest_first(organizations["places"]))
        self.former = re.compile(rf"(?:{longest_first(roles['former'])})[^，]{{0,12}}$")
        self.officials = re.compile(longest_first(roles["official"]))
        self.spokes = re.compile(longest_first(roles["spokes"]))
        self.privates = re.compile(longest_first(roles["private"]))
        self.public = re.compile(longest_first(roles["public_bodies"]))
        self.male = roles["honorifics_male"]
        self.female = roles["honorifics_female"]

    def read(self, text: str, start: int, end: int, known: Container[str] = ()) -> Phrase | None:
        """The source that `text[start:end]` is, None when nothing shows that it is one. `known` are names met earlier in the text."""
        while start < end and text[start] in " 　、":
            start += 1
        while end > start and text[end - 1] in " 　":
            end -= 1
        bracket = _BRACKETS.search(text[start:end])
        if bracket is not None:
            end = start + bracket.start()
        phrase = text[start:end]
        if not phrase or len(phrase) > _LONGEST:
            return None
        if phrase in self.pronouns:
            return Phrase(start, end, "person" if self.pronouns[phrase] != "other" else "unnamed", pronoun=phrase)
        if phrase[0] == "《" and phrase[-1] == "》" and "》" not in phrase[:-1]:
            return Phrase(start + 1, end - 1, "outlet", phrase[1:-1])
        return self._person(phrase, start, end, known) or self._thing(phrase, start, end)

    def _person(self, phrase: str, start: int, end: int, known: Container[str]) -> Phrase | None:
        at = self._name_at(phrase, known)
        if at is not None:
            described = (start, start + at) if at else None
            if described is not None and text_is_filler(phrase[:at]):
                described = None
            return Phrase(start + at, end, self._person_type(phrase[:at]), phrase[at:], described)
        title = self.title_ends.search(phrase)
        if title is not None and title.start():
            before = phrase[: title.start()]
            full = self._name_at(before, known)
            if full is not None and (len(before) - full > 1):
                return Phrase(
                    start + full, end - len(title.group()), self._person_type(title.group()), before[full:], (end - len(title.group()), end)
                )
            if before[-1] in self.surnames and len(before) > 1 and self.title_ends.search(before[:-1]):
                return Phrase(start + len(before) - 1, end, self._person_type(before), surname=before[-1], described=(start, start + len(before) - 1))
            if before in self.surnames:
                return Phrase(start, end, self._person_type(title.group()), surname=before)
        return None

    def _name_at(self, phrase: str, known: Container[str]) -> int | None:
        """Where a person's name begins that ends the phrase; None when there is none."""
        for length in range(min(len(phrase), 16), 1, -1):
            if phrase[-length:] in known:
                return len(phrase) - length
        behind = max((title.end() for title in self.titles.finditer(phrase)), default=0)
        for pattern in (_FOREIGN, _LATIN):
            found = pattern.search(phrase, behind)
            if found is not None and (found.start() == behind or pattern is _LATIN) and not self.outlet_ends.search(found.group()):
                return found.start()
        behind += phrase[behind : behind + 1] == "的"  # "担任馆长的张美玲"
        rest = phrase[behind:]
        if not rest or not _HAN.fullmatch(rest) or rest in self.places or rest in self.companies or self.nominal_ends.search(rest):
            return None
        if self.body_ends.search(rest) or self.outlet_ends.search(rest):
            return None
        if rest[:2] in self.surnames and len(rest) in {3, 4}:
            return behind
        if rest[0] in self.surnames and len(rest) in {2, 3}:
            return behind
        if 2 <= len(rest) <= 7 and all(character in self.sounds for character in rest):
            return behind
        if behind and 2 <= len(rest) <= 4:
            return behind
        return None

    def _person_type(self, described: str) -> SourceType:
        spokes = self.spokes.search(described)
        if spokes is not None:
            return "official" if self.public.search(described) else "person"
        privates = self.privates.search(described)
        if privates is not None:
            return "person"
        office = self.officials.search(described)
        return "official" if office is not None and not self.former.search(described[: office.start()]) else "person"

    def _thing(self, phrase: str, start: int, end: int) -> Phrase | None:
        """An outlet, an organization or a nominal ("两名官员")."""
        if self.outlet_ends.search(phrase) and len(phrase) <= _LONGEST_ORGANIZATION and "的" not in phrase:
            first = start + self._body_start(phrase)
            return Phrase(first, end, "outlet", phrase[first - start :])
        if phrase in self.places or phrase in self.companies:
            return Phrase(start, end, "organization", phrase)
        nominal = self.nominal_ends.search(phrase)
        if nominal is not None:
            head = nominal.group()
            official = head in self.roles["officials"] or head in self.roles["authorities"] or self.officials.search(head) is not None
            if head in self.roles["spokes"]:
                official = self.public.search(phrase) is not None
            return Phrase(start, end, "official" if official else "unnamed")
        if self.body_ends.search(phrase) and 2 <= len(phrase) <= _LONGEST_ORGANIZATION and "的" not in phrase:
            return Phrase(start, end, "organization", phrase)
        return None

    def _body_start(self, phrase: str) -> int:
        """Where the name of a body that ends the phrase begins: behind the last word that only leads to it."""
        begin = 0
        for match in self.boundaries.finditer(phrase):
            if match.end() < len(phrase) - 1:
                begin = match.end()
        place = self.place_starts.match(phrase, begin)
        if place is not None and len(phrase) - place.end() >= 4:
            begin = place.end()
        return begin

    def organizations(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The organizations named inside a description."""
        found: list[tuple[int, int]] = []
        described = text[start:end]
        begin = 0
        for match in self.bodies.finditer(described):
            title = self.titles.match(described, match.start())
            if match.start() < begin or (title is not None and title.end() > match.end()):
                continue
            first = begin + self._body_start(described[begin : match.end()])
            if match.end() - first > 1 and match.end() - first <= _LONGEST_ORGANIZATION:
                found.append((start + first, start + match.end()))
            begin = match.end()
        return found


def text_is_filler(words: str) -> bool:
    """Whether the words before a name say nothing of its bearer."""
    return words in {"的", "而", "由", "是", "连", "据"}
