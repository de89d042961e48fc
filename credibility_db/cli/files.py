"""`validate` and `load`: record files against the rules, and into the database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy import Engine

from credibility_db.cli.group import main
from credibility_db.cli.options import BUNDLED, database_option, explains_errors, paths_argument, prepared, progress, show_findings
from credibility_db.curation import LoadOptions, LoadResult, check_records, errors_only, load_records
from credibility_db.errors import RecordError, RulesViolated
from credibility_db.exchange import merge_records, read_files, record_files
from credibility_db.records import EntityRecord, Located


def read_paths(paths: Sequence[Path]) -> tuple[list[Located], list[RecordError]]:
    """The records of files and folders (the bundled ones when none are given) and what is not well formed."""
    found = record_files(paths or [BUNDLED])
    results = list(progress(read_files(found), what="reading"))
    return [item for item in results if isinstance(item, Located)], [item for item in results if isinstance(item, RecordError)]


@main.command()
@database_option
@explains_errors
def migrate(database: str) -> None:
    """Bring the database's tables to this version, and make them where there are none. `load` and `import` do so too."""
    prepared(database).dispose()


@main.command()
@paths_argument
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@explains_errors
def validate(paths: tuple[Path, ...], strict: bool) -> None:
    """Check record files (YAML, JSONL; the bundled ones by default): their form, then the rules."""
    located, broken = read_paths(paths)
    records = merge_records(item.record for item in located)
    findings = check_records(records)
    places = {item.record.id: f"{item.source}:{item.line}" for item in reversed(located)}
    for error in broken:
        click.echo(f"error: {error}")
    for finding in findings:
        click.echo(f"{places.get(finding.entity, '?')}: {finding}")
    errors = len(errors_only(findings)) + len(broken)
    click.echo(f"{len(records)} records, {sum(len(record.statements) for record in records)} statements: "
               f"{errors} errors, {len(findings) - len(errors_only(findings))} warnings", err=True)  # fmt: skip
    sys.exit(1 if errors or (strict and findings) else 0)


@main.command()
@paths_argument
@database_option
@click.option("--who", default="load", show_default=True, help="Named as author of the revisions.")
@click.option("--why", default="Load of record files", show_default=True, help="Given as reason in the revisions.")
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@explains_errors
def load(paths: tuple[Path, ...], database: str, who: str, why: str, dry_run: bool) -> None:
    """Bring the database to the state of record files (the bundled ones by default). Makes the tables first where they are missing."""
    located, broken = read_paths(paths)
    for error in broken:
        click.echo(f"error: {error}", err=True)
    if broken:
        sys.exit(1)
    records = merge_records(item.record for item in located)
    options = LoadOptions(who, why, withdraw_missing=not paths, dry_run=dry_run)
    report_load(_load(prepared(database), records, options), dry_run=dry_run)


def _load(engine: Engine, records: Sequence[EntityRecord], options: LoadOptions) -> LoadResult:
    try:
        with engine.begin() as connection:
            return load_records(connection, records, options)
    except RulesViolated as violated:
        show_findings(violated.findings)
        raise


def report_load(result: LoadResult, *, dry_run: bool) -> None:
    """Print what a load did, or with `dry_run` would do."""
    if dry_run:
        for change in result.changes:
            click.echo(f"{change.action:9} {change.target}")
    for target in result.kept:
        click.echo(f"kept as the desk has it: {target}", err=True)
    counts = ", ".join(f"{result.count(action)} {action}" for action in ("create", "update", "withdraw"))
    click.echo(f"{'would be: ' if dry_run else ''}{counts}; {len(result.kept)} kept, {len(result.warnings)} warnings", err=True)
