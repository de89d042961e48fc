"""How names are compared and which may be matched alone. Used by rules and by the edition's name index; imports nothing but records.

Folding maps one code point to one code point, so that offsets into a folded text are offsets into the text itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

from credibility_db.records import EntityRecord, NameRecord

_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u02b9\u00b4\u0060\uff07"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c\x85\u2028\u2029"
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ё": "е", "Ё": "Е"}
_LATIN = (range(0xC0, 0x250), range(0x1E00, 0x1F00), range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B))


def _fold_table() -> dict[int, str]:
    table = dict.fromkeys(map(ord, _APOSTROPHES), "'") | dict.fromkeys(map(ord, _HYPHENS), "-") | dict.fromkeys(map(ord, _SPACES), " ")
    for code in (code for block in _LATIN for code in block):
        plain = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        plain = _LETTERS.get(plain, plain)
        if len(plain) == 1 and plain != chr(code):
            table.setdefault(code, plain)
    return table | {ord(letter): plain for letter, plain in _LETTERS.items()}


FOLD = _fold_table()


@lru_cache(maxsize=65_536)
def fold_name(name: str) -> str:
    """A name as the index holds it: accents off Latin letters, plain apostrophes, hyphens and single spaces; case is kept."""
    return " ".join(unicodedata.normalize("NFC", name).translate(FOLD).split())


def _word_list(file: str) -> frozenset[str]:
    lines = files("credibility_db").joinpath("vocabulary", file).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


COMMON_WORDS = _word_list("common_words.txt")
MASTHEAD_WORDS = _word_list("masthead_words.txt")
_ARTICLES = frozenset({"the", "a", "an", "der", "die", "das", "le", "la", "les", "l", "el", "los", "il", "lo", "o"})
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=65_536)
def is_too_common(name: str) -> bool:
    """Whether a name is an everyday word ("Time", "The Sun") or made only of words that many mastheads share ("Daily News")."""
    words = [word for word in _WORD.findall(fold_name(name).lower()) if word not in _ARTICLES]
    if not words:
        return True
    if len(words) == 1:
        return words[0] in COMMON_WORDS or words[0] in MASTHEAD_WORDS or words[0].isdecimal()
    return all(word in MASTHEAD_WORDS for word in words)


def is_one_common_word(name: str) -> bool:
    """Whether a name is one everyday word, which no mark of a curator lets stand alone."""
    words = [word for word in _WORD.findall(fold_name(name).lower()) if word not in _ARTICLES]
    return len(words) <= 1 and is_too_common(name)


def may_stand_alone(name: NameRecord, *, entity_kind: str) -> bool:
    """Whether a name may be matched without other evidence.

    A curator's word decides, except for a single everyday word. Unmarked names of people, abbreviations, former and one-word further names may not;
    other names may unless they are too common.
    """
    if name.alone is not None:
        return name.alone and not is_one_common_word(name.text)
    if entity_kind == "person" or name.kind in ("abbreviation", "former"):
        return False
    if name.kind != "canonical" and len(_WORD.findall(name.text)) < 2 and name.text.isascii():
        return False
    return not is_too_common(name.text)


def standing_names(record: EntityRecord) -> list[tuple[NameRecord, bool]]:
    """Each name of a record and whether it may be matched alone."""
    return [(name, may_stand_alone(name, entity_kind=record.kind)) for name in record.all_names()]
