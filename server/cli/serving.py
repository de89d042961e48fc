"""`python -m server serve` and `worker`: the two kinds of process that keep running."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from server.config import Config, hand_down
from server.errors import AppError
from server.jobs.attending import WorkerProcess
from server.knowledge import KnowledgeSource
from server.observability.logs import configure_logs
from server.worker import work

HEAD_BYTES = 131_072
"""Most bytes of a request's head: no client has reason for more, and a head is read before anything can be refused."""
DRAIN_SECONDS = 20
"""How long a process that is to end may take for the requests it has begun: longer than any of them."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--threads", default=16, show_default=True, type=click.IntRange(1, 512), help="Threads of a server process.")
@click.option("--no-worker", is_flag=True, help="Publish nothing and do no jobs here: others run `python -m server worker`.")
def serve(host: str, port: int, workers: int, threads: int, no_worker: bool) -> None:
    """Serve the API and the try-it page, with a worker beside it. Settings come from the environment: docs/settings.md."""
    config = Config.from_environment()
    configure_logs(config.log_level)
    try:
        KnowledgeSource(config.editions).current()
    except AppError as error:
        click.echo(f"{error.detail}. Requests are answered once an edition is published: python -m credibility_db publish.", err=True)
    click.echo(f"Sidenote listens on http://{host}:{port}/", err=True)
    with _shared_figures(config, workers):
        served = Granian(
            "server.wsgi:app",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            http=HTTPModes.http1,  # what nginx speaks; an idle HTTP/2 connection would hold up a stop for all of DRAIN_SECONDS
            http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=HEAD_BYTES),
            respawn_failed_workers=True,
            workers_kill_timeout=DRAIN_SECONDS,
        )
        beside = None if no_worker else WorkerProcess()
        try:
            served.serve()
        finally:
            if beside is not None:
                beside.stop()


@contextmanager
def _shared_figures(config: Config, workers: int) -> Iterator[None]:
    """A folder in which several processes keep their figures, so that /metrics tells of all whichever answers; gone afterwards."""
    if workers == 1 or config.metrics_folder:
        yield
        return
    with TemporaryDirectory(prefix="sidenote-metrics-", ignore_cleanup_errors=True) as folder:
        hand_down("PROMETHEUS_MULTIPROC_DIR", folder)
        yield


@click.command()
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes that work at batches; as many as there are cores if left out.")
@click.option("--parent", type=int, hidden=True, help="The process to end with.")
def worker(jobs: int | None, parent: int | None) -> None:
    """Publish the curators' changes and do the batches. Any number may run, on any node; `serve` starts one unless told not to."""
    config = Config.from_environment()
    configure_logs(config.log_level)
    work(config, jobs=jobs, parent=parent)
