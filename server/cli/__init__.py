"""`python -m server COMMAND`."""

from server.cli.annotating import Annotator
from server.cli.commands import main

__all__ = ["Annotator", "main"]
