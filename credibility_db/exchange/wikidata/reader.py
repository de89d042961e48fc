"""Reads Wikidata: dumps (`[`, one entity a line, `]`; plain, .gz, .bz2) and answers of the entity API (Special:EntityData, wbgetentities).

Source of the formats: https://www.wikidata.org/wiki/Wikidata:Database_download and Wikibase's JSON documentation. Fetches nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from credibility_db.exchange.dumps import day_of, fingerprint_of, numbered_lines, open_dump
from credibility_db.exchange.wikidata.entities import read_entity
from credibility_db.incoming import ImportProblem, Item

LARGEST_ANSWER = 64 << 20
_START = 200


class WikidataReader:
    """A dump, or a file that holds an answer of the entity API. `as_of` is the day on which Wikidata was read, by default the file's own."""

    source = "wikidata"

    def __init__(self, path: Path, *, as_of: str | None = None) -> None:
        self._path = path
        self._as_of = as_of or day_of(path)
        self.fingerprint = fingerprint_of(path)

    def read(self, after: int = 0) -> Iterator[Item]:
        """What each entity of a class that is imported says."""
        with open_dump(self._path) as file:
            is_answer = b'"entities"' in file.read(_START)
        if is_answer:
            with open_dump(self._path) as file:
                yield from read_answer(file.read(LARGEST_ANSWER), as_of=self._as_of, after=after)
            return
        for number, line in numbered_lines(self._path, after=after):
            item = _read_line(line, number, self._as_of)
            if item is not None:
                yield item


class WikidataAnswer:
    """An answer of the entity API in memory, as its client fetched it on the day `as_of`."""

    source = "wikidata"

    def __init__(self, body: bytes, *, as_of: str) -> None:
        self._body, self._as_of = body, as_of
        self.fingerprint = f"{len(body)}-{hashlib.sha256(body).hexdigest()[:40]}"

    def read(self, after: int = 0) -> Iterator[Item]:
        """What each entity of the answer says; entities count as lines."""
        return read_answer(self._body, as_of=self._as_of, after=after)


def read_answer(body: bytes, *, as_of: str, after: int = 0) -> Iterator[Item]:
    """The entities of `{"entities": {"Q42": …}}`. One that is missing or was redirected away is reported."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        yield ImportProblem(1, f"is not JSON: {error}")
        return
    entities = answer.get("entities") if isinstance(answer, dict) else None
    if not isinstance(entities, dict):
        yield ImportProblem(1, "holds no entities")
        return
    for number, (key, entity) in enumerate(entities.items(), 1):
        if number <= after:
            continue
        if isinstance(entity, dict) and "missing" in entity:
            yield ImportProblem(number, f"Wikidata has no {key}")
        elif (item := read_entity(entity, line=number, as_of=as_of)) is not None:
            yield item


def _read_line(line: bytes | None, number: int, as_of: str) -> Item | None:
    """One line of a dump; None for brackets, blank lines and entities that are not imported."""
    if line is None:
        return ImportProblem(number, "the line is too long")
    text = line.strip().rstrip(b",")
    if text in (b"", b"[", b"]"):
        return None
    try:
        entity: Any = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return ImportProblem(number, f"is not JSON: {error}")
    return read_entity(entity, line=number, as_of=as_of)
