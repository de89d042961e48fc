"""A corpus of lines through all cores: the answers in the order of the lines, a bounded number of lines in memory, one edition for all of them."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any

import click
from tqdm import tqdm

from server.api.annotations.schemas import AnnotationBodySchema
from server.api.forms import checked
from server.app import make_fetcher
from server.config import Config
from server.errors import AppError
from server.jobs.answering import LineAnswerer
from server.jobs.batches.chunks import Item
from server.jobs.batches.receiving import chunked, numbered_lines
from server.knowledge import open_knowledge
from server.pipeline import annotate_reading, read, read_request
from server.records.request import AnnotationRequest

LONGEST_LINE = 64_000_000
_CHUNKS_AHEAD = 3
"""Chunks for each process that are read before the first of them is written."""

Answers = list[tuple[bytes, bool]]


@dataclass(frozen=True, slots=True)
class CorpusOptions:
    """`options` hold for lines that do not say otherwise."""

    jobs: int
    options: Mapping[str, str] = field(default_factory=dict)
    resume: bool = False


def annotate_corpus(lines: IO[bytes], out: Path | None, wanted: CorpusOptions) -> int:
    """Answer each line; returns how many of the pages failed. Raises ClickException where there is no edition or a process is killed."""
    config = Config.from_environment()
    try:
        edition = open_knowledge(config.editions).edition
    except AppError as error:
        raise click.ClickException(f"{error.detail}. Publish one first: python -m credibility_db publish.") from error
    failed = 0
    with _opened(out, resume=wanted.resume) as (target, done):
        items = islice(numbered_lines(lines, longest=LONGEST_LINE), done, None)
        with tqdm(unit=" pages", disable=not sys.stderr.isatty(), file=sys.stderr, initial=done) as bar:
            for answers in _answered(chunked(items), (config, edition, wanted)):
                target.writelines(content + b"\n" for content, _ in answers)
                failed += sum(is_failed for _, is_failed in answers)
                bar.update(len(answers))
        target.flush()
    return failed


def _answered(chunks: Iterator[list[Item]], setting: tuple[Config, str, CorpusOptions]) -> Iterator[Answers]:
    """The answers of each chunk, in order. What is a chunk or less is done here: processes would cost more than it."""
    wanted = setting[2]
    begun = list(islice(chunks, 2))
    if wanted.jobs == 1 or len(begun) < 2:
        _begin(*setting)
        yield from map(_answer, chain(begun, chunks))
        return
    with ProcessPoolExecutor(wanted.jobs, get_context("spawn"), initializer=_begin_child, initargs=setting) as pool:
        waiting: deque[Future[Answers]] = deque()
        try:
            for chunk in chain(begun, chunks):
                waiting.append(pool.submit(_answer, chunk))
                if len(waiting) >= _CHUNKS_AHEAD * wanted.jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise click.ClickException("A process was killed, by want of memory perhaps. What is written is whole: go on with --resume.") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_answerer: list[LineAnswerer] = []
"""This process's own, made once: the edition is opened once a process."""


def _begin_child(*setting: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _begin(*setting)


def _begin(config: Config, edition: str, wanted: CorpusOptions) -> None:
    knowledge = open_knowledge(config.editions, edition)
    fetcher = make_fetcher(config, processes=wanted.jobs)
    schema = AnnotationBodySchema()

    def annotate(request: AnnotationRequest) -> dict[str, Any]:
        return annotate_reading(read(read_request(request, fetcher)), knowledge, include_text=request.include_text)

    _answerer[:] = [LineAnswerer(lambda item: checked(schema, item), annotate, options=wanted.options)]


def _answer(chunk: Iterable[Item]) -> Answers:
    items = list(chunk)
    return _answerer[0].answer_all([item.content for item in items], [item.line for item in items])


@contextmanager
def _opened(out: Path | None, *, resume: bool) -> Iterator[tuple[IO[bytes], int]]:
    """The file to write to, and how many answers it has already. A line that was cut short is removed."""
    if out is None or str(out) == "-":
        yield sys.stdout.buffer, 0
    elif not resume or not out.exists():
        with out.open("wb") as target:
            yield target, 0
    else:
        with out.open("r+b") as target:
            whole = done = 0
            for line in target:
                if line.endswith(b"\n"):
                    whole, done = whole + len(line), done + 1
            target.truncate(whole)
            target.seek(0, os.SEEK_END)
            yield target, done
