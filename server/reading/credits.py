"""Reading: datelines and credit lines, the words by which a text itself says whose it is.

Looked for only in the article's own paragraphs and in the lines between its headline and its first paragraph: elsewhere (photo credits,
captions, teasers) the same words speak of something else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path

from server.records.clue import Clue

_TABLES = tomllib.loads((Path(__file__).parent / "data" / "credits.toml").read_text(encoding="utf-8"))
_DATELINES = [re.compile(form) for form in _TABLES["datelines"]]
_LINES = [re.compile(form, re.IGNORECASE) for form in _TABLES["credits"]]
_ANYWHERE = [re.compile(form) for form in _TABLES["anywhere"]]
_NOTICES = [re.compile(form, re.IGNORECASE) for form in _TABLES["notices"]]
_NOTICE_WORDS: list[str] = _TABLES["notice_words"]
_BRACKET = re.compile(r"[(\[【（〔]")
_HAS_LETTER = re.compile(r"[^\W\d_]{2}")
_DATELINE_WITHIN = 1500  # characters from the beginning of the text
_DATELINE_PARAGRAPHS = 4  # a dateline opens the first paragraph after headline, summary and abstract
_DATELINE_BRACKET = 70  # characters before which the bracket of a dateline opens
_LAST_LATIN = "\u024f"
_CREDIT_LINE = 200  # a credit stands in a line or a short paragraph of its own, in characters


def find_dateline(text: str) -> Clue | None:
    """The dateline that opens one of the first paragraphs, with its place in the text."""
    offset = 0
    opening = text[: _DATELINE_WITHIN + 1]
    for paragraph in re.split(r"(\n+)", opening, maxsplit=2 * _DATELINE_PARAGRAPHS)[: 2 * _DATELINE_PARAGRAPHS]:
        start = offset + len(paragraph) - len(paragraph.lstrip())
        if start > _DATELINE_WITHIN:
            break
        for form in _DATELINES if _may_be_dateline(text, start) else ():
            found = form.match(text, start, min(start + 140, len(text)))
            if found and _HAS_LETTER.search(found[0]) and _plausible(found):
                return Clue("dateline", found[0], start, found.end())
        offset += len(paragraph)
    return None


def _may_be_dateline(text: str, start: int) -> bool:
    """A quick first look: a dateline in the Latin script has a bracket near its beginning."""
    return text[start : start + 1] > _LAST_LATIN or _BRACKET.search(text, start, start + _DATELINE_BRACKET) is not None


def _plausible(found: re.Match[str]) -> bool:
    """Whether what a form found can be a dateline: a place is a few capitalised words, not the beginning of a sentence."""
    place = found.groupdict().get("place")
    if place is None:
        return True
    words = re.findall(r"[^\W\d_]+", place)
    capitalised = sum(word[0].isupper() for word in words)
    return 0 < len(words) <= 6 and capitalised >= len(words) - 1


def credit_in(line: str, notice_words: Collection[str] = _NOTICE_WORDS) -> tuple[str, int, int] | None:
    """The name a credit line gives and where in the line it stands, None for other lines. `notice_words` are those that the line may hold."""
    if len(line) > 3 * _CREDIT_LINE:
        return None
    found = None
    colon = ":" in line or "：" in line
    if len(line) <= _CREDIT_LINE and (colon or line[:4].lower() == "via "):
        found = next((m for form in _LINES if (m := form.match(line))), None)
    if found is None and colon and not line.isascii():
        found = next((m for form in _ANYWHERE if (m := form.search(line))), None)
    if found is None and notice_words and _words_in(line, notice_words):
        found = next((m for form in _NOTICES if (m := form.search(line))), None)
    return (found["name"].strip(" .,\"“”‘’'"), found.start("name"), found.end("name")) if found else None


def _words_in(text: str, words: Collection[str]) -> list[str]:
    """A quick first look: every notice holds one of a few words. Those that a text holds, which its lines then are asked for."""
    lowered = text.lower()
    return [word for word in words if word in lowered]


def find_credits(text: str) -> list[Clue]:
    """Credits in the page text, with their places."""
    clues: list[Clue] = []
    words = _words_in(text, _NOTICE_WORDS)
    limit = 3 * _CREDIT_LINE if words else _CREDIT_LINE
    offset = 0
    for line in text.split("\n"):
        found = credit_in(line, words) if line and len(line) <= limit else None
        if found:
            name, start, end = found
            start = text.find(name, offset + start, offset + end)
            clues.append(Clue("credit", name, start, start + len(name)))
        offset += len(line) + 1
    return clues


def dateline_of_lines(lines: Iterable[str]) -> list[Clue]:
    """A dateline that stands alone between headline and text; one in brackets only with a date, since photo credits stand there too."""
    for line in lines:
        found = find_dateline(line) if _BRACKET.search(line) else None
        if found is not None and (found.text[0] not in "[【〔" or any(map(str.isdigit, found.text))):
            return [Clue("dateline", found.text)]
    return []


def credits_of_lines(lines: list[str]) -> list[Clue]:
    """Credits in lines that are not part of the page text."""
    return [Clue("credit", found[0]) for line in lines if (found := credit_in(line))]
