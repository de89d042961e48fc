"""Articles of a corpus written otherwise: other names, other quotation marks, other paragraph breaks, with the gold moved along.

What the rules answer should hardly change; a figure that falls shows a rule that hangs on the letters of the corpus.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from server.attributions.vocabulary import vocabulary_of

Article = dict[str, Any]
Edit = tuple[int, int, str]  # from, to, what stands there instead

# Names of many languages; none is taken from the corpora. The rare ones are in no list of given names that ships with English.
USUAL = {
    "male": ["James", "Robert", "Thomas", "Daniel", "Kevin", "Brian", "George", "Edward", "Jason", "Frank", "Scott", "Paul", "Mark", "Steven"],
    "female": ["Mary", "Linda", "Susan", "Karen", "Lisa", "Nancy", "Sandra", "Carol", "Ruth", "Sharon", "Laura", "Amy", "Anna", "Helen"],
}
RARE = {
    "male": ["Tadhgan", "Zbyszko", "Kwabeno", "Eluned", "Anselmio", "Torvald", "Oyelaran", "Hywelo", "Sverrin", "Bogumir", "Ikaikan", "Mihkel"],
    "female": [
        "Saoirsela",
        "Wanjirua",
        "Ingunna",
        "Thandeki",
        "Zsofika",
        "Nilufara",
        "Oluchia",
        "Rhiannwyn",
        "Tuulikki",
        "Aroha",
        "Itziara",
        "Pilvi",
    ],
}
SURNAMES = [
    *("Abernatty", "Okonkwa", "Lindqvist", "Farrukh", "Tremblaux", "Vanterpool", "Szymborska", "Halvorsen", "Quispel", "Mwangi", "Dragomir"),
    *("Ostrander", "Pellegrina", "Kowalchuk", "Ferreiro", "Bannerjee", "Achterberg", "Thibodeau", "Nakagawa", "Wierzbicki", "Delacroix"),
    *("Hargreave", "Olumide", "Castellano", "Brannigan", "Petrosyan", "Villanueva", "Grundy", "Sondergaard", "Ketterman"),
]

_NAME_KEYS = ("people_quoted", "people_optional", "orgs_quoted")
_GOLD_NAMES = ("speaker_names", "resolved_silver")
_SPANS = ("speaker", "quote", "cue")


def rewritten(article: Article, edits: list[Edit], rename: Callable[[str], str] = str) -> Article:
    """The article with edits made to its text: gold spans keep pointing at what they did, gold names are given to `rename`."""
    edits = sorted(edits)
    starts = [edit[0] for edit in edits]
    shifts = [0]
    for first, last, new in edits:
        shifts.append(shifts[-1] + len(new) - (last - first))
    text, pieces, at = article["text"], [], 0
    for first, last, new in edits:
        pieces += [text[at:first], new]
        at = last
    changed = "".join([*pieces, text[at:]])

    def moved(offset: int) -> int:
        k = bisect_right(starts, offset)
        if k and edits[k - 1][0] < offset < edits[k - 1][1]:
            return edits[k - 1][0] + shifts[k - 1]
        return offset + (shifts[k - 1] if k and edits[k - 1][0] == offset else shifts[k])

    gold = []
    for entry in article["gold"]:
        entry = dict(entry)
        for name in _SPANS:
            first, last = entry.get(f"{name}_start"), entry.get(f"{name}_end")
            if first is not None and last is not None:
                entry[f"{name}_start"], entry[f"{name}_end"] = moved(first), moved(last)
                entry[name] = changed[moved(first) : moved(last)]
        for key in _GOLD_NAMES:
            if key in entry:
                entry[key] = [rename(name) for name in entry[key] or []]
        if entry.get("reference"):
            entry["reference"] = rename(entry["reference"])
        gold.append(entry)
    return article | {"text": changed, "gold": gold} | {key: [rename(name) for name in article.get(key, [])] for key in _NAME_KEYS}


def replaced(article: Article, pattern: str, new: Callable[[re.Match[str]], str]) -> Article:
    """The article with every match of a pattern replaced."""
    return rewritten(article, [(m.start(), m.end(), new(m)) for m in re.finditer(pattern, article["text"])])


def renamed(article: Article, given: dict[str, list[str]]) -> Article:
    """The article with the people in its gold named otherwise: given names of `given` by gender, other surnames."""
    genders = vocabulary_of("en").genders
    dice = random.Random(article["id"])
    people = {name for name in article["people_quoted"] if re.fullmatch(r"[A-Z][\w'’.-]+( [A-Z][\w'’.-]*)+", name)}
    lower = set(re.findall(r"\b[a-z]+\b", article["text"]))
    new: dict[str, str] = {}
    surnames = dice.sample(SURNAMES, len(SURNAMES))
    for name in sorted(people):
        first, *_, last = re.split(r" ", name)
        gender = genders.get(first.lower(), "")
        if gender in given and first.lower() not in lower and "." not in first:
            new.setdefault(first, dice.choice(given[gender]))
        if last.lower() not in lower and "." not in last and last.lower() not in genders and surnames:
            new.setdefault(last, surnames.pop())
    if not new:
        return article
    words = re.compile(r"\b(?:" + "|".join(re.escape(word) for word in sorted(new, key=len, reverse=True)) + r")\b")

    def rename(name: str) -> str:
        return words.sub(lambda m: new[m.group()], name)

    return rewritten(article, [(m.start(), m.end(), new[m.group()]) for m in words.finditer(article["text"])], rename)


def _curly(m: re.Match[str]) -> str:
    before = m.string[m.start() - 1 : m.start()]
    return "“" if not before or before in " \n\t\xa0([—–-" else "”"


PERTURBATIONS: dict[str, Callable[[Article], Article]] = {
    "as printed": lambda a: a,
    "other usual names": lambda a: renamed(a, USUAL),
    "other rare names": lambda a: renamed(a, RARE),
    "straight marks": lambda a: replaced(a, "[“”]|''", lambda m: '"'),
    "curly marks": lambda a: replaced(a, "\"|''", _curly),
    "two apostrophes": lambda a: replaced(a, '[“”"]', lambda m: "''"),
    "guillemets": lambda a: replaced(a, "[“”\"]|''", lambda m: {"“": "«", "”": "»"}[m.group() if m.group() in "“”" else _curly(m)]),
    "straight apostrophes": lambda a: replaced(a, "[‘’]", lambda m: "'"),
    "curly apostrophes": lambda a: replaced(a, r"(?<=\w)'(?=\w)", lambda m: "’"),
    "single line breaks": lambda a: replaced(a, r"\s*\n\s*", lambda m: "\n"),
    "double line breaks": lambda a: replaced(a, r"\s*\n\s*", lambda m: "\n\n"),
    "no-break spaces": lambda a: replaced(a, r"(?<=[.,]) (?=[A-Z“\"])", lambda m: "\xa0"),
}
