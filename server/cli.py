"""`python -m server`: annotate files and corpora, serve the API."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click
import orjson
from granian import Granian
from granian.constants import Interfaces
from marshmallow import Schema, fields
from tqdm import tqdm

from server.api.annotations.schemas import AnnotationBodySchema
from server.api.forms import checked
from server.config import Config
from server.errors import AppError
from server.fetching import make_fetcher
from server.knowledge import EditionKnowledge, KnowledgeSource
from server.pipeline import annotate_page, read_request
from server.records.request import AnnotationRequest


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
def main() -> None:
    """Sidenote: who owns the outlet, and who the people it quotes work for."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
@click.option("--threads", default=16, show_default=True, type=click.IntRange(1, 512), help="Threads of a worker: fetching waits, so more than cores.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the API and the try-it page. Settings come from the environment: docs/settings.md."""
    try:
        KnowledgeSource(Config.from_environment().editions).current()
    except AppError as error:
        click.echo(f"{error.detail}. Requests are answered once an edition is published: python -m credibility_db publish.", err=True)
    click.echo(f"Sidenote listens on http://{host}:{port}/", err=True)
    Granian("server.wsgi:app", address=host, port=port, interface=Interfaces.WSGI, workers=workers, blocking_threads=threads, log_access=False).serve()


class CorpusItemSchema(AnnotationBodySchema):
    """A line of `annotate --jsonl`: an annotation request with an id."""

    id = fields.Raw(required=True)


@main.command()
@click.argument("page", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--url", help="The page's address: it tells the outlet. Without a file the page is fetched from it.")
@click.option("--published", help="The page's date (2023-05-25), where the page does not tell it.")
@click.option("--language", help="The page's language (en, zh …), where it is known.")
@click.option("--jsonl", type=click.File("rb"), help='Many pages: a file of lines {"id", "url"?, "html" | "text", "published"?, "language"?}; - for standard input.')
@click.option("--out", type=click.File("wb"), help='Where the lines {"id", …response} or {"id", "error"} go; standard output if left out.')
@click.option("--include", type=click.Choice(["text"]), help="text: put the text that offsets point into in each response.")
def annotate(page: Path | None, url: str | None, published: str | None, language: str | None, jsonl: Any, out: Any, include: str | None) -> None:
    """Annotate a saved page (HTML, or plain text if its name ends in .txt), an address, or a corpus.

    Exit status: 0 when every page was answered, 1 when one could not be, 2 for a wrong call.
    """
    if (jsonl is None) == (page is None and url is None):
        raise click.UsageError("Give a PAGE, a --url or a --jsonl file (one of them).")
    knowledge = _knowledge()
    target: IO[bytes] = out or sys.stdout.buffer
    if jsonl is not None:
        failed = _annotate_lines(jsonl, target, knowledge, include)
        if failed:
            click.echo(f"{failed} of the pages could not be answered; their lines have an error.", err=True)
        sys.exit(1 if failed else 0)
    given: dict[str, Any] = {"url": url, "published": published, "language": language, "include": include}
    if page is not None:
        given.update(_page_member(page))
    answer, failed = _answer({name: value for name, value in given.items() if value is not None}, AnnotationBodySchema(), knowledge)
    target.write(orjson.dumps(answer, option=orjson.OPT_INDENT_2) + b"\n")
    sys.exit(failed)


def _knowledge() -> EditionKnowledge:
    try:
        return KnowledgeSource(Config.from_environment().editions).current()
    except AppError as error:
        raise click.ClickException(f"{error.detail}. Publish one first: python -m credibility_db publish.") from error


def _page_member(page: Path) -> dict[str, str]:
    body = page.read_bytes()
    if page.suffix == ".txt":
        try:
            return {"text": body.decode("utf-8")}
        except UnicodeDecodeError as error:
            raise click.ClickException(f"{page} is not UTF-8 text: {error}.") from error
    return {"html": decode_html(body)}


def _annotate_lines(source: IO[bytes], target: IO[bytes], knowledge: EditionKnowledge, include: str | None) -> int:
    failures = 0
    schema = CorpusItemSchema()
    for item in _progress(source):
        if not item.strip():
            continue
        try:
            value = orjson.loads(item)
        except orjson.JSONDecodeError as error:
            answer, failed = {"id": None, "error": {"type": "not-json", "detail": str(error)}}, 1
        else:
            if include and isinstance(value, dict):
                value["include"] = include
            answer, failed = _answer(value, schema, knowledge)
        failures += failed
        target.write(orjson.dumps(answer) + b"\n")
    target.flush()
    return failures


def _answer(value: Any, schema: Schema, knowledge: EditionKnowledge) -> tuple[dict[str, Any], int]:
    """The answer to one item, and 1 if it is an error."""
    named = {"id": value["id"]} if isinstance(value, dict) and "id" in value else {}
    try:
        wanted: AnnotationRequest = checked(schema, value)
        page = read_request(wanted, make_fetcher(Config.from_environment()))
        return annotate_page(page, knowledge, include_text=wanted.include_text) | named, 0
    except AppError as error:
        return {**named, "error": {"type": error.type, "detail": error.detail, **error.extra}}, 1


def _progress(lines: Iterable[bytes]) -> Iterator[bytes]:
    return iter(tqdm(lines, unit=" pages", disable=not sys.stderr.isatty(), file=sys.stderr))
