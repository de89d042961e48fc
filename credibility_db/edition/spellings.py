"""How a recorded name is also printed. The name index is case-sensitive ("time" is not Time), so the other spellings are names of their own in it."""

from __future__ import annotations

from collections.abc import Iterator

from credibility_db.edition.personal_spellings import personal_spellings
from credibility_db.names import is_one_common_word

_ARTICLES = ("The ", "Der ", "Die ", "Das ", "Le ", "La ", "Les ", "El ", "Los ", "Las ", "Il ", "Lo ", "O ", "A ")
_ACRONYM = range(4, 9)
_SHORTEST_TITLE = 4


def spellings(name: str, *, kind: str, alone: bool, country: str | None = None) -> list[tuple[str, bool]]:
    """The name and its other spellings, each with whether it may stand alone. Another spelling of a person's name never may.

    "the Times" of "The Times"; "Nato" of "NATO", for acronyms that are said as words and may stand alone; "TIME" of "Time", for outlets of one word.
    """
    others = personal_spellings(name, country) if kind == "person" else _of_bodies(name, kind=kind, alone=alone)
    return [(name, alone), *((text, alone and kind != "person") for text in dict.fromkeys(others) if text != name)]


def _of_bodies(name: str, *, kind: str, alone: bool) -> Iterator[str]:
    article = next((each for each in _ARTICLES if name.startswith(each)), None)
    if article:
        yield article.lower() + name[len(article) :]
    if " " not in name and name.isascii() and name.isalpha():
        if name.isupper() and alone and len(name) in _ACRONYM and not is_one_common_word(name):
            yield name.capitalize()
        elif kind == "outlet" and not name.isupper() and len(name) >= _SHORTEST_TITLE:
            yield name.upper()
