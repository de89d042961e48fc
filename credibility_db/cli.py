"""The command line of the credibility database: `python -m credibility_db COMMAND`. Wires exchange, curation and edition together.

Exit codes: 0 all is well, 1 something was found (rule violations, a damaged edition), 2 wrong usage or an unreachable database.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from importlib.resources import files as package_files
from pathlib import Path
from typing import IO, Any, ParamSpec, TypeVar

import click
from sqlalchemy import Engine
from tqdm import tqdm

from credibility_db.coverage import NUMBERS, bars, measure_coverage
from credibility_db.curation import LoadOptions, LoadResult, check_records, errors_only, load_records, verify_history
from credibility_db.curation.importing import Change, ImportOptions, ImportResult, run_import, shown
from credibility_db.curation.link_checks import cited_links, read_checks
from credibility_db.dates import InvalidDate, day_range
from credibility_db.edition import KEEP, PublishOptions, compare_editions, current_edition_id, edition_ids, open_edition, publish_edition, roll_back
from credibility_db.edition.host_coverage import cover_hosts
from credibility_db.errors import CredibilityError, RecordError, RulesViolated
from credibility_db.exchange import merge_records, read_files, record_files, write_csv, write_ftm, write_jsonl, write_jsonld, write_yaml
from credibility_db.exchange.readers import FOLDERS, READERS, ReaderOptions
from credibility_db.incoming import Reader
from credibility_db.migrations import require_newest, upgrade
from credibility_db.models import DEFAULT_URL, open_database
from credibility_db.queries import entity_ids, read_records
from credibility_db.records import EntityRecord, Finding, Located

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Item = TypeVar("Item")
WRITERS = {"jsonl": write_jsonl, "ftm": write_ftm, "jsonld": write_jsonld, "csv": write_csv}
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


def day(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """An option's value that must be a date."""
    try:
        return text and day_range(text) and text
    except InvalidDate as error:
        raise click.BadParameter(str(error)) from error


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
    report_import(_import(prepared(database), reader, ImportOptions(who, why, dry_run=dry_run, resume=not restart)), dry_run=dry_run)


STAGES = {1: "entities", 2: "statements"}


def _import(engine: Engine, reader: Reader, options: ImportOptions) -> ImportResult:
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


def report_import(result: ImportResult, *, dry_run: bool) -> None:
    """Print what an import did, or with `dry_run` would do."""
    if result.resumed_at:
        stage, line = result.resumed_at
        click.echo(f"went on with the {STAGES[stage]} behind line {line}", err=True)
    counts = ", ".join(f"{result.counts[action]} {action}" for action in ("create", "update", "withdraw", "propose"))
    rest = ", ".join(f"{result.counts[name]} {name}" for name in ("agree", "kept", "unresolved", "problems"))
    click.echo(f"{'would be: ' if dry_run else ''}{counts}; {rest}", err=True)
    sys.exit(1 if result.counts["problems"] else 0)


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


def stored_records(database: str) -> Iterator[EntityRecord]:
    """All records of a database, by id, with a progress bar."""
    engine = open_database(database)
    require_newest(engine)
    with engine.connect().execution_options(reading=True) as connection:
        ids = entity_ids(connection)
        yield from progress(read_records(connection, ids), what="records", total=len(ids))


@main.command()
@database_option
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file, or folder (YAML), instead of the standard output.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "yaml", "ftm", "jsonld", "csv"]),
    default="jsonl",
    show_default=True,
    help="JSONL, a YAML file an entity, FollowTheMoney, JSON-LD with schema.org, or a CSV table.",
)
@explains_errors
def export(database: str, out: Path | None, form: str) -> None:
    """Write the database's records, canonical and sorted: the same database gives the same bytes."""
    records = stored_records(database)
    if form == "yaml":
        if out is None:
            raise click.UsageError("--format yaml needs a folder: --out FOLDER")
        click.echo(f"{write_yaml(records, out)} records", err=True)
        return
    with out.open("wb") if out else nullcontext(sys.stdout.buffer) as stream:
        WRITERS[form](records, stream)


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
    return current if name == "current" else max((id_ for id_ in edition_ids(editions) if id_ < current), default=current)


@main.command()
@database_option
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON.")
@explains_errors
def stats(database: str, as_json: bool) -> None:
    """How much the database covers: by kind, country and layer, the share with an owner, the age of citations."""
    coverage = measure_coverage(stored_records(database))
    if as_json:
        click.echo(json.dumps(coverage.as_members(), ensure_ascii=False, indent=2))
        return
    for name in NUMBERS:
        click.echo(f"{name.replace('_', ' '):<30} {coverage.numbers[name]:>8}")
    owned, outlets = coverage.numbers["outlets_with_owner"], coverage.numbers["outlets"]
    click.echo(f"{'share of outlets with owner':<30} {owned / outlets if outlets else 0:>8.1%}\n")
    plots = (
        ("Entities by kind", coverage.kinds),
        ("Entities by category", coverage.categories),
        ("Entities by country", coverage.countries),
        ("Statements by layer", coverage.layers),
        ("Statements by predicate", coverage.predicates),
        ("Citations by year of publication", coverage.published),
        ("Citations by year of reading", coverage.accessed),
    )
    for title, counts in plots:
        click.echo(bars(title, counts) + "\n")


@main.command()
@database_option
@editions_option
@click.option("--all", "every", is_flag=True, help="Check all editions, not only the current one.")
@explains_errors
def verify(database: str, editions: Path, every: bool) -> None:
    """Check that no revision was changed or removed (the chain of hashes) and that editions match their SHA-256 sums."""
    engine = open_database(database)
    require_newest(engine)
    with engine.connect().execution_options(reading=True) as connection:
        click.echo(f"{verify_history(connection)} revisions form one chain")
    for edition_id in edition_ids(editions) if every else [current_edition_id(editions)]:
        open_edition(editions, edition_id)
        click.echo(f"edition {edition_id} matches its sums")
