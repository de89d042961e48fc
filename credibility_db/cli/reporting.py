"""`stats` and `verify`: how much the database covers, and whether it is whole."""

from __future__ import annotations

import json
from pathlib import Path

import click

from credibility_db.cli.group import main
from credibility_db.cli.options import database_option, editions_option, explains_errors, stored_records
from credibility_db.coverage import NUMBERS, bars, measure_coverage
from credibility_db.curation import verify_history
from credibility_db.edition import current_edition_id, edition_ids, open_edition
from credibility_db.migrations import require_newest
from credibility_db.models import open_database


@main.command()
@database_option
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
@explains_errors
def stats(database: str, as_json: bool) -> None:
    """How much the database covers: by kind, country and layer, the share with an owner, the age of citations."""
    coverage = measure_coverage(stored_records(database))
    if as_json:
        click.echo(json.dumps(coverage.as_members(), ensure_ascii=False, indent=2))
        return
    for name in NUMBERS:
        click.echo(f"{name.replace('_', ' '):<30} {coverage.numbers[name]:>8}")
    owned, outlets = coverage.numbers["outlets_with_owner"], coverage.numbers["outlets"]
    click.echo(f"{'share of outlets with owner':<30} {owned / outlets if outlets else 0:>8.1%}\n")
    plots = (
        ("Entities by kind", coverage.kinds),
        ("Entities by category", coverage.categories),
        ("Entities by country", coverage.countries),
        ("Statements by layer", coverage.layers),
        ("Statements by predicate", coverage.predicates),
        ("Citations by year of publication", coverage.published),
        ("Citations by year of reading", coverage.accessed),
    )
    for title, counts in plots:
        click.echo(bars(title, counts) + "\n")


@main.command()
@database_option
@editions_option
@click.option("--all", "every", is_flag=True, help="Check all editions, not only the current one.")
@explains_errors
def verify(database: str, editions: Path, every: bool) -> None:
    """Check that no revision was changed or removed (the chain of hashes) and that editions match their SHA-256 sums."""
    engine = open_database(database)
    require_newest(engine)
    with engine.connect().execution_options(reading=True) as connection:
        click.echo(f"{verify_history(connection)} revisions form one chain")
    for edition_id in edition_ids(editions) if every else [current_edition_id(editions)]:
        open_edition(editions, edition_id)
        click.echo(f"edition {edition_id} matches its sums")
