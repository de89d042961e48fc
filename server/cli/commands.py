"""The command `python -m server` with its commands; each stands in a file of its own."""

from __future__ import annotations

import click

from server.cli.annotating import annotate
from server.cli.bundle_key import create_signing_key
from server.cli.curators import create_curator
from server.cli.importing import import_
from server.cli.keys import create_key, list_keys, revoke_key
from server.cli.links import check_links
from server.cli.serving import serve, worker


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
def main() -> None:
    """Sidenote: who owns the outlet, and who the people it quotes work for."""


for command in (serve, worker, annotate, create_key, list_keys, revoke_key, create_curator, create_signing_key, import_, check_links):
    main.add_command(command)
