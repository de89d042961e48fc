"""The step's verbs: a page in, its attributions out."""

from __future__ import annotations

from server.attributions.assembling import Assembler
from server.attributions.unspaced import UnspacedReader
from server.attributions.utterances import UtteranceFinder
from server.attributions.vocabulary import available, vocabulary_of
from server.records.attribution import Attribution
from server.records.page import Page

_DEFAULT = "en"
_UNSPACED = {language: UnspacedReader(v) for language in available() if "unspaced" in (v := vocabulary_of(language)).words["traits"]}
_FINDERS = {language: UtteranceFinder(vocabulary_of(language)) for language in available() - _UNSPACED.keys()}


def languages() -> frozenset[str]:
    """The languages whose pages this step reads, as primary BCP 47 subtags."""
    return frozenset(_FINDERS) | frozenset(_UNSPACED)


def find_attributions(page: Page) -> tuple[Attribution, ...]:
    """The attributions of a page in the order of their content; offsets point into `page.text`.

    A page that names no language is read as English. Raises UnsupportedLanguage for a language without a folder. Linear in the text's length.
    """
    language = page.language or _DEFAULT
    if language in _UNSPACED:
        return _UNSPACED[language].attributions(page.text)
    vocabulary = vocabulary_of(language)
    return Assembler(page.text, vocabulary, _FINDERS[language]).attributions()
