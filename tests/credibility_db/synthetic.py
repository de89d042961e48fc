"""Made-up names and records in any number, the same for the same seed: for properties and benchmarks."""

from __future__ import annotations

import random
from collections.abc import Iterator

from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord

_ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fr",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
_CODAS = ["", "", "n", "r", "l", "s", "t", "nd", "rk", "m", "ck"]
_CYRILLIC = [
    "ба",
    "ве",
    "го",
    "ду",
    "жи",
    "за",
    "ки",
    "ле",
    "мо",
    "ну",
    "пе",
    "ра",
    "си",
    "то",
    "фу",
    "ха",
    "це",
    "чи",
    "ша",
    "ян",
    "ев",
    "ин",
    "ов",
    "ый",
]
_HAN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕明华国强伟芳娜秀英敏静丽杰涛超勇艳军平刚桂社新报日人民东方电视"
)
_SUFFIXES = ["Times", "Post", "News", "Institute", "Foundation", "Media Group", "Herald", "Television", "Council", "Centre for Policy"]


def _latin_word(chance: random.Random) -> str:
    syllables = (chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(chance.choice((1, 2, 2, 3))))
    return "".join(syllables).capitalize()


def _latin_name(chance: random.Random) -> str:
    words = [_latin_word(chance) for _ in range(chance.choice((2, 2, 2, 3)))]
    return " ".join([*words, chance.choice(_SUFFIXES)] if chance.random() < 0.25 else words)


def _cyrillic_name(chance: random.Random) -> str:
    return " ".join("".join(chance.choices(_CYRILLIC, k=chance.choice((2, 3, 4)))).capitalize() for _ in range(2))


def _han_name(chance: random.Random) -> str:
    return "".join(chance.choices(_HAN, k=chance.choice((3, 3, 4, 5, 6))))


def made_up_names(count: int, *, seed: int = 1) -> list[str]:
    """Different names, 8 % Cyrillic, 7 % Han, the rest Latin."""
    chance = random.Random(seed)
    names: dict[str, None] = {}
    while len(names) < count:
        draw = chance.random()
        make = _cyrillic_name if draw < 0.08 else _han_name if draw < 0.15 else _latin_name
        names[make(chance)] = None
    return list(names)


def made_up_text(names: list[str], *, length: int = 6_000, seed: int = 2) -> str:
    """A text in which a name stands every 200 characters or so among lower-case words, with typographic marks, cut to `length` code points."""
    chance = random.Random(seed)
    parts: list[str] = []
    size = 0
    while size < length:
        words = " ".join(_latin_word(chance).lower() for _ in range(chance.randint(15, 30)))
        paragraph = f"{words} {chance.choice(names)}\u2019s \u201c{_latin_word(chance)} {words[:20]}\u201d.\n\n"
        parts.append(paragraph)
        size += len(paragraph)
    return "".join(parts)[:length]


def made_up_records(entities: int, statements: int, *, seed: int = 3) -> Iterator[EntityRecord]:
    """Outlets, organizations and people by turns, with `statements` statements in all; owners always have a smaller number, so none owns itself."""
    chance = random.Random(seed)
    names = made_up_names(entities * 2, seed=seed)
    each, rest = divmod(statements, entities)
    for number in range(entities):
        kind = ("outlet", "organization", "person")[number % 3]
        own = f"{kind}-{number}"
        yield EntityRecord(
            id=own,
            kind=kind,
            category={"outlet": "newspaper", "organization": "company", "person": "official"}[kind],
            name=names[number],
            description=f"Made-up {kind} number {number}.",
            country=chance.choice(("US", "GB", "DE", "NO", "CN", None)),
            identifiers={"wikidata": f"Q{number}"},
            names=(NameRecord(names[entities + number], chance.choice(("alias", "former")), language="en"),),
            hosts=(HostRecord(f"site{number}.example"),) if kind == "outlet" else (),
            statements=tuple(_statements(own, kind, number, each + (number < rest), chance)),
        )


def _statements(subject: str, kind: str, number: int, count: int, chance: random.Random) -> Iterator[StatementRecord]:
    for index in range(count):
        target = chance.randrange(0, max(1, number // 3)) * 3 + 1
        text = None if target < number and index == 0 else f"words {index}"
        predicate = "describes_itself_as" if text else "employed_by" if kind == "person" else "owned_by"
        citation = CitationRecord(
            url=f"https://source.example/{number}/{index}",
            title=f"Document {number} {index}",
            publisher=f"Publisher {number % 50}",
            accessed="2026-11-23",
            kind="press",
            published=f"20{10 + number % 16}",
        )
        yield StatementRecord(
            id=f"{subject}.{predicate}.{index}",
            subject=subject,
            predicate=predicate,
            object_id=None if text else f"organization-{target}",
            object_text=text,
            valid_from=f"20{number % 20:02}" if index % 2 else None,
            layer=chance.choice(("curated", "compiled")),
            citations=(citation,),
        )
