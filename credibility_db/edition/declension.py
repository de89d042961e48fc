"""Russian and Ukrainian names in their cases: "Владимира Путина" of "Владимир Путин". Endings only, no dictionary.

The endings are those of the school grammars for given names, for surnames in -ов, -ев, -ин, -ский with their feminine forms, and for nouns in a
consonant, -й, -а, -я. What is no regular name, and surnames in -о, -ко, -ых in Russian, stays as it is.
"""

from __future__ import annotations

import re

_CYRILLIC = re.compile(r"[\u0400-\u04ff'’-]+(?: [\u0400-\u04ff'’-]+)*")
_UKRAINIAN = frozenset("іїєґІЇЄҐ")

# Ending of the nominative → endings of the other cases, in one order: genitive, dative, instrumental, locative, accusative. Longest endings first.
_SURNAMES = (
    ("ский", ("ского", "скому", "ским", "ском", "ского")),
    ("цкий", ("цкого", "цкому", "цким", "цком", "цкого")),
    ("ская", ("ской", "ской", "ской", "ской", "скую")),
    ("цкая", ("цкой", "цкой", "цкой", "цкой", "цкую")),
    ("ова", ("овой", "овой", "овой", "овой", "ову")),
    ("ева", ("евой", "евой", "евой", "евой", "еву")),
    ("ина", ("иной", "иной", "иной", "иной", "ину")),
    ("ов", ("ова", "ову", "овым", "ове", "ова")),
    ("ев", ("ева", "еву", "евым", "еве", "ева")),
    ("ин", ("ина", "ину", "иным", "ине", "ина")),
)
_NOUNS = (
    ("ий", ("ия", "ию", "ием", "ии", "ия")),
    ("й", ("я", "ю", "ем", "е", "я")),
    ("ия", ("ии", "ии", "ией", "ии", "ию")),
    ("я", ("и", "е", "ей", "е", "ю")),
    ("а", ("ы", "е", "ой", "е", "у")),
)
_UKRAINIAN_SURNAMES = (
    ("ський", ("ського", "ському", "ським", "ському", "ського")),
    ("цький", ("цького", "цькому", "цьким", "цькому", "цького")),
    ("ська", ("ської", "ській", "ською", "ській", "ську")),
    ("ко", ("ка", "ку", "ком", "ку", "ка")),
)
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"
_HUSHING = "жшчщц"
_CASES = 5


def declined(name: str) -> list[str]:
    """A person's name in the other cases; nothing for names in other scripts."""
    if not _CYRILLIC.fullmatch(name):
        return []
    ukrainian = not _UKRAINIAN.isdisjoint(name) or name.endswith(("ський", "ська"))
    tokens = name.split()
    woman = tokens[0][-1] in "ая" and tokens[0] not in ("Никита", "Илья", "Лука", "Фома", "Кузьма", "Данила", "Микола", "Ілля")
    forms = [_forms(token, surname=at > 0 and at == len(tokens) - 1, woman=woman, ukrainian=ukrainian) for at, token in enumerate(tokens)]
    return [" ".join(each[case] for each in forms) for case in range(_CASES)]


def _forms(token: str, *, surname: bool, woman: bool, ukrainian: bool) -> tuple[str, ...]:
    if surname:
        for ending, others in _UKRAINIAN_SURNAMES if ukrainian else _SURNAMES:
            if token.endswith(ending) and not (woman and ending in ("ко", "ов", "ев", "ин")):
                return tuple(token.removesuffix(ending) + other for other in others)
    for ending, others in _NOUNS:
        if token.endswith(ending):
            stem = token.removesuffix(ending)
            soft = ending == "а" and stem[-1:] in "гкхжшчщ"
            return tuple(stem + ("и" if soft and other == "ы" else other) for other in others)
    if token[-1] in _CONSONANTS and not woman:
        return tuple(token + other for other in ("а", "у", "ем" if token[-1] in _HUSHING else "ом", "е", "а"))
    return (token,) * _CASES
