"""`python -m server import`: datasets that must be fetched first, through the one safe client. Files at hand: `python -m credibility_db import`."""

from __future__ import annotations

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from credibility_db.cli.importing import import_with_bar, report_import
from credibility_db.cli.options import database_option, explains_errors, prepared
from credibility_db.curation.importing import ImportOptions
from credibility_db.exchange.collecting import SITE_FILES, Collected, collect_entities, collect_site_files
from credibility_db.exchange.declarations import host_named
from credibility_db.exchange.readers import READERS, ReaderOptions
from credibility_db.exchange.wikidata.api import QUERY_SERVICE, SITE, WikidataApi
from server.app import make_fetcher
from server.config import Config
from server.documents import DocumentFetch

FETCHED = Path("var/fetched")
LARGEST, LONGEST = 32_000_000, 60.0
"""Bytes and seconds of one answer: entities of Wikidata have megabytes, and its query service may take a minute."""


def document_fetch() -> DocumentFetch:
    """The safe client as the settings have it, with room for what APIs answer."""
    config = Config.from_environment()
    return DocumentFetch(
        make_fetcher(replace(config, fetch_bytes=max(config.fetch_bytes, LARGEST), fetch_seconds=max(config.fetch_seconds, LONGEST)))
    )


@click.group("import")
def import_() -> None:
    """Fetch other datasets' word politely and import it; what was fetched is kept, so that an interrupted run goes on where it was."""


def with_import_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that all forms share."""
    options = (
        database_option,
        click.option("--who", default="import", show_default=True, help="Named as author of the revisions and proposals."),
        click.option("--why", help="Given as reason in the revisions; by default the dataset's name."),
        click.option("--dry-run", is_flag=True, help="Fetch, show what would change and write nothing to the database."),
        explains_errors,
    )
    for option in reversed(options):
        command = option(command)
    return command


@import_.command("wikidata-api")
@click.argument("qids", nargs=-1)
@click.option("--sparql-file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Items in the first column of this query, too.")
@click.option(
    "--keep", type=click.Path(path_type=Path, dir_okay=False), help="The file that fetched entities are kept in; by default in var/fetched."
)
@click.option("--site", default=SITE, show_default=True, help="The Wikibase that is asked.")
@click.option("--query-service", default=QUERY_SERVICE, show_default=True, help="The SPARQL service that is asked.")
@with_import_options
def wikidata_api(qids: tuple[str, ...], sparql_file: Path | None, keep: Path | None, *, site: str, query_service: str, **given: Any) -> None:
    """Entities of Wikidata by their numbers (Q42 …) or by a SPARQL query.

    An entity that the file of an earlier run has is not fetched again; remove the file to ask anew. Exits with 1 when something could not be had.
    """
    api = WikidataApi(document_fetch(), site.rstrip("/"), query_service)
    query = sparql_file.read_text("utf-8") if sparql_file else ""
    wanted = [*qids, *(api.matching(query) if query else ())]
    if not wanted:
        raise click.UsageError("Give numbers of entities, or a --sparql-file that finds some.")
    named = hashlib.sha256("\n".join((site, *sorted(qids), query)).encode()).hexdigest()[:16]
    path = keep or FETCHED / f"wikidata-{named}.jsonl"
    failed = _report(collect_entities(api, wanted, path), what="wikidata", total=len(set(wanted)))
    _import("wikidata", path, ReaderOptions(), failed=failed, **given)


def _of_sites(form: str, about: str) -> None:
    """A command for a form of file that sites serve."""

    @import_.command(form, help=about)
    @click.option("--site", "sites", multiple=True, help="A site, by its host or address; may be given several times.")
    @click.option("--sites-file", type=click.File(encoding="utf-8"), help="Further sites, one a line.")
    @click.option(
        "--keep", type=click.Path(path_type=Path, file_okay=False), help="The folder that fetched files are kept in; by default in var/fetched."
    )
    @click.option("--max-age", default=7.0, show_default=True, type=click.FloatRange(0), help="Days after which a kept file is fetched again.")
    @with_import_options
    def command(sites: tuple[str, ...], sites_file: Iterable[str] | None, keep: Path | None, max_age: float, **given: Any) -> None:
        wanted = [*sites, *(line.strip() for line in sites_file or () if line.strip())]
        if not wanted:
            raise click.UsageError("Give a --site, or a --sites-file.")
        folder = keep or FETCHED / form

        def fresh(path: Path) -> bool:
            return time.time() - path.stat().st_mtime < max_age * 86_400

        failed = _report(collect_site_files(document_fetch(), form, wanted, folder, fresh=fresh), what=form, total=len(set(wanted)))
        if len(wanted) == 1 and (only := folder / f"{host_named(wanted[0])}{SITE_FILES[form].ending}").exists():
            folder = only
        if folder.is_file() or any(folder.iterdir()):
            _import(form, folder, ReaderOptions(), failed=failed, **given)
        else:
            click.echo("nothing to import", err=True)
            sys.exit(1 if failed else 0)


_of_sites("trust-txt", "trust.txt of sites: the associations they belong to, and who controls whom. One-sided word is only reported.")
_of_sites("ads-txt", "ads.txt of sites: the business that OWNERDOMAIN names.")
_of_sites("schema-org", "The JSON-LD of sites' front pages: who publishes, founded and funds them, in their own words.")


def _report(collected: Iterable[Collected], *, what: str, total: int) -> int:
    """Fetch under a progress bar, name what could not be had and count; returns how many failed."""
    counts: Counter[str] = Counter()
    with tqdm(collected, desc=f"{what}: fetching", total=total, disable=None, unit="", leave=False) as bar:
        for item in bar:
            counts[item.how] += 1
            if item.reason:
                bar.clear()
                click.echo(f"{item.how}: {item.what}: {item.reason}", err=True)
    click.echo(", ".join(f"{counts[how]} {how}" for how in ("fetched", "kept", "missing", "failed")), err=True)
    return counts["failed"]


def _import(form: str, path: Path, of_reader: ReaderOptions, *, failed: int, database: str, who: str, why: str | None, dry_run: bool) -> None:
    reader = READERS[form](path, of_reader)
    report_import(import_with_bar(prepared(database), reader, ImportOptions(who, why, dry_run=dry_run)), dry_run=dry_run, failed=failed)
