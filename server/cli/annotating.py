"""`python -m server annotate`: files and corpora."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import click
import orjson

from server.api.annotations.schemas import AnnotationBodySchema
from server.api.forms import checked
from server.app import make_fetcher
from server.cli.corpora import CorpusOptions, annotate_corpus
from server.config import Config
from server.errors import AppError
from server.fetching import Fetcher
from server.jobs.answering import error_of
from server.knowledge import EditionKnowledge, KnowledgeSource
from server.pipeline import annotate_reading, read, read_request
from server.records.request import AnnotationRequest


@click.command()
@click.argument("page", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--url", help="The page's address: it tells the outlet. Without a file the page is fetched from it.")
@click.option("--published", help="The page's date (2023-05-25), where the page does not tell it.")
@click.option("--language", help="The page's language (en, zh …), where it is known.")
@click.option("--jsonl", type=click.File("rb"), help="Many pages, one JSON object a line (see below); - for standard input.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where the answers go; standard output if left out.")
@click.option("--include", type=click.Choice(["text"]), help="text: put the text that offsets point into in each answer.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes for a corpus; as many as there are cores if left out.")
@click.option("--resume", is_flag=True, help="Go on where an earlier run wrote --out up to.")
def annotate(page: Path | None, jsonl: IO[bytes] | None, out: Path | None, jobs: int | None, resume: bool, **options: str | None) -> None:
    """Annotate a saved page (HTML, or plain text if its name ends in .txt), an address, or a corpus.

    Lines of a corpus are {"id", "url"?, "html" | "text", "published"?, "language"?}; its answers, in the same order, are lines
    {"line", "id", …response} or {"line", "id", "error"}.

    Exit status: 0 when every page was answered, 1 when one could not be, 2 for a wrong call.
    """
    if (jsonl is None) == (page is None and options["url"] is None):
        raise click.UsageError("Give a PAGE or a --url, or a --jsonl file.")
    if resume and (jsonl is None or out is None):
        raise click.UsageError("--resume goes with --jsonl and --out.")
    given = {name: value for name, value in options.items() if value is not None}
    if jsonl is not None:
        failed = annotate_corpus(jsonl, out, CorpusOptions(jobs or os.cpu_count() or 1, given, resume=resume))
        if failed:
            click.echo(f"{failed} of the pages could not be answered; their lines have an error.", err=True)
        sys.exit(failed > 0)
    body = page.read_bytes() if page is not None else None
    if page is not None and page.suffix == ".txt":
        given["text"], body = _plain_text(page), None
    answer = Annotator.from_environment().answer(given, html=body)
    with out.open("wb") if out else nullcontext(sys.stdout.buffer) as target:
        target.write(orjson.dumps(answer, option=orjson.OPT_INDENT_2) + b"\n")
    sys.exit("error" in answer)


@dataclass(frozen=True, slots=True)
class Annotator:
    """The pipeline without cache and web: for files."""

    knowledge: EditionKnowledge
    fetcher: Fetcher

    @classmethod
    def from_environment(cls) -> Annotator:
        """With the current edition. Raises ClickException where there is none."""
        config = Config.from_environment()
        try:
            return cls(KnowledgeSource(config.editions).current(), make_fetcher(config))
        except AppError as error:
            raise click.ClickException(f"{error.detail}. Publish one first: python -m credibility_db publish.") from error

    @classmethod
    def of(cls, knowledge: EditionKnowledge) -> Annotator:
        """With a given edition and the default settings."""
        return cls(knowledge, make_fetcher(Config()))

    def answer(self, request: dict[str, Any], *, html: bytes | None = None) -> dict[str, Any]:
        """The response to one request, or its `error`. `html` are a saved page's bytes, whose encoding is found as for a fetched one."""
        try:
            wanted: AnnotationRequest = checked(AnnotationBodySchema(), request if html is None else {**request, "html": ""})
            wanted = wanted if html is None else replace(wanted, html=html)
            reading = read(read_request(wanted, self.fetcher))
            return annotate_reading(reading, self.knowledge, include_text=wanted.include_text)
        except AppError as error:
            return {"error": error_of(error)}


def _plain_text(page: Path) -> str:
    try:
        return page.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{page} is not UTF-8 text: {error}.") from error
