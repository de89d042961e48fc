"""The words of a language, read once from its folder under languages/; every later module of this step works from them.

A folder holds words.yaml (closed word classes), roles.yaml, names.yaml, organizations.yaml and cues.txt (reporting verbs by kind).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from server.errors import UnsupportedLanguage

Kinds = frozenset[str]
KINDS = frozenset(("say", "tell", "that", "object", "remark", "quote", "think"))  # cues.txt says what each means
BASE, PAST, PARTICIPLE, THIRD, ING = "base", "past", "participle", "third", "ing"
_FILES = ("cues.txt", "words.yaml", "roles.yaml", "names.yaml", "organizations.yaml")
_FORMS = (BASE, PAST, PARTICIPLE, THIRD, ING)


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a reporting verb: the kinds of its lemma (say, tell, object, quote, think) and which forms this spelling can be."""

    kinds: Kinds
    traits: frozenset[str]
    forms: frozenset[str]
    lemma: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All word lists of one language, lower case. `words`, `roles`, `organizations` map a class to its words."""

    language: str
    verbs: dict[str, Verb]
    words: dict[str, frozenset[str]]
    roles: dict[str, frozenset[str]]
    organizations: dict[str, frozenset[str]]
    genders: dict[str, str]
    pronoun_genders: dict[str, str]
    role_genders: dict[str, str]
    abbreviations: frozenset[str]
    phrases: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def words_in(self, *classes: str) -> frozenset[str]:
        """The union of some word classes."""
        return frozenset().union(*(self.words[name] for name in classes))


def available() -> frozenset[str]:
    """The languages that have a complete folder."""
    root = files("server.attributions") / "languages"
    return frozenset(entry.name for entry in root.iterdir() if all((entry / name).is_file() for name in _FILES))


@lru_cache(maxsize=16)
def vocabulary_of(language: str) -> Vocabulary:
    """The vocabulary of a language; raises UnsupportedLanguage when it has no folder."""
    if language not in available():
        raise UnsupportedLanguage(language=language)
    folder = files("server.attributions") / "languages" / language
    words = _classes(folder, "words.yaml")
    roles = _joined(_classes(folder, "roles.yaml"))
    words |= _joined_words(words)
    return Vocabulary(
        language=language,
        verbs=_verbs((folder / "cues.txt").read_text(encoding="utf-8")),
        words=words,
        roles=roles,
        organizations=_joined_organizations(_classes(folder, "organizations.yaml")),
        genders=_genders(_classes(folder, "names.yaml"), ""),
        pronoun_genders=_genders(words, "pronouns_"),
        role_genders=_genders(roles, "gendered_"),
        abbreviations=frozenset(_flat(_load(folder, "words.yaml")["abbreviations"])),
        phrases={name: _phrase(words[name]) for name in ("according_to", "speaking_to") if name in words},
    )


def _joined(roles: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The role classes with the unions that the rules ask for, made once instead of for every text."""
    titles = roles["title_words"] | roles["honorifics"] | roles["official"]
    personal = roles["private"] | roles["official"] | roles["spokes"] | roles["personal"]
    return roles | {
        "titles": titles,
        "strong_titles": titles - roles["weak_titles"],
        "any_personal": personal,
        "any_role": roles["title_words"] | roles["people_nouns"] | roles["official"] | roles["private"],
        "nominal": (personal | roles["title_words"]) - roles["weak_titles"],
        "modified": roles["people_nouns"] | roles["title_words"],
    }


def _joined_words(words: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The same for the word classes; a language without spaces has only some."""

    def union(*names: str) -> frozenset[str]:
        return frozenset().union(*(words.get(name, ()) for name in names))

    return {
        "speaking": frozenset(phrase.split()[0] for phrase in words["speaking_to"]),
        "according_words": frozenset(word for phrase in union("according_to") for word in phrase.split()),
        "not_initials": union("definite", "joining"),
        "seldom_initials": union("definite", "joining", "links"),
        "name_joints": union("particles", "links") | {"&", ","},
        "for_one": union("indefinite", "one"),
        "noun_ends": union("prepositions", "relatives_personal"),
    }


def _joined_organizations(organizations: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The same for organizations and places: those whose name of one word needs nothing else to be known."""
    return organizations | {"known_alone": organizations["known_outlets"] | organizations["companies"] | organizations["places"]}


def _genders(classes: dict[str, frozenset[str]], prefix: str) -> dict[str, str]:
    """Word → gender, from the classes called so by gender."""
    return {word: gender for gender in ("male", "female", "any") for word in classes.get(f"{prefix}{gender}", ())}


def _phrase(phrases: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(p) for p in longest_first) + r")\b", re.IGNORECASE)


def _load(folder: Traversable, name: str) -> dict[str, object]:
    # BaseLoader leaves every scalar a string: "on", "no" and "yes" are words here.
    loaded: dict[str, object] = yaml.load((folder / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


def _classes(folder: Traversable, name: str) -> dict[str, frozenset[str]]:
    content = _load(folder, name)
    classes: dict[str, frozenset[str]] = {}
    for key, value in content.items():
        classes[key] = frozenset(word.lower().replace("’", "'") for word in _flat(value))
        if isinstance(value, dict):
            for part, inner in value.items():
                classes[f"{key}_{part}"] = frozenset(word.lower().replace("’", "'") for word in _flat(inner))
    return classes


def _flat(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for inner in value.values() for word in _flat(inner)]
    if isinstance(value, list):
        return [str(word) for word in value]
    return [str(value)]


def _verbs(text: str) -> dict[str, Verb]:
    found: dict[str, tuple[set[str], set[str], str]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kinds, _, spelled = line.partition(":")
        lemma, *_ = spelled.split()
        for form, spelling in zip(_FORMS, spelled.split(), strict=True):
            entry = found.setdefault(spelling, (set(), set(), lemma))
            entry[0].update(kinds.split("+"))
            entry[1].add(form)
    return {
        spelling: Verb(frozenset(kinds) & KINDS, frozenset(kinds) - KINDS, frozenset(forms), lemma)
        for spelling, (kinds, forms, lemma) in found.items()
    }
