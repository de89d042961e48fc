"""The command line of the package: `python -m credibility_db.exchange.facts FACTS_DIR DATA_DIR`."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from credibility_db.errors import RecordError
from credibility_db.exchange.facts.known import Known
from credibility_db.exchange.facts.organizations import compile_funding, compile_organizations
from credibility_db.exchange.facts.outlets import compile_outlets
from credibility_db.exchange.facts.owners import Owners
from credibility_db.exchange.facts.people import compile_people
from credibility_db.exchange.facts.states import States
from credibility_db.exchange.facts.tables import Record, read_rows
from credibility_db.exchange.records_read import read_files, record_files
from credibility_db.records import EntityRecord


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("facts", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(facts: Path, data: Path) -> None:
    """Compile the tables in FACTS into DATA/compiled, joined to the records of DATA/curated."""
    known = Known(_curated(data / "curated"))
    states = States(known)
    owners = Owners(read_rows(facts, "ownership_edges"), known)
    made = {
        "organizations": compile_organizations(read_rows(facts, "organisations"), known),
        "funding": compile_funding(read_rows(facts, "funding"), known),
        "outlets": compile_outlets(read_rows(facts, "outlets"), known, owners, states),
        "people": compile_people(read_rows(facts, "people"), known, states),
    }
    made["states"] = list(states.records.values())
    made["networks"] = list(owners.networks.values())
    (data / "compiled").mkdir(exist_ok=True)
    for name, records in made.items():
        write(data / "compiled" / f"{name}.jsonl", records)
        click.echo(f"{name}: {len(records)} records, {sum(len(record.get('statements', ())) for record in records)} statements")


def _curated(folder: Path) -> list[EntityRecord]:
    records: list[EntityRecord] = []
    for located in read_files(record_files([folder])):
        if isinstance(located, RecordError):
            raise click.ClickException(str(located))
        records.append(located.record)
    return records


def write(path: Path, records: list[Record]) -> None:
    """One record a line, sorted by id."""
    with path.open("wb") as lines:
        for record in sorted(records, key=lambda each: str(each["id"])):
            lines.write(orjson.dumps(record) + b"\n")


if __name__ == "__main__":
    main()
