"""Many made-up entities and proposals, for tests in browsers and for benchmarks: `python -m tests.server.desk.seed DATABASE_URL [--proposals N]`."""

from __future__ import annotations

import argparse

import orjson
from sqlalchemy import Connection

from credibility_db.clock import moment
from credibility_db.curation.history import Chronicle, lock_writing
from credibility_db.curation.loading import BUNDLED
from credibility_db.curation.proposals import ProposedChange, propose
from credibility_db.curation.proposing import head_json, members_of
from credibility_db.curation.rows import insert_heads
from credibility_db.curation.sightings import add_sightings
from credibility_db.models import open_database
from credibility_db.records import EntityRecord

COUNTRIES = ("NO", "SE", "DK", "FI", "IS")
_MANY = 5_000


def entity(number: int) -> EntityRecord:
    """The outlet of a number."""
    name = f"Seeded Gazette {number}"
    return EntityRecord(f"seeded-gazette-{number}", "outlet", "newspaper", name, "A made-up paper.", COUNTRIES[number % len(COUNTRIES)])


def seed_entities(connection: Connection, number: int, *, revisions: bool = True) -> None:
    """Store outlets as a load does; without revisions where only their number matters."""
    lock_writing(connection)
    chronicle = Chronicle(connection, "tests", "seeded")
    for start in range(0, number, _MANY):
        records = [entity(each) for each in range(start, min(start + _MANY, number))]
        insert_heads(connection, records, origin=BUNDLED)
        for record in records if revisions else ():
            chronicle.add(record.id, subject=record.id, action="create", before=None, after=head_json(record))
    if revisions:
        chronicle.write()


def seed_proposals(connection: Connection, number: int, *, source: str = "wikidata") -> None:
    """An import's proposals, one an entity: another description."""
    for start in range(0, number, _MANY):
        changes = []
        for each in range(start, min(start + _MANY, number)):
            before = head_json(entity(each))
            after = orjson.dumps(members_of(before) | {"description": f"Paper number {each} of the list."}, option=orjson.OPT_SORT_KEYS).decode()
            subject = entity(each).id
            changes.append(ProposedChange("entity", subject, subject, before, after, source, "import", f"{source} says it otherwise"))
        propose(connection, changes)


def seed_sightings(connection: Connection, number: int) -> None:
    """Hosts that were met, each once more than the one before."""
    add_sightings(connection, {("host", f"news-{each}.example.com"): 5 + each for each in range(number)}, month=moment()[:7])


def main() -> None:
    """Seed a database."""
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("--proposals", type=int, default=500)
    parser.add_argument("--sightings", type=int, default=0)
    asked = parser.parse_args()
    with open_database(asked.database).begin() as connection:
        seed_entities(connection, asked.proposals)
        seed_proposals(connection, asked.proposals)
        seed_sightings(connection, asked.sightings)


if __name__ == "__main__":
    main()
