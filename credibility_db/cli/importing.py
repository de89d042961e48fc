"""`import`: other datasets into the database."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine
from tqdm import tqdm

from credibility_db.cli.group import main
from credibility_db.cli.options import database_option, day, explains_errors, prepared
from credibility_db.curation.importing import Change, ImportOptions, ImportResult, run_import, shown
from credibility_db.exchange.readers import FOLDERS, READERS, ReaderOptions
from credibility_db.incoming import Reader


@main.command("import")
@click.argument("form", metavar="FORM", type=click.Choice(sorted(READERS)))
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@database_option
@click.option("--who", default="import", show_default=True, help="Named as author of the revisions and proposals.")
@click.option("--why", help="Given as reason in the revisions; by default the dataset's name.")
@click.option("--as-of", callback=day, help="The day on which the dataset was read (2026-11-23); by default the file's own.")
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@click.option("--restart", is_flag=True, help="Begin anew where an earlier import of this file was interrupted.")
@click.option("--url", help="Where the file comes from, for citations; {id} stands for an entity's identifier.")
@click.option("--mapping", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The mapping file of a table.")
@click.option("--title", help="The dataset's title, for citations.")
@click.option("--publisher", help="The dataset's publisher, for citations.")
@click.option("--licence", help="The dataset's licence, for citations.")
@click.option("--scheme", help="The name of the dataset's identifiers.")
@click.option("--host", help="The site that a trust.txt, an ads.txt or a page was read from.")
@explains_errors
def import_(form: str, path: Path, database: str, *, who: str, why: str | None, dry_run: bool, restart: bool, **of_reader: Any) -> None:
    """Import a dataset: FORM is wikidata, ror, ftm, table, trust-txt …, PATH its file, or a folder of sites' files.

    An interrupted import of the same file goes on where it was.

    What curators keep is never overwritten: where the dataset says otherwise, a proposal is made. Lines that cannot be read are named and
    passed over. Exits with 1 when there were any.
    """
    if path.is_dir() and form not in FOLDERS:
        raise click.UsageError(f"{path} is a folder: {form} reads a file")
    reader = READERS[form](path, ReaderOptions(**of_reader))
    report_import(import_with_bar(prepared(database), reader, ImportOptions(who, why, dry_run=dry_run, resume=not restart)), dry_run=dry_run)


STAGES = {1: "entities", 2: "statements"}


def import_with_bar(engine: Engine, reader: Reader, options: ImportOptions) -> ImportResult:
    """Run an import under a progress bar, one for each of its two readings."""
    with tqdm(disable=None, unit=" lines") as bar:

        def on_progress(stage: int, line: int) -> None:
            bar.set_description(f"{reader.source}: {STAGES[stage]}", refresh=False)
            bar.n = line
            bar.refresh()

        def on_change(change: Change) -> None:
            if options.dry_run:
                bar.clear()
                click.echo(shown(change))

        def on_problem(problem: object) -> None:
            bar.clear()
            click.echo(f"{reader.source}: {problem}", err=True)

        return run_import(engine, reader, replace(options, on_progress=on_progress, on_change=on_change, on_problem=on_problem))


def report_import(result: ImportResult, *, dry_run: bool, failed: int = 0) -> None:
    """Print what an import did, or with `dry_run` would do, and exit: with 1 when there were problems, or when `failed` things could not be had."""
    if result.resumed_at:
        stage, line = result.resumed_at
        click.echo(f"went on with the {STAGES[stage]} behind line {line}", err=True)
    counts = ", ".join(f"{result.counts[action]} {action}" for action in ("create", "update", "withdraw", "propose"))
    rest = ", ".join(f"{result.counts[name]} {name}" for name in ("agree", "kept", "unresolved", "problems"))
    click.echo(f"{'would be: ' if dry_run else ''}{counts}; {rest}", err=True)
    sys.exit(1 if result.counts["problems"] or failed else 0)
