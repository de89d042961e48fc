"""Texts and names in one form for matching: called by the name index for every text. One code point stays one code point.

`names.FOLD` says what becomes what. Most of a text is plain: finding the few characters that are not and replacing each is ten times as fast as
translating the whole. They are found in the UTF-8 form without its ASCII, which is short for most texts.
"""

from __future__ import annotations

import re
import unicodedata

from credibility_db.names import FOLD

_ASCII = bytes(range(0x80))
_PLAIN = {chr(code): plain for code, plain in FOLD.items()}
_CONTROLS = tuple((char, plain) for char, plain in _PLAIN.items() if char.isascii())
_ENCODED = {char.encode(): char for char in _PLAIN if not char.isascii()}
# By the first byte of the UTF-8 form: which marks may stand in a text, and how the letters that begin so are found.
_FIRST_BYTES = tuple(sorted({encoded[0] for encoded in _ENCODED}))
_MARKS = {first: tuple(char for code, char in _ENCODED.items() if code[0] == first and not _PLAIN[char].isalnum()) for first in _FIRST_BYTES}
_SHORT_LETTER, _LONG_LETTER = re.compile(rb"[\xc3-\xc9][\x80-\xbf]"), re.compile(rb"[\xe1\xef][\x80-\xbf]{2}")
_LETTER = dict.fromkeys(range(0xC3, 0xCA), _SHORT_LETTER) | dict.fromkeys((0xE1, 0xEF), _LONG_LETTER)
_COMBINING = (0xCC, 0xCD)
# What stands in most English texts goes first: many of them are plain after it. Marks that no name has become ASCII ones, which ends no word less.
_PRINTERS_MARKS = tuple((char, _PLAIN.get(char, '"')) for char in "\u2019\u201c\u201d\u2014\u2018\u2013\u00a0\u2026\u2022")


def fold_text(text: str) -> tuple[str, list[int] | None]:
    """The text with accents off Latin letters, plain apostrophes, hyphens and spaces.

    The list gives, for each index of the new text and its end, the index in the text as it was. It is None when they are the same, which they are
    unless the text has combining accents: a letter and its accents become one character.
    """
    if not text.isascii():
        for char, plain in _PRINTERS_MARKS:
            if char in text:
                text = text.replace(char, plain)
    if text.isascii():
        return _without_controls(text), None
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    places = None
    if _COMBINING[0] in rest or _COMBINING[1] in rest:
        text, places = _compose(text)
        rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    if present := [first for first in _FIRST_BYTES if first in rest]:
        text = _replace_found(text, rest, present)
    return _without_controls(text), places


def _replace_found(text: str, rest: bytes, present: list[int]) -> str:
    """The text with what of `rest`, its UTF-8 without ASCII, is to be folded; `present` are the first bytes that stand in it."""
    found = [char for first in present for char in _MARKS[first] if char in text]
    found += [char for char in "ёЁ" if char in text]
    for pattern in {_LETTER[first] for first in present if first in _LETTER}:
        found += [_ENCODED[encoded] for encoded in set(pattern.findall(rest)) if encoded in _ENCODED]
    for char in found:
        text = text.replace(char, _PLAIN[char])
    return text


def _without_controls(text: str) -> str:
    for char, plain in _CONTROLS:
        if char in text:
            text = text.replace(char, plain)
    return text


def _compose(text: str) -> tuple[str, list[int]]:
    """Each letter with its combining accents as one character where Unicode has it, and where each character of the result came from."""
    pieces: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        piece = unicodedata.normalize("NFC", text[start:end])
        pieces.append(piece)
        places += range(start, start + len(piece))
        start = end
    return "".join(pieces), [*places, len(text)]
