"""Records out: canonical JSONL and YAML files. The same records give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import orjson

from credibility_db.exchange.yaml_text import format_yaml
from credibility_db.records import EntityRecord
from credibility_db.schemas import plain_entity

_FOLDERS = {"outlet": "outlets", "organization": "organizations", "person": "people"}


def jsonl_line(record: EntityRecord) -> bytes:
    """A record as one line of canonical JSON: members sorted, defaults left out, line feed at its end."""
    return orjson.dumps(plain_entity(record), option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def write_jsonl(records: Iterable[EntityRecord], stream: BinaryIO) -> int:
    """Write records, which come sorted by id, and return how many there were."""
    count = 0
    for record in records:
        stream.write(jsonl_line(record))
        count += 1
    return count


def yaml_text(record: EntityRecord) -> str:
    """A record as the text of its YAML file."""
    return format_yaml(plain_entity(record))


def write_yaml(records: Iterable[EntityRecord], folder: Path) -> int:
    """Write each record to `<folder>/<outlets|organizations|people>/<id>.yaml` and return how many there were."""
    count = 0
    for record in records:
        file = folder / _FOLDERS[record.kind] / f"{record.id}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml_text(record), "utf-8")
        count += 1
    return count
