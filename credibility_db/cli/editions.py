"""`publish`, `rollback`, `diff`, `hosts`: editions and what they answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

import click

from credibility_db.cli.group import main
from credibility_db.cli.options import database_option, editions_option, explains_errors, progress
from credibility_db.edition import KEEP, PublishOptions, compare_editions, current_edition_id, edition_ids, open_edition, publish_edition, roll_back
from credibility_db.edition.host_coverage import cover_hosts
from credibility_db.errors import NoEdition


@main.command()
@database_option
@editions_option
@click.option("--full", is_flag=True, help="Build everything anew; after a small change only what it touched is, with the same content.")
@click.option("--allow-empty", is_flag=True, help="Publish even a database with no published entity.")
@click.option("--keep", default=KEEP, show_default=True, type=click.IntRange(1), help="How many editions stay; recent ones always do.")
@explains_errors
def publish(database: str, editions: Path, *, full: bool, allow_empty: bool, keep: int) -> None:
    """Publish the database as a new edition and make it the current one."""
    info = publish_edition(database, editions, PublishOptions(full=full, allow_empty=allow_empty, keep=keep))
    click.echo(info.id)
    click.echo("published" if info.is_new else "the current edition says the same already", err=True)


@main.command()
@click.argument("edition")
@editions_option
@explains_errors
def rollback(edition: str, editions: Path) -> None:
    """Make the older EDITION (an id, or `previous`) the current one again. Nothing is removed: the same with the other id goes forward."""
    target = _edition_named(editions, edition)
    before = roll_back(editions, target)
    click.echo(f"{target} is current, {before} was", err=True)


@main.command()
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--out", type=click.File("w", encoding="utf-8"), help="Write the hosts without an outlet here, most frequent first.")
@editions_option
@explains_errors
def hosts(file: IO[str], out: IO[str] | None, editions: Path) -> None:
    """How many addresses or hosts of FILE, one a line, have an outlet in the current edition."""
    coverage = cover_hosts(open_edition(editions), progress(file, what="hosts"))
    lines, found = coverage.resolved.total() + coverage.missing.total(), coverage.resolved.total()
    distinct = len(coverage.resolved.keys() | coverage.missing.keys())
    click.echo(f"{found} of {lines} lines have an outlet ({found / lines if lines else 0:.1%})")
    click.echo(f"{len(coverage.resolved)} of {distinct} hosts have an outlet ({len(coverage.resolved) / distinct if distinct else 0:.1%})")
    for line in coverage.invalid:
        click.echo(f"not an address: {line}", err=True)
    if out:
        out.writelines(f"{count}\t{host}\n" for host, count in coverage.missing_first())


@main.command()
@click.argument("old")
@click.argument("new", default="current")
@editions_option
@explains_errors
def diff(old: str, new: str, editions: Path) -> None:
    """What changed from edition OLD to edition NEW (ids, `current` or `previous`). Exits with 1 when something did."""
    first, second = (open_edition(editions, _edition_named(editions, name)) for name in (old, new))
    differences = list(compare_editions(first, second))
    for difference in differences:
        click.echo(str(difference))
    click.echo(f"{len(differences)} differences from {first.id} to {second.id}", err=True)
    sys.exit(1 if differences else 0)


def _edition_named(editions: Path, name: str) -> str:
    if name not in ("current", "previous"):
        return name
    current = current_edition_id(editions)
    older = [id_ for id_ in edition_ids(editions) if id_ < current]
    if name == "previous" and not older:
        raise NoEdition(f"no edition older than {current} is kept")
    return current if name == "current" else max(older)
