"""The words linking knows, read once at import from vocabulary.toml and countries.tsv. First stop of `linking`: every rule asks here."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from server.linking.word_forms import WordForms, alternation, is_spaced

_FOLDER = Path(__file__).parent
_TOML = tomllib.loads((_FOLDER / "vocabulary.toml").read_text(encoding="utf-8"))
_WORDS: dict[str, list[str]] = _TOML["words"]

PROFESSIONS = frozenset(_WORDS["professions"])
OTHER_WALKS = frozenset(_WORDS["other_walks"])
FORMER = frozenset(_WORDS["former"])
ANYBODY = frozenset(_WORDS["anybody"])
_NETWORKS = frozenset(_WORDS["networks"])
_NOUNS: dict[str, list[str]] = _TOML["nouns"]
GENERIC = frozenset(_WORDS["generic"])
INSIDE_TITLE = frozenset(_WORDS["inside_title"])
BEFORE_SURNAME = frozenset(_WORDS["before_surname"])
NATIONAL = frozenset(_TOML["offices"]["national"])
LOCAL = frozenset(_TOML["offices"]["local"])
CORPORATE = frozenset(_TOML["offices"]["corporate"])
SHARED_HEADS = frozenset(_WORDS["shared_heads"])
AFTER_NAME = frozenset(_WORDS["after_name"])
AFTER_BODY = frozenset(_WORDS["after_body"])
IMPLIED_BY: dict[str, frozenset[str]] = {title: frozenset(others) for title, others in _TOML["implied_by"].items()}

_OFFICE_OF: dict[str, str] = {form: office for office, forms in _TOML["titles"].items() for form in forms}


_TITLE = re.compile(
    rf"(?<![\w-])(?:{alternation([f for f in _OFFICE_OF if is_spaced(f)])})(?!\w)|{alternation([f for f in _OFFICE_OF if not is_spaced(f)])}"
)


_OFFICE_WORDS = {office: re.compile(rf"(?<!\w)(?:{alternation(words)})(?!\w)") for office, words in _TOML["office_words"].items()}


def _read_countries() -> tuple[dict[str, str], dict[str, str]]:
    forms: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for line in (_FOLDER / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, names, adjectives = line.split("\t")
            forms.update(dict.fromkeys([*names.split(";"), *adjectives.split(";")], code))
            demonyms.update(dict.fromkeys(adjectives.split(";"), code))
    return forms, demonyms


_COUNTRY_OF, _DEMONYM_OF = _read_countries()
_COUNTRIES, _DEMONYMS = WordForms(_COUNTRY_OF), WordForms(_DEMONYM_OF)
_TITLE_WORDS = frozenset(word.strip(".") for form in _OFFICE_OF for word in form.split())
PLAIN = frozenset(_WORDS["plain"])
_NATIONS = frozenset(form.casefold().split()[-1] for form in _DEMONYM_OF) | {form.casefold() for form in _COUNTRY_OF if not form.isascii()}
PLACES = frozenset(_WORDS["places"])
BEFORE_NAME = frozenset(_WORDS["before_name"]) | PLAIN | AFTER_NAME | _NATIONS | _TITLE_WORDS


@lru_cache(maxsize=1024)
def offices_in(words: str) -> frozenset[str]:
    """The canonical offices that a stretch of text names."""
    return frozenset(_OFFICE_OF[found] for found in _TITLE.findall(words.casefold()))


@lru_cache(maxsize=1024)
def countries_in(words: str) -> frozenset[str]:
    """The ISO codes of the countries that a stretch of text names, by name or adjective."""
    return frozenset(_COUNTRY_OF[found[0]] for found in _COUNTRIES.find(words))


@lru_cache(maxsize=1024)
def nationalities_in(words: str) -> frozenset[str]:
    """The ISO codes of the countries whose adjective or demonym a stretch of text holds ("Chinese", not "China")."""
    return frozenset(_DEMONYM_OF[found[0]] for found in _DEMONYMS.find(words))


@lru_cache(maxsize=32)
def is_about_office(text: str, office: str) -> bool:
    """Whether a text has a word of an office's world ("Senate" for a senator). Kept for the texts at hand: each person named asks again."""
    pattern = _OFFICE_WORDS.get(office)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=1024)
def is_generic(name: str) -> bool:
    """Whether a name is made only of words that many names share ("Air Force", "American TV", "Channel 12")."""
    words = name.casefold().split()
    if len(words) > 1 and words[-1].isdigit() and all(word in _NETWORKS for word in words[:-1]):
        return True
    return all(word in GENERIC or word in _NATIONS or word.isdigit() for word in words)


def noun_fits(noun: str, about: str) -> bool:
    """Whether "the <noun>" may stand for something whose name and category are `about`."""
    words = about.casefold().replace("-", " ").split()
    return any(wanted in words for wanted in _NOUNS.get(noun, [noun]))


def country_word(words: str, wanted: frozenset[str]) -> tuple[str, int] | None:
    """The first word of a stretch that names one of the wanted countries, and where in it."""
    for found in _COUNTRIES.find(words):
        if _COUNTRY_OF[found[0]] in wanted:
            return found[0], found.start()
    return None
