"""`python -m server create-bundle-key`."""

from __future__ import annotations

import click

from server.bundles import BundleKey, create_bundle_key
from server.config import Config
from server.errors import AppError


@click.command("create-bundle-key")
def create_signing_key() -> None:
    """Make the key that outlet bundles are signed with (SIDENOTE_BUNDLE_KEY), unless it is there; show its public part."""
    path = Config.from_environment().bundle_key
    try:
        key = create_bundle_key(path)
        click.echo(f"A new key is in {path}: keep it secret and keep a copy.", err=True)
    except FileExistsError:
        try:
            key = BundleKey.read(path)
        except AppError as error:
            raise click.ClickException(f"{path} holds no Ed25519 key in PEM form.") from error
    click.echo(f"public key   {key.public}\nfingerprint  {key.fingerprint}")
