"""Files of datasets, plain or compressed, read in constant memory. Used by the readers of this package."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from credibility_db.errors import RecordError

_OPENERS = {".gz": gzip.open, ".bz2": bz2.open}
_SAMPLE = 1 << 20
LONGEST_LINE = 32 << 20
"""Bytes; the longest entities of Wikidata are about 5 MB. A longer line is skipped unread."""


def open_dump(path: Path) -> IO[bytes]:
    """A file for reading, decompressed by its ending (.gz, .bz2)."""
    return _OPENERS[path.suffix](path, "rb") if path.suffix in _OPENERS else path.open("rb")  # type: ignore[operator]


def fingerprint_of(path: Path) -> str:
    """Tells one file from another: its size and a digest of its first and last megabyte. Cheap also for a hundred gigabytes."""
    size = path.stat().st_size
    with path.open("rb") as file:
        digest = hashlib.sha256(file.read(_SAMPLE))
        file.seek(max(0, size - _SAMPLE))
        digest.update(file.read(_SAMPLE))
    return f"{size}-{digest.hexdigest()[:40]}"


def day_of(path: Path) -> str:
    """The day a file was last written, in UTC: when its dataset was read, unless somebody says otherwise."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def numbered_lines(path: Path, *, after: int = 0) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file with their numbers (from 1), those after number `after`. None stands for a line that is too long.

    Raises RecordError where the file cannot be read on, such as a compressed one that is cut short.
    """
    number = 0
    with open_dump(path) as file:
        try:
            while line := file.readline(LONGEST_LINE):
                number += 1
                too_long = len(line) == LONGEST_LINE and not line.endswith(b"\n")
                if too_long:
                    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                        pass
                if number > after:
                    yield number, None if too_long else line
        except (EOFError, OSError, zlib.error) as error:
            raise RecordError(f"the file cannot be read on: {error}", source=str(path), line=number + 1) from error
