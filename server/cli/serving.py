"""`python -m server serve`."""

from __future__ import annotations

import click
from granian import Granian
from granian.constants import Interfaces

from server.config import Config
from server.errors import AppError
from server.knowledge import KnowledgeSource


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
@click.option("--threads", default=16, show_default=True, type=click.IntRange(1, 512), help="Threads of a worker.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the API and the try-it page. Settings come from the environment: docs/settings.md."""
    try:
        KnowledgeSource(Config.from_environment().editions).current()
    except AppError as error:
        click.echo(f"{error.detail}. Requests are answered once an edition is published: python -m credibility_db publish.", err=True)
    click.echo(f"Sidenote listens on http://{host}:{port}/", err=True)
    served = Granian("server.wsgi:app", address=host, port=port, interface=Interfaces.WSGI, workers=workers, blocking_threads=threads)
    served.serve()
