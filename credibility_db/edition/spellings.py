"""How a recorded name is also printed. The name index is case-sensitive ("time" is not Time), so the other spellings are names of their own in it."""

from __future__ import annotations

from credibility_db.names import is_one_common_word

_ARTICLES = ("The ", "Der ", "Die ", "Das ", "Le ", "La ", "Les ", "El ", "Los ", "Las ", "Il ", "Lo ", "O ", "A ")
_ACRONYM = range(4, 9)
_SHORTEST_TITLE = 4


def spellings(name: str, *, kind: str, alone: bool) -> tuple[str, ...]:
    """The name, and those it has in running text.

    "the Times" of "The Times"; "Nato" of "NATO", for acronyms that are said as words and may stand alone; "TIME" of "Time", for outlets of one word.
    """
    found = [name]
    article = next((each for each in _ARTICLES if name.startswith(each)), None)
    if article and kind != "person":
        found.append(article.lower() + name[len(article) :])
    if " " not in name and name.isascii() and name.isalpha():
        if name.isupper() and alone and len(name) in _ACRONYM and not is_one_common_word(name):
            found.append(name.capitalize())
        elif kind == "outlet" and not name.isupper() and len(name) >= _SHORTEST_TITLE:
            found.append(name.upper())
    return tuple(found)
