"""Texts and names in one form for matching: called by the name index for every text. One code point stays one code point.

`names.FOLD` says what becomes what. Most of a text is plain, so replacing the few characters that are not is far cheaper than translating all.
"""

from __future__ import annotations

import unicodedata

from credibility_db.names import FOLD

_ASCII = bytes(range(0x80))
_CYRILLIC_LEADS = frozenset(b"\xd0\xd1")
_PAIRS = {chr(code): plain for code, plain in FOLD.items()}
_LEADS = frozenset(char.encode()[0] for char in _PAIRS if ord(char) >= 0x80) - _CYRILLIC_LEADS
_COMBINING = (b"\xcc", b"\xcd")
_FEW = 4_000


def fold_text(text: str) -> str:
    """The text with accents off Latin letters, plain apostrophes, hyphens and spaces, of the same length."""
    for mark in "\n\t\r\x0b\x0c`":
        if mark in text:
            text = text.replace(mark, _PAIRS[mark])
    if text.isascii():
        return text
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    if b"\xd1\x91" in rest or b"\xd0\x81" in rest:
        text = text.replace("ё", "е").replace("Ё", "Е")
    if not any(lead in rest for lead in _LEADS):
        return text
    if len(rest) > _FEW:
        return text.translate(FOLD)
    for char in set(rest.decode("utf-8", "surrogatepass")).intersection(_PAIRS):
        text = text.replace(char, _PAIRS[char])
    return text


def compose(text: str) -> tuple[str, list[int] | None]:
    """The text with letters and their combining accents as single characters.

    The list gives, for each index of the new text and its end, the index in the text as it was; None when nothing changed.
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text, None
    pieces: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        piece = unicodedata.normalize("NFC", text[start:end])
        pieces.append(piece)
        places += [start] * len(piece)
        start = end
    return "".join(pieces), [*places, len(text)]
