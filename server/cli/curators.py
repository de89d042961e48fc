"""`python -m server create-curator`: the first account of a desk, or a further one. Later ones are made at the desk, by an admin."""

from __future__ import annotations

import sys

import click

from credibility_db.curation.people import create_account, make_link, set_password
from credibility_db.errors import AccountRefused, DatabaseNotReady
from credibility_db.migrations import upgrade
from credibility_db.models import ROLES
from server.config import Config
from server.curators import Curators
from server.desk.passwords import hash_password, password_faults
from server.desk.people.views import LINK_SECONDS
from server.desk.tokens import digest, new_token
from server.errors import AppError


@click.command("create-curator")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="curator", show_default=True, help="What the person may do.")
@click.option("--link", "by_link", is_flag=True, help="Print a link that sets the password once, instead of asking for one.")
def create_curator(name: str, role: str, by_link: bool) -> None:
    """Make an account at the desk. Asks for its password; on standard input without a terminal the first line is taken."""
    name, config = name.lower(), Config.from_environment()
    password = None if by_link else _asked_password(name)
    door, token = Curators(config.database_url), new_token()
    try:
        upgrade(door.engine)
        with door.writing() as connection:
            create_account(connection, name, role, by="command line")
            if password is None:
                make_link(connection, name, digest(token), seconds=LINK_SECONDS)
            else:
                set_password(connection, name, hash_password(password))
    except (AccountRefused, DatabaseNotReady, AppError) as error:
        raise click.ClickException(str(error)) from error
    finally:
        door.close()
    click.echo(f"Made the account {name}, with the role {role}.", err=True)
    if password is None:
        click.echo(f"{config.public_url.rstrip('/')}/desk/link/{token}")


def _asked_password(name: str) -> str:
    if sys.stdin.isatty():
        password: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same once more")
    else:
        password = sys.stdin.readline().rstrip("\n")
    if faults := password_faults(password, name):
        raise click.ClickException(" ".join(faults))
    return password
