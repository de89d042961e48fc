"""A corpus beyond one machine: every .jsonl, .jsonl.gz, .warc and .warc.gz file of a folder is a task of a Dask cluster.

    pip install -r requirements.txt dask distributed warcio
    python examples/corpus_with_dask.py pages/ answers/ --editions var/editions                         all cores of this machine
    python examples/corpus_with_dask.py pages/ answers/ --editions var/editions --scheduler tcp://…     an existing cluster

The edition is packed once, sent to each worker once and opened there once; a task uses the pure steps, so that no worker needs a database, Redis
or the network. A file whose answers are there is left out: what was interrupted goes on. docs/scale.md says more.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import orjson
from dask.distributed import Client, LocalCluster, WorkerPlugin, as_completed, get_worker
from warcio.archiveiterator import ArchiveIterator

from server.api.annotations.schemas import AnnotationBodySchema
from server.api.forms import checked
from server.errors import AppError
from server.jobs.answering import error_of
from server.knowledge import open_knowledge
from server.pipeline import annotate_reading, read, read_request
from server.reading import read_page

ENDINGS = (".jsonl", ".jsonl.gz", ".warc", ".warc.gz")


def pack_edition(editions: Path) -> tuple[str, bytes]:
    """The current edition's id and its folder as one archive."""
    edition = open_knowledge(editions).edition
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as archive:
        archive.add(editions / edition, edition)
    return edition, packed.getvalue()


class Edition(WorkerPlugin):
    """Unpacks the edition on each worker, once, and opens it."""

    name = "sidenote-edition"

    def __init__(self, edition: str, packed: bytes) -> None:
        self._edition, self._packed = edition, packed

    def setup(self, worker: Any) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sidenote-edition-")
        with tarfile.open(fileobj=io.BytesIO(self._packed)) as archive:
            archive.extractall(self._folder.name, filter="data")
        worker.sidenote = open_knowledge(Path(self._folder.name), self._edition)  # its sums are checked
        self._packed = b""

    def teardown(self, worker: Any) -> None:
        del worker.sidenote
        self._folder.cleanup()


def items(path: Path) -> Iterator[tuple[Any, dict[str, Any], bytes | None]]:
    """The pages of a file: an id, the members of a request, and for WARC the page's bytes."""
    if ".warc" in path.suffixes:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type == "response" and "html" in (record.http_headers.get_header("Content-Type") or ""):
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    yield record.rec_headers.get_header("WARC-Record-ID"), {"url": url}, record.content_stream().read()
        return
    lines: IO[bytes]
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:  # type: ignore[assignment]
        for line in lines:
            if line.strip():
                item = orjson.loads(line)
                yield item.pop("id", None), item, None


def annotate_file(source: str, target: str) -> tuple[str, int, int]:
    """Annotate one file on a worker; the answers appear all at once. Returns its name and how many pages were answered and failed."""
    knowledge = get_worker().sidenote
    answered = failed = 0
    beside = Path(f"{target}.{os.getpid()}.part")
    with beside.open("wb") as out:
        for item_id, item, page in items(Path(source)):
            try:
                if page is not None:
                    reading = read(read_page(page, url=item["url"], origin="submitted"))
                else:
                    reading = read(read_request(checked(AnnotationBodySchema(), item), _NoFetcher()))
                answer, answered = annotate_reading(reading, knowledge), answered + 1
            except AppError as error:
                answer, failed = {"error": error_of(error)}, failed + 1
            out.write(orjson.dumps({**answer, "id": item_id}) + b"\n")
    beside.replace(target)
    return source, answered, failed


class _NoFetcher:
    """A corpus brings its pages: nothing is fetched from a cluster, whose nodes would know nothing of one another's politeness."""

    def fetch(self, url: str) -> Any:
        raise AppError(f"The item has no html or text, and nothing is fetched here: {url}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--editions", type=Path, default=Path("var/editions"))
    parser.add_argument("--scheduler", help="Address of an existing cluster.")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    given = parser.parse_args(arguments)
    given.target.mkdir(parents=True, exist_ok=True)
    files = sorted(path for path in given.source.rglob("*") if path.name.endswith(ENDINGS))
    wanted = {path: given.target / f"{str(path.relative_to(given.source)).replace('/', '--')}.answers.jsonl" for path in files}
    todo = {str(path.resolve()): str(target.resolve()) for path, target in wanted.items() if not target.exists()}
    sys.stderr.write(f"{len(files)} files, {len(files) - len(todo)} of them done before\n")
    if not todo:
        return 0
    cluster = None if given.scheduler else LocalCluster(n_workers=given.workers, threads_per_worker=1, dashboard_address=None)
    lost = 0
    try:
        with Client(given.scheduler or cluster) as client:
            client.register_plugin(Edition(*pack_edition(given.editions)))
            futures = [client.submit(annotate_file, source, target, pure=False, retries=2) for source, target in todo.items()]
            for future in as_completed(futures):
                if future.status == "error":
                    lost += 1
                    sys.stderr.write(f"a file could not be read: {future.exception()}\n")
                    continue
                source, answered, failed = future.result()
                sys.stderr.write(f"{source}: {answered} answered, {failed} failed\n")
    finally:
        if cluster is not None:
            cluster.close()
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
