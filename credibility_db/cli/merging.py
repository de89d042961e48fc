"""`merge` and `split`: entities that were recorded twice, or two that were recorded as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from credibility_db.cli.group import main
from credibility_db.cli.options import database_option, explains_errors, show_findings
from credibility_db.curation.importing import shown
from credibility_db.curation.merging import TAKEN, MergeOptions, MergeResult, merge_entities
from credibility_db.curation.splitting import Chosen, SplitOptions, split_entity
from credibility_db.errors import RulesViolated
from credibility_db.migrations import require_newest
from credibility_db.models import open_database

Command = TypeVar("Command", bound=Callable[..., Any])
who_option = click.option("--who", required=True, help="Named as author of the revisions.")
why_option = click.option("--why", required=True, help="Given as reason in the revisions.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")


@main.command()
@click.argument("keep")
@click.argument("gone")
@database_option
@who_option
@why_option
@click.option("--take", multiple=True, type=click.Choice(TAKEN), help="Where both have one, keep that of GONE; may be given several times.")
@click.option("--different-identifiers", is_flag=True, help="Merge even where a dataset has two identifiers for the two.")
@dry_run_option
@explains_errors
def merge(keep: str, gone: str, *, database: str, who: str, why: str, take: tuple[str, ...], different_identifiers: bool, dry_run: bool) -> None:
    """Merge the entity GONE into KEEP (ids), when both are one.

    Names, hosts, identifiers and statements move to KEEP; the id of GONE leads there from now on. What both say is said once, with the citations of
    both; of what they say differently KEEP's stays, and it is told.
    """
    options = MergeOptions(who, why, frozenset(take), different_identifiers, dry_run)
    engine = open_database(database)
    require_newest(engine)
    try:
        with engine.begin() as connection:
            result = merge_entities(connection, keep, gone, options)
    except RulesViolated as violated:
        show_findings(violated.findings)
        raise
    report(result, dry_run=dry_run)


def several(name: str, about: str) -> Callable[[Command], Command]:
    """An option that may be given several times."""
    return click.option(name, multiple=True, help=f"{about}; may be given several times.")


@main.command()
@click.argument("source")
@click.argument("target")
@database_option
@who_option
@why_option
@several("--statement", "The id of a statement of SOURCE, or of another entity that leads to SOURCE")
@several("--name", "A further name of SOURCE")
@several("--host", "A host of SOURCE, with its path (example.org/news)")
@several("--identifier", "The scheme of an identifier of SOURCE (wikidata)")
@click.option("--named", help="The canonical name of TARGET, where it is made by this.")
@click.option("--category", help="The category of TARGET, where it is made by this; by default SOURCE's.")
@click.option("--country", help="The country of TARGET, where it is made by this; by default SOURCE's.")
@dry_run_option
@explains_errors
def split(source: str, target: str, *, database: str, dry_run: bool, **given: Any) -> None:
    """Take what belongs to the entity TARGET out of SOURCE, when two were recorded as one.

    TARGET may be new, there already, or merged into SOURCE: then it is published again. Only what is named goes.
    """
    chosen = Chosen(*(frozenset(given[name]) for name in ("name", "host", "identifier", "statement")))
    options = SplitOptions(**{name: given[name] for name in ("who", "why", "named", "category", "country")}, dry_run=dry_run)
    engine = open_database(database)
    require_newest(engine)
    try:
        with engine.begin() as connection:
            result = split_entity(connection, source, target, chosen, options)
    except RulesViolated as violated:
        show_findings(violated.findings)
        raise
    report(result, dry_run=dry_run)


def report(result: MergeResult, *, dry_run: bool) -> None:
    """Print the diff, what was decided on the way and how much changed."""
    for change in result.changes:
        click.echo(shown(change))
    for conflict in result.conflicts:
        click.echo(f"conflict: {conflict}", err=True)
    for gone, kept in result.joined:
        click.echo(f"joined: {kept} has the citations of {gone} too", err=True)
    for statement in result.dropped:
        click.echo(f"withdrawn: {statement} would be about itself", err=True)
    show_findings(result.warnings)
    click.echo(
        f"{'would be: ' if dry_run else ''}{len(result.changes)} changes, {len(result.conflicts)} conflicts, {len(result.joined)} joined", err=True
    )
