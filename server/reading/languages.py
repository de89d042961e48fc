"""Reading: the language of a page, from its declaration, checked against its text by script and frequent words."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path

_TABLES = tomllib.loads((Path(__file__).parent / "data" / "languages.toml").read_text(encoding="utf-8"))
_SAME: dict[str, str] = _TABLES["same"]
_SHARING: dict[str, list[str]] = _TABLES["sharing"]
_SCRIPTS = {language: re.compile(f"[{span}]") for language, span in _TABLES["scripts"].items()}
_LANGUAGES_OF: dict[str, list[str]] = defaultdict(list)
for _language, _words in _TABLES["words"].items():
    for _word in _words.split():
        _LANGUAGES_OF[_word].append(_language)
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2e80-\uffff]+")
_SAMPLE = 1000  # characters looked at
_MIN_HITS = 6  # frequent words that a verdict needs: fewer are chance in a text of names
_NON_LATIN = 0.3  # share of other scripts' characters from which the script decides


def primary_tag(tag: str | None) -> str | None:
    """The primary BCP 47 subtag of a declared language (`en-US` → `en`, `nb_NO` → `no`), None for what is no tag."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", tag or "")
    if not found:
        return None
    subtag = found[1].lower()
    return _SAME.get(subtag, subtag)


def _by_script(sample: str) -> str | None:
    foreign = "".join(_NOT_LATIN.findall(sample))
    if len(foreign) < _NON_LATIN * len(sample):
        return None
    counts = {language: len(pattern.findall(foreign)) for language, pattern in _SCRIPTS.items()}
    if counts["ja"] > 0.1 * len(foreign):
        return "ja"
    language = max(counts, key=counts.__getitem__)
    return language if 2 * counts[language] > len(foreign) else None


def _by_words(sample: str) -> tuple[str | None, dict[str, int]]:
    """The language with the most frequent words in the sample, None below `_MIN_HITS` or on a tie; and every language's count."""
    hits: dict[str, int] = defaultdict(int)
    for word in sample.lower().split():
        for language in _LANGUAGES_OF.get(word, ()):
            hits[language] += 1
    best = sorted(hits.items(), key=lambda item: -item[1])[:2]
    if not best or best[0][1] < _MIN_HITS or (len(best) > 1 and best[0][1] == best[1][1]):
        return None, hits
    return best[0][0], hits


def find_language(text: str, declared: str | None) -> str | None:
    """The text's language as a primary subtag: the declared one unless script or frequent words clearly say another; None when nothing tells."""
    sample = text[:_SAMPLE]
    declared = primary_tag(declared)
    script = None if sample.isascii() else _by_script(sample)
    if script:
        return declared if declared in _SHARING.get(script, ()) or declared == script else script
    spoken, hits = _by_words(sample)
    if spoken is None and declared and declared in _TABLES["words"] and len(sample) == _SAMPLE and hits[declared] < _MIN_HITS:
        return None
    if declared is None or spoken is None:
        return declared or spoken
    known = declared in _TABLES["words"]
    return spoken if hits[spoken] > 2 * hits[declared] and (known or hits[spoken] >= 4 * _MIN_HITS or declared in _SCRIPTS) else declared
