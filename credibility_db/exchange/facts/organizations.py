"""organisations.csv → compiled policy organizations; funding.csv → who gave them how much, by year and primary source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from credibility_db.exchange.facts.known import Known
from credibility_db.exchange.facts.tables import READ_ON, Record, Row, citation_of, state

CATEGORIES = {
    "think tank": "think tank",
    "think tank / policy institute": "policy organization",
    "government research institute": "research institute",
    "university-based policy centre": "research institute",
    "political foundation": "political foundation",
    "intergovernmental organisation": "international organization",
}
SCHEMES = {"ror": "ror_id", "wikidata": "wikidata_qid", "isni": "isni"}
ROR_TYPE = re.compile(r"ROR type: ([a-z,]+)")
FUNDING_DATE = "2026-04-19"
"""Day of the Think-Tanks-DC snapshot, as organisations.csv dates the rows of the same commit."""


def compile_organizations(rows: Iterable[Row], known: Known) -> list[Record]:
    """The policy organizations; owners of media are made with the outlets they own. `known` learns their names for the funding."""
    made: dict[str, Record] = {}
    for row in rows:
        if row["org_type"] not in CATEGORIES:
            continue
        held = next((known.by_identifier[key] for key in identifiers_of(row).items() if key in known.by_identifier), None)
        held = held or known.named(row["name"], country=row["country"], kind="organization")
        entity_id = held or known.new_id(row["name"], kind="organization", hint=row["country"])
        record = made.setdefault(entity_id, start(entity_id, row))
        record["identifiers"] = {**identifiers_of(row), **record["identifiers"]}
        known.name(entity_id, row["name"], country=row["country"], kind="organization")
        for scheme, value in identifiers_of(row).items():
            known.by_identifier.setdefault((scheme, value), entity_id)
        say(record, row)
    return list(made.values())


def start(entity_id: str, row: Row) -> Record:
    """A record without statements yet."""
    names = [{"text": text, "kind": "alias"} for text in row["aliases"].split(";") if len(text) > 3]
    if row["acronym"]:
        names.append({"text": row["acronym"], "kind": "abbreviation"})
    record: Record = {"id": entity_id, "kind": "organization", "category": CATEGORIES[row["org_type"]], "name": row["name"], "layer": "compiled"}
    if row["country"]:
        record["country"] = row["country"]
    return record | {"identifiers": {}, "names": names[:6]}


def identifiers_of(row: Row) -> dict[str, str]:
    """The identifiers a row gives."""
    return {scheme: row[column].replace(" ", "") for scheme, column in SCHEMES.items() if row[column]}


def say(record: Record, row: Row) -> None:
    """What a row says of an organization: what kind of body its dataset calls it, and its parent."""
    citation = citation_of(row)
    kinds = ROR_TYPE.search(row["class_basis"])
    if kinds:
        text = " and ".join(kinds[1].split(","))
        note = "The type under which the Research Organization Registry lists it."
        state(record, {"predicate": "legal_form", "object": {"text": text}, "layer": "compiled", "note": note}, citation)
    elif row["org_type"] == "think tank":
        note = "The dataset lists it among the think tanks of the Washington area."
        state(record, {"predicate": "legal_form", "object": {"text": "think tank"}, "layer": "compiled", "note": note}, citation)
    if row["parent"]:
        state(record, {"predicate": "part_of", "object": {"text": row["parent"].split(";")[0]}, "layer": "compiled"}, citation)


def compile_funding(rows: Iterable[Row], known: Known) -> list[Record]:
    """Statements on gifts. Each cites the primary source that the dataset names for it; amounts are floors where the source gives ranges."""
    made: dict[str, Record] = {}
    for row in rows:
        recipient = known.named(RECIPIENTS.get(row["recipient"], row["recipient"]), country="US", kind="organization")
        if recipient is None:
            raise LookupError(f"no organization is known as {row['recipient']!r}: add it to RECIPIENTS")
        record = made.setdefault(recipient, {"id": recipient, "kind": "organization", "category": "think tank", "name": row["recipient"]})
        exact = row["amount_exact_usd"]
        low, high = exact or row["amount_min_usd"], row["amount_max_usd"]
        statement: Record = {
            "predicate": "funded_by",
            "object": {"text": row["donor"]},
            "key": f"funded_by.record-{row['record_id']}",
            "layer": "compiled",
            "period": row["year"],
            "amount": float(low) if low else None,
            "amount_max": float(high) if high and low and float(high) >= float(low) else None,
            "currency": "USD" if low else None,
            "note": f"Donor's kind in the dataset: {row['donor_kind']}.",
        }
        state(record, statement, primary_source(row))
    for record in made.values():
        record["layer"] = "compiled"
    return list(made.values())


def primary_source(row: Row) -> Record:
    """The document the dataset names; we read the dataset, and the citation says so."""
    url = row["primary_source_url"]
    if not url.startswith("http"):
        return citation_of(row | {"as_of": FUNDING_DATE})
    host = urlsplit(url.rpartition("/http")[2] and url).netloc.removeprefix("www.")
    return {
        "url": url,
        "title": f"Source that Think-Tanks-DC names for gifts to {row['recipient']}",
        "publisher": host,
        "accessed": READ_ON,
        "kind": "dataset",
        "asserted_by": f"Think-Tanks-DC, snapshot of {FUNDING_DATE}",
        "licence": "MIT",
    }


RECIPIENTS = {
    "German Marshall Fund": "German Marshall Fund of the United States",
    "RAND": "RAND Corporation",
}
"""Names of the funding table that its own list of organizations prints otherwise."""
