"""Record files in: YAML (one entity a file) and JSONL (one entity a line) become located records. First stop of bundled data on its way in.

A file or line that is not well formed is reported with its place and the reading goes on, so that one run names every mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import yaml
from marshmallow import ValidationError

from credibility_db.errors import RecordError
from credibility_db.exchange.yaml_text import line_of, parse_yaml
from credibility_db.records import Located
from credibility_db.schemas import EntitySchema

_SCHEMA = EntitySchema()
_FIRST = ("curated", "compiled")


def record_files(paths: Iterable[Path]) -> list[Path]:
    """The record files under files and folders, curated before compiled: where two files hold one entity, the earlier one has its members.

    Raises RecordError for a path that does not exist or is neither YAML nor JSONL.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += [file for ending in ("*.yaml", "*.jsonl") for file in path.rglob(ending)]
        elif path.is_file() and path.suffix in (".yaml", ".jsonl"):
            found.append(path)
        else:
            raise RecordError("there is no record file or folder here", source=str(path))
    return sorted(dict.fromkeys(found), key=_order)


def _order(file: Path) -> tuple[int, int, str]:
    layer = next((place for place, name in enumerate(_FIRST) if name in file.parts), len(_FIRST))
    return layer, file.suffix == ".jsonl", file.as_posix()


def read_files(files: Iterable[Path]) -> Iterator[Located | RecordError]:
    """Each record of the files, or what is wrong with it."""
    for file in files:
        yield from read_jsonl(file) if file.suffix == ".jsonl" else (read_yaml(file),)


def read_yaml(file: Path) -> Located | RecordError:
    """The record of one YAML file, whose name must be the entity's id."""
    source = str(file)
    try:
        text = file.read_text("utf-8")
        members = parse_yaml(text)
    except UnicodeDecodeError as error:
        return RecordError(f"is not UTF-8: {error.reason} at byte {error.start}", source=source)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        return RecordError(error.problem or "is not YAML", source=source, line=line)
    except yaml.YAMLError as error:
        return RecordError(f"is not YAML: {error}", source=source)
    try:
        located = Located(_load(members), source, 1)
    except ValidationError as error:
        path, message = first_message(error.messages)
        return RecordError(f"{_dotted(path)}{message}", source=source, line=line_of(text, path))
    if located.record.id != file.stem:
        return RecordError(f"the id {located.record.id!r} is not the file's name", source=source, line=line_of(text, ["id"]))
    return located


def read_jsonl(file: Path) -> Iterator[Located | RecordError]:
    """The records of a JSONL file, line by line; empty lines are passed over."""
    source = str(file)
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield Located(_load(orjson.loads(line)), source, number)
            except orjson.JSONDecodeError as error:
                yield RecordError(f"is not JSON: {error}", source=source, line=number)
            except ValidationError as error:
                path, message = first_message(error.messages)
                yield RecordError(f"{_dotted(path)}{message}", source=source, line=number)


def _load(members: Any) -> Any:
    if not isinstance(members, Mapping):
        raise ValidationError({"record": ["A record is a mapping of members."]})
    return _SCHEMA.load(members)


def first_message(messages: Any) -> tuple[list[str | int], str]:
    """The path of the first message in marshmallow's nested messages, and the message."""
    path: list[str | int] = []
    while isinstance(messages, Mapping) and messages:
        step, messages = next(iter(messages.items()))
        if step not in ("_schema", "value"):
            path.append(step)
    return path, str(messages[0] if isinstance(messages, list) and messages else messages)


def _dotted(path: list[str | int]) -> str:
    return ".".join(map(str, path)) + ": " if path else ""
