"""`check-links`: what was found at the cited addresses."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from credibility_db.cli.group import main
from credibility_db.cli.options import database_option, explains_errors, stored_records
from credibility_db.curation.link_checks import cited_links, read_checks


@main.command("check-links")
@click.argument("results", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--list", "listing", is_flag=True, help="Print only the addresses to be checked: never checked, unclear or old.")
@database_option
@explains_errors
def check_links(results: Path | None, listing: bool, database: str) -> None:
    """Which cited addresses were checked and which are dead, by RESULTS: JSON lines with url, status, checked (final_url, archive_url).

    Fetches and stores nothing. Exits with 1 when an address is dead.
    """
    links = cited_links(stored_records(database), read_checks(results) if results else {}, today=datetime.now(UTC).date())
    if listing:
        click.echo("".join(f"{link.url}\n" for link in links if link.verdict in ("unchecked", "unclear", "old")), nl=False)
        return
    for link in (link for link in links if link.check and link.verdict != "alive"):
        archived = f", archived at {link.check.archive_url}" if link.check and link.check.archive_url else ""
        click.echo(f"{link.verdict:8} {link.url} ({link.check.status if link.check else 0}{archived}): {', '.join(link.entities)}")
    counts = Counter(link.verdict for link in links)
    verdicts = ("alive", "dead", "unclear", "old", "unchecked")
    click.echo(f"{len(links)} cited addresses: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in verdicts), err=True)
    sys.exit(1 if counts["dead"] else 0)
