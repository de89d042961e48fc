"""`check-links`: what was found at the cited addresses."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from credibility_db.cli.group import main
from credibility_db.cli.options import database_option, explains_errors, stored_records
from credibility_db.curation.link_checks import LinkCheck, cited_links, newer, read_checks, stored_checks
from credibility_db.models import open_database


@main.command("check-links")
@click.argument("results", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--list", "listing", is_flag=True, help="Print only the addresses to be checked: never checked, unclear or old.")
@database_option
@explains_errors
def check_links(results: Path | None, listing: bool, database: str) -> None:
    """Which cited addresses were checked and which are dead, by what is stored and by RESULTS: JSON lines with url, status, checked (final_url …).

    Fetches and stores nothing: `python -m server check-links` does. Exits with 1 when an address is dead.
    """
    records = list(stored_records(database))
    with open_database(database).connect().execution_options(reading=True) as connection:
        known = stored_checks(connection)
    links = cited_links(records, newer(known, read_checks(results) if results else {}), today=datetime.now(UTC).date())
    if listing:
        click.echo("".join(f"{link.url}\n" for link in links if link.verdict in ("unchecked", "unclear", "old")), nl=False)
        return
    for link in (link for link in links if link.check and link.verdict != "alive"):
        archived = f", archived at {link.check.archive_url}" if link.check and link.check.archive_url else ""
        click.echo(f"{link.verdict:8} {link.url} ({_found(link.check)}{archived}): {', '.join(link.entities)}")
    counts = Counter(link.verdict for link in links)
    verdicts = ("alive", "dead", "unclear", "old", "unchecked")
    click.echo(f"{len(links)} cited addresses: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in verdicts), err=True)
    sys.exit(1 if counts["dead"] else 0)


def _found(check: LinkCheck | None) -> str:
    return "" if check is None else check.problem if check.status == 0 and check.problem else str(check.status)
