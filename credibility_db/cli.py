"""The command line of the credibility database: `python -m credibility_db COMMAND`. Wires exchange, curation and edition together.

Exit codes: 0 all is well, 1 something was found (rule violations, a damaged edition), 2 wrong usage or an unreachable database.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from importlib.resources import files as package_files
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from sqlalchemy import Engine
from tqdm import tqdm

from credibility_db.curation import LoadOptions, LoadResult, check_records, errors_only, load_records
from credibility_db.edition import publish_edition
from credibility_db.errors import CredibilityError, RecordError, RulesViolated
from credibility_db.exchange import merge_records, read_files, record_files
from credibility_db.migrations import upgrade
from credibility_db.models import DEFAULT_URL, open_database
from credibility_db.records import EntityRecord, Finding, Located

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Item = TypeVar("Item")
BUNDLED = Path(str(package_files("credibility_db"))) / "data"

database_option = click.option(
    "--database", envvar="DATABASE_URL", default=DEFAULT_URL, show_default=True, help="The database's address; environment: DATABASE_URL."
)
editions_option = click.option(
    "--editions",
    envvar="SIDENOTE_EDITIONS",
    default=Path("var/editions"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of published editions; environment: SIDENOTE_EDITIONS.",
)
paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Keep, check and publish the credibility database."""


def explains_errors(command: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Print our own errors as one line and exit with 1."""

    @wraps(command)
    def run(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except CredibilityError as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(1)

    return run


def progress(items: Iterable[Item], *, what: str, total: int | None = None) -> Iterable[Item]:
    """A progress bar on a terminal, nothing elsewhere."""
    return tqdm(items, desc=what, total=total, disable=None, unit="", leave=False)


def read_paths(paths: Sequence[Path]) -> tuple[list[Located], list[RecordError]]:
    """The records of files and folders (the bundled ones when none are given) and what is not well formed."""
    found = record_files(paths or [BUNDLED])
    results = list(progress(read_files(found), what="reading"))
    return [item for item in results if isinstance(item, Located)], [item for item in results if isinstance(item, RecordError)]


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


def prepared(database: str) -> Engine:
    """An engine on a database whose tables are up to date."""
    engine = open_database(database)
    upgrade(engine)
    return engine


def _load(engine: Engine, records: Sequence[EntityRecord], options: LoadOptions) -> LoadResult:
    try:
        with engine.begin() as connection:
            return load_records(connection, records, options)
    except RulesViolated as violated:
        show_findings(violated.findings)
        raise


def show_findings(findings: Iterable[Finding]) -> None:
    """Print findings, one a line."""
    for finding in findings:
        click.echo(str(finding), err=True)


def report_load(result: LoadResult, *, dry_run: bool) -> None:
    """Print what a load did, or with `dry_run` would do."""
    if dry_run:
        for change in result.changes:
            click.echo(f"{change.action:9} {change.target}")
    for target in result.kept:
        click.echo(f"kept as the desk has it: {target}", err=True)
    counts = ", ".join(f"{result.count(action)} {action}" for action in ("create", "update", "withdraw"))
    click.echo(f"{'would be: ' if dry_run else ''}{counts}; {len(result.kept)} kept, {len(result.warnings)} warnings", err=True)


@main.command()
@database_option
@editions_option
@explains_errors
def publish(database: str, editions: Path) -> None:
    """Publish the database as a new edition and make it the current one."""
    info = publish_edition(database, editions)
    click.echo(info.id)
    click.echo("published" if info.is_new else "the current edition says the same already", err=True)
