"""The group that the commands of this package join."""

from __future__ import annotations

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Keep, check and publish the credibility database."""
