"""`python -m server create-key | list-keys | revoke-key`: API keys, for whoever runs the service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Connection

from credibility_db.curation.api_keys import MOST_DAYS, SCOPES, NewApiKey, create_api_key, revoke_api_key
from credibility_db.errors import CredibilityError
from credibility_db.migrations import require_newest
from credibility_db.queries import api_keys
from server.config import Config
from server.curators import Curators
from server.errors import AppError


@contextmanager
def curators_database() -> Iterator[Connection]:
    """A transaction in the curators' database of the settings; our errors become one line."""
    curators = Curators(Config.from_environment().database_url)
    try:
        require_newest(curators.engine)
        with curators.writing() as connection:
            yield connection
    except (CredibilityError, AppError) as error:
        raise click.ClickException(str(error)) from error
    finally:
        curators.close()


@click.command("create-key")
@click.option("--holder", required=True, help="Who gets the key: a person or a newsroom.")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(list(SCOPES)), help="What it may do; may be given several times.")
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, MOST_DAYS), help="How long it lives.")
@click.option("--account", help="The login name of the desk account in whose name it acts; a reviewer's key needs one.")
def create_key(holder: str, scopes: tuple[str, ...], days: int, account: str | None) -> None:
    """Make an API key. Its secret is printed once, on standard output, and is stored nowhere."""
    with curators_database() as connection:
        issued = create_api_key(connection, NewApiKey(holder, scopes, days, account))
    click.echo(issued.secret)
    click.echo(f"Key {issued.prefix} for {holder}, until {issued.expires[:10]}. Keep the line above: it is not shown again.", err=True)


@click.command("list-keys")
def list_keys() -> None:
    """Show every key that was made: prefix, state, last use, scopes, account, holder. Separated by tabs."""
    with curators_database() as connection:
        for key in api_keys(connection):
            state = f"revoked {key.revoked[:10]}" if key.revoked else f"until {key.expires[:10]}"
            used = f"used {key.last_used[:13]}h" if key.last_used else "never used"
            click.echo("\t".join((key.prefix, state, used, key.scopes, key.account or "-", key.holder)))


@click.command("revoke-key")
@click.argument("prefix")
def revoke_key(prefix: str) -> None:
    """End a key's life: running services refuse it within a minute."""
    with curators_database() as connection:
        revoke_api_key(connection, prefix)
    click.echo(f"Key {prefix} is revoked.", err=True)
