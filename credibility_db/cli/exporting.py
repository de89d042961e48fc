"""`export`: the database's records as files."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from credibility_db.cli.group import main
from credibility_db.cli.options import database_option, explains_errors, stored_records
from credibility_db.exchange import write_csv, write_ftm, write_jsonl, write_jsonld, write_yaml

WRITERS = {"jsonl": write_jsonl, "ftm": write_ftm, "jsonld": write_jsonld, "csv": write_csv}


@main.command()
@database_option
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file, or folder (YAML), instead of the standard output.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "yaml", "ftm", "jsonld", "csv"]),
    default="jsonl",
    show_default=True,
    help="JSONL, a YAML file an entity, FollowTheMoney, JSON-LD with schema.org, or a CSV table.",
)
@explains_errors
def export(database: str, out: Path | None, form: str) -> None:
    """Write the database's records, canonical and sorted: the same database gives the same bytes."""
    records = stored_records(database, merged=form in ("jsonl", "yaml"))
    if form == "yaml":
        if out is None:
            raise click.UsageError("--format yaml needs a folder: --out FOLDER")
        click.echo(f"{write_yaml(records, out)} records", err=True)
        return
    with out.open("wb") if out else nullcontext(sys.stdout.buffer) as stream:
        WRITERS[form](records, stream)
