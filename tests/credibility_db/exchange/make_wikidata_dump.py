"""Writes a dump in Wikidata's format with made-up entities, the same for the same arguments: for tests, benchmarks and trying things out.

    python -m tests.credibility_db.exchange.make_wikidata_dump 200000 dump.json.gz [--malformed 10]

The form is that of Wikidata's JSON dumps: `[`, an entity a line with a comma at its end, `]`; labels and aliases in languages, claims with rank,
qualifiers and references, and the empty lists that stand for empty mappings there.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.credibility_db.synthetic import made_up_names

FIRST = 900_000_000
_COUNTRIES = ["Q30", "Q145", "Q183", "Q159", "Q148", "Q668"]
_OUTLETS = ["Q11032", "Q1110794", "Q1616075", "Q192283", "Q17232649"]
_ORGANIZATIONS = ["Q4830453", "Q155271", "Q1331793", "Q327333", "Q157031"]
_POSITION = FIRST - 1
_LEGAL_FORM = FIRST - 2

Json = dict[str, Any]


def snak(prop: str, value: Any, kind: str) -> Json:
    """A snak with a value."""
    return {"snaktype": "value", "property": prop, "hash": "0" * 40, "datavalue": {"value": value, "type": kind}, "datatype": kind}


def item(prop: str, number: int | str) -> Json:
    """A snak that points to an item."""
    qid = number if isinstance(number, str) else f"Q{number}"
    return snak(prop, {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}, "wikibase-entityid")


def time(prop: str, date: str) -> Json:
    """A snak with a date, as precise as the text is."""
    parts = date.split("-")
    full = "-".join([*parts, *["00"] * (3 - len(parts))])
    model = "http://www.wikidata.org/entity/Q1985727"
    value = {"time": f"+{full}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": 8 + len(parts), "calendarmodel": model}
    return snak(prop, value, "time")


def quantity(prop: str, amount: str) -> Json:
    """A snak with a number."""
    return snak(prop, {"amount": amount, "unit": "1"}, "quantity")


def claim(main: Json, *qualifiers: Json, rank: str = "normal", references: list[Json] | None = None) -> Json:
    """A statement; `references` are snaks, a reference each."""
    made: Json = {"mainsnak": main, "type": "statement", "id": "Q0$0", "rank": rank}
    if qualifiers:
        made["qualifiers"] = {each["property"]: [each] for each in qualifiers}
        made["qualifiers-order"] = list(made["qualifiers"])
    if references:
        made["references"] = [{"hash": "0" * 40, "snaks": {each["property"]: [each]}, "snaks-order": [each["property"]]} for each in references]
    return made


def entity(number: int, label: str, claims: list[Json], *, aliases: list[str] | None = None, **labels: str) -> Json:
    """An entity with an English label and labels in other languages."""
    by_property: dict[str, list[Json]] = {}
    for each in claims:
        by_property.setdefault(each["mainsnak"]["property"], []).append(each)
    told = {"en": label, **labels}
    return {
        "type": "item",
        "id": f"Q{number}",
        "labels": {code: {"language": code, "value": text} for code, text in told.items()},
        "descriptions": {"en": {"language": "en", "value": "made up"}},
        "aliases": {"en": [{"language": "en", "value": text} for text in aliases]} if aliases else [],
        "claims": by_property or [],
        "sitelinks": {},
        "pageid": number,
        "ns": 0,
        "title": f"Q{number}",
        "lastrevid": number,
        "modified": "2026-11-01T00:00:00Z",
    }


def made_up_entities(count: int, *, seed: int = 5) -> Iterator[Json]:
    """An office and a legal form, then outlets, organizations and people by turns; owners mostly come earlier, some later than what they own."""
    chance = random.Random(seed)
    names = made_up_names(min(count, 20_000), seed=seed)
    yield entity(_POSITION, "Minister of Made-up Affairs", [claim(item("P31", "Q294414"))])
    yield entity(_LEGAL_FORM, "made-up company limited by shares", [claim(item("P31", "Q10541491"))])
    for index in range(count - 2):
        name = f"{names[index % len(names)]} {index}"
        yield (_outlet, _organization, _person)[index % 3](index, name, count - 2, chance)


def _url(index: int) -> Json:
    return snak("P854", f"https://source.example/{index}", "string")


def _organization_near(index: int, count: int, chance: random.Random) -> int:
    """An organization with a greater rank in a fixed order, so that no circle can close; it may come later in the dump."""
    options = [other for other in range(max(1, index - 300), min(count, index + 300)) if other % 3 == 1 and other != index]
    higher = [other for other in options if _height(other) > _height(index)]
    return chance.choice(higher) if higher else -1


def _height(index: int) -> int:
    return (index * 7919) % 10_007


def _outlet(index: int, name: str, count: int, chance: random.Random) -> Json:
    owner = _organization_near(index, count, chance)
    claims = [claim(item("P31", chance.choice(_OUTLETS))), claim(item("P17", chance.choice(_COUNTRIES)))]
    claims.append(claim(snak("P856", f"https://www.site{index}.example/", "string")))
    if owner >= 0:
        claims.append(claim(item("P127", FIRST + owner), time("P580", f"{1990 + index % 30}-05"), references=[_url(index)]))
        claims.append(claim(item("P123", FIRST + owner), rank="preferred"))
    return entity(FIRST + index, name, claims, aliases=[f"The {name}"], ru=f"Газета {index}")


def _organization(index: int, name: str, count: int, chance: random.Random) -> Json:
    owner = _organization_near(index, count, chance)
    claims = [claim(item("P31", chance.choice(_ORGANIZATIONS))), claim(item("P17", chance.choice(_COUNTRIES)))]
    claims.append(claim(item("P1454", _LEGAL_FORM)))
    if owner >= 0:
        claims.append(claim(item("P127", FIRST + owner), quantity("P1107", "+0.51"), references=[_url(index)]))
    return entity(FIRST + index, name, claims)


def _person(index: int, name: str, count: int, chance: random.Random) -> Json:
    employer = FIRST + max(1, index - 1 - 3 * chance.randrange(50)) // 3 * 3 + 1
    start, end = time("P580", f"{1990 + index % 30}"), time("P582", f"{2021 + index % 5}-03-01")
    claims = [claim(item("P31", "Q5")), claim(item("P108", employer), start, end, references=[_url(index)])]
    claims.append(claim(item("P39", _POSITION), start))
    return entity(FIRST + index, name, claims, zh=f"人物{index}")


def write_dump(path: Path, count: int, *, malformed: int = 0) -> list[int]:
    """Write a dump of `count` entities and return the numbers of the lines, spread over it, that are not well formed."""
    broken: list[int] = []
    every = max(1, count // malformed) if malformed else 0
    opener = {".gz": gzip.open, ".bz2": bz2.open}.get(path.suffix, open)
    with opener(path, "wt", encoding="utf-8") as file:  # type: ignore[operator]
        file.write("[\n")
        line = 1
        for index, made in enumerate(made_up_entities(count)):
            text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
            if every and index % every == every - 1:
                line += 1
                broken.append(line)
                file.write(text[: len(text) // 2] + ",\n")
            line += 1
            file.write(text + (",\n" if index < count - 1 else "\n"))
        file.write("]\n")
    return broken


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--malformed", type=int, default=0)
    asked = parser.parse_args()
    write_dump(asked.path, asked.count, malformed=asked.malformed)
