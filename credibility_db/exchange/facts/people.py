"""people.csv → compiled legislators and leaders with dated offices, and editors as the Wikidata copy has them (reported, undated)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from credibility_db.exchange.facts.known import Known
from credibility_db.exchange.facts.states import States
from credibility_db.exchange.facts.tables import Record, Row, citation_of, countries, state

LEGISLATORS, LEADERS = "unitedstates/congress-legislators", "factbook/factbook.json"


def compile_people(rows: Iterable[Row], known: Known, states: States) -> list[Record]:
    """The records of legislators and leaders. Terms that follow one another in the same office are one statement."""
    codes = {name: code for code, name in countries().items()}
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["source_repo"] == LEGISLATORS:
            groups[row["person_qid"] or row["other_ids"], "US"].append(row)
        elif row["source_repo"] == LEADERS and row["country"] in codes:
            groups[row["name"], ""].append(row | {"country": codes[row["country"]]})
    return [make_person(group, country, known, states) for (_, country), group in sorted(groups.items())]


def make_person(group: list[Row], country: str, known: Known, states: States) -> Record:
    """One person of all rows that are hers or his."""
    row = group[0]
    held = known.by_identifier.get(("wikidata", row["person_qid"]))
    for term in group if held is None else ():  # a leader may hold offices of several countries, a king of fifteen
        home = country or term["country"]
        held = held or known.named(row["name"], country=home, kind="person") or known.named(plain_name(row["name"]), country=home, kind="person")
    country = country or row["country"]
    entity_id = held or known.new_id(row["name"], kind="person", hint=country)
    record: Record = {"id": entity_id, "kind": "person", "category": "politician", "country": country, "name": row["name"], "layer": "compiled"}
    known.name(entity_id, row["name"], country=country, kind="person")
    if held is None:
        ids = {"wikidata": row["person_qid"], "bioguide": row["other_ids"].removeprefix("bioguide:")}
        record["identifiers"] = {scheme: value for scheme, value in ids.items() if value}
        record["names"] = [{"text": text, "kind": "alias"} for text in row["aliases"].split(";") if text][:4]
    for term in joined_terms(group):
        is_congress = row["source_repo"] == LEGISLATORS
        body: object = {"text": term["affiliation"]} if is_congress else states.of(term["country"])
        statement: Record = {
            "predicate": "holds_office",
            "object": body,
            "role": term["role"],
            "valid_from": term["date_from"],
            "valid_to": term["date_to"],
            "layer": "compiled",
            "key": f"holds_office.{slug_of(term['role'])}.{'' if is_congress else term['country'].lower() + '.'}{term['date_from'] or 'undated'}",
        }
        state(record, statement, citation_of(term))
    return record


def plain_name(name: str) -> str:
    """A name without middle initials ("Donald J. Trump")."""
    return re.sub(r"(?<=\w) [A-Z]\.?(?= )", "", name)


def joined_terms(group: list[Row]) -> list[Row]:
    """The terms in order, those in one office with no more than a few days between them joined."""
    joined: list[Row] = []
    for row in sorted(group, key=lambda term: (term["country"], term["role"], term["date_from"])):
        last = joined[-1] if joined else None
        same = last is not None and (last["role"], last["country"]) == (row["role"], row["country"])
        if last and same and last["date_to"] and last["date_to"][:7] == row["date_from"][:7]:
            joined[-1] = last | {"date_to": row["date_to"]}
        else:
            joined.append(dict(row))
    return joined


def slug_of(text: str) -> str:
    """A text as part of a statement's key."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower()).strip("-")
