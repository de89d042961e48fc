"""`python -m server check-links`: visit the cited addresses, through the one safe client."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson
from tqdm import tqdm

from credibility_db.cli.options import database_option, explains_errors, stored_records
from credibility_db.curation.link_checks import LinkCheck, check_members, cited_links, newer, read_checks, store_checks, stored_checks
from credibility_db.curation.link_visits import ARCHIVE, Visitor, due
from credibility_db.models import open_database
from server.app import make_fetcher
from server.config import Config
from server.documents import DocumentFetch

BATCH = 50


@click.command("check-links")
@database_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Add each result to this file too, a JSON object a line.")
@click.option("--most", type=click.IntRange(1), help="Visit at most so many addresses; the next run goes on.")
@click.option("--archive", default=ARCHIVE, show_default=True, help="Where copies of what is not there are looked up; empty: nowhere.")
@explains_errors
def check_links(database: str, out: Path | None, most: int | None, archive: str) -> None:
    """Visit the cited addresses that were never checked, or not for long, and store what is found there.

    Every host is asked slowly and robots.txt is obeyed. An interrupted run goes on where it was.
    `python -m credibility_db check-links` tells the state.
    """
    engine = open_database(database)
    records = list(stored_records(database))
    with engine.connect().execution_options(reading=True) as connection:
        known = stored_checks(connection)
    told = read_checks(out) if out and out.exists() else {}
    today = datetime.now(UTC).date()
    urls = due(cited_links(records, newer(known, told), today=today), today=today)[:most]
    counts: Counter[str] = Counter()
    batch: list[LinkCheck] = [check for url, check in told.items() if url not in known or known[url].checked < check.checked]

    def keep() -> None:
        with engine.begin() as connection:
            store_checks(connection, batch)
        if out:
            with out.open("ab") as file:
                file.writelines(
                    orjson.dumps(check_members(check), option=orjson.OPT_APPEND_NEWLINE) for check in batch if told.get(check.url) != check
                )
        batch.clear()

    try:
        visits = Visitor(DocumentFetch(make_fetcher(Config.from_environment())), archive).visit(urls)
        for check in tqdm(visits, desc="visiting", total=len(urls), disable=None, unit="", leave=False):
            counts[check.verdict] += 1
            batch.append(check)
            if len(batch) >= BATCH:
                keep()
    finally:
        keep()
    click.echo(f"{len(urls)} visited: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in ("alive", "dead", "unclear")), err=True)
