"""A line of a corpus into its result, for batches and the command line: never an exception, an error is a result."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson

from server.errors import AppError, HostBusy, NotJson, RequestTooLarge, WrongType
from server.records.request import AnnotationRequest

log = logging.getLogger(__name__)

Check = Callable[[dict[str, Any]], AnnotationRequest]
"""The form of a request: a schema of `server/api`, handed over by who starts the work."""

Annotate = Callable[[AnnotationRequest], dict[str, Any]]

FETCHING_AT_ONCE = 8
LONGEST_WAIT = 30.0
_TRIES = 4


def error_of(error: AppError) -> dict[str, Any]:
    """An error as a result has it."""
    return {"type": error.type, "title": error.title, "detail": error.detail, **error.extra}


class LineAnswerer:
    """Answers lines; those that have pages fetched several at a time, the others one after another."""

    def __init__(self, check: Check, annotate: Annotate, *, options: Mapping[str, str] | None = None) -> None:
        self._check, self._annotate = check, annotate
        self._options = dict(options or {})

    def answer(self, content: bytes, number: int | None = None) -> tuple[bytes, bool]:
        """A line's result as JSON, with its number and under its own id, and whether it failed. A bug is logged and is an error too."""
        named: dict[str, Any] = {"line": number, "id": None} if number is not None else {"id": None}
        try:
            item = _parsed(content)
            named["id"] = item.pop("id", None)
            answer = self._patiently(self._check({**self._options, **item}))
        except AppError as error:
            return orjson.dumps({**named, "error": error_of(error)}), True
        except Exception:
            log.exception("an item could not be annotated", extra={"event": "item failed"})
            return orjson.dumps({**named, "error": error_of(AppError())}), True
        return orjson.dumps({**named, **answer, "id": named["id"]}), False

    def answer_all(self, lines: Sequence[bytes], numbers: Sequence[int] | None = None) -> list[tuple[bytes, bool]]:
        """The results of several lines, in their order."""
        named: Sequence[int | None] = numbers or [None] * len(lines)
        if not any(map(_is_fetched, lines)):
            return [self.answer(line, number) for line, number in zip(lines, named, strict=True)]
        with ThreadPoolExecutor(FETCHING_AT_ONCE, thread_name_prefix="fetching") as pool:
            return list(pool.map(self.answer, lines, named))

    def _patiently(self, wanted: AnnotationRequest) -> dict[str, Any]:
        """The answer; a host that is asked for too much already is waited for, for nobody waits for us."""
        for attempt in range(1, _TRIES + 1):
            try:
                return self._annotate(wanted)
            except HostBusy as error:
                pause = error.extra.get("retry_after", 1)
                if attempt == _TRIES or not isinstance(pause, int | float) or pause > LONGEST_WAIT:
                    raise
                time.sleep(pause)
        raise AssertionError("the last attempt returns or raises")


def _parsed(line: bytes) -> dict[str, Any]:
    if not line:
        raise RequestTooLarge("The line is longer than this service reads.")
    try:
        item = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NotJson(f"The line is not JSON: {error}.") from error
    if not isinstance(item, dict):
        raise WrongType("A line must be a JSON object.")
    return item


def _is_fetched(line: bytes) -> bool:
    return len(line) < 10_000 and b'"url"' in line and b'"html"' not in line and b'"text"' not in line
