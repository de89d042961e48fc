"""What kind of source somebody is, from the article's words alone: person, organization, outlet, official or unnamed."""

from __future__ import annotations

import re
from functools import lru_cache

from server.attributions.descriptions import Description
from server.attributions.names import Mention
from server.attributions.people import Person
from server.attributions.vocabulary import Vocabulary
from server.records.attribution import SourceType

_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*\.?")


def type_of(person: Person | None, organization: Mention | None, nominal: str | None, description: Description, vocabulary: Vocabulary) -> SourceType:
    """The type of a source: named persons by their titles and description, organizations by what they are, nominals by their words."""
    if person is not None:
        unknown = len(person.core) == 1 and person.core[0] not in vocabulary.genders
        if unknown and not person.sure and person.gender is None:
            return "organization"  # one capitalized word that nothing shows to be a person: in the English dev corpora 10 of 53 were
        return "official" if _holds_office(description, vocabulary) else "person"
    if organization is not None:
        return "outlet" if organization.kind == "outlet" else "organization"
    if nominal is not None:
        return _type_of_nominal(nominal, vocabulary)
    return "unnamed"


@lru_cache(maxsize=16)
def _phrases(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<![\w])(?:" + "|".join(re.escape(word) for word in longest_first) + r")(?![\w])")


def _holds_office(description: Description, vocabulary: Vocabulary) -> bool:
    """Whether the text gives somebody an office. Who works elsewhere now (a fellow, a professor) and only once held one is a person."""
    if description.candidate or not description.spans:
        return description.candidate
    roles = vocabulary.roles
    offices = _phrases(roles["official"])
    elsewhere = _phrases(roles["private"])
    office = False
    everything = " ".join(span.text.lower() for span in description.spans)
    if any(word in everything for word in roles["spokes"]) and any(word in roles["public_bodies"] for word in _WORD.findall(everything)):
        office = True  # "Spokeswoman Mary Quill of the Interior Ministry"
    for span in description.spans:
        text = span.text.lower()
        found = list(offices.finditer(text))
        current = [m for m in elsewhere.finditer(text) if not _is_former(text[: m.start()], roles["former"])]
        spokes = any(word in text for word in roles["spokes"])
        public = any(word in roles["public_bodies"] for word in _WORD.findall(text))
        if spokes:
            office = office or public
            continue
        held_now = [m for m in found if not _is_former(text[: m.start()], roles["former"])]
        if current and not (public and held_now):
            return False
        private_body = bool(description.organizations) and not public and any(span.start <= o.start < span.end for o in description.organizations)
        if found and not (private_body and {m.group() for m in found} <= roles["shared_offices"]):
            office = True
    return office


def _is_former(before: str, former: frozenset[str]) -> bool:
    return any(word in former for word in before.split()[-4:])


def _type_of_nominal(nominal: str, vocabulary: Vocabulary) -> SourceType:
    words = [word.lower() for word in _WORD.findall(nominal)]
    public = vocabulary.roles["public_bodies"]
    head = next((k for k, word in enumerate(words) if word in vocabulary.words["prepositions"]), len(words))
    last = words[head - 1] if head else ""
    if last in vocabulary.roles["spokes"] or last in vocabulary.roles["officials"]:
        return "official" if last in vocabulary.roles["officials"] or any(word in public for word in words) else "unnamed"
    if last in vocabulary.roles["authorities"]:
        return "official"
    owned = any(word.endswith(("'s", "’s")) for word in words)
    if last in vocabulary.roles["bodies"] and (owned or words[0] in vocabulary.words["definite"] or words[0] in vocabulary.words["possessives"]):
        return "organization"
    return "unnamed"
