"""What the commands share: options, arguments, progress bars, how errors are told, how the database is opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from importlib.resources import files as package_files
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from sqlalchemy import Engine
from tqdm import tqdm

from credibility_db.dates import InvalidDate, day_range
from credibility_db.errors import CredibilityError
from credibility_db.migrations import require_newest, upgrade
from credibility_db.models import DEFAULT_URL, open_database
from credibility_db.queries import entity_ids, heirs, read_records
from credibility_db.records import EntityRecord, Finding

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


def prepared(database: str) -> Engine:
    """An engine on a database whose tables are up to date."""
    engine = open_database(database)
    upgrade(engine)
    return engine


def stored_records(database: str, *, merged: bool = False) -> Iterator[EntityRecord]:
    """All records of a database, by id, with a progress bar; with `merged` also those that were merged into others."""
    engine = open_database(database)
    require_newest(engine)
    with engine.connect().execution_options(reading=True) as connection:
        ids = sorted([*entity_ids(connection), *(heirs(connection) if merged else ())])
        yield from progress(read_records(connection, ids), what="records", total=len(ids))


def show_findings(findings: Iterable[Finding]) -> None:
    """Print findings, one a line."""
    for finding in findings:
        click.echo(str(finding), err=True)


def day(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """An option's value that must be a date."""
    try:
        return text and day_range(text) and text
    except InvalidDate as error:
        raise click.BadParameter(str(error)) from error
