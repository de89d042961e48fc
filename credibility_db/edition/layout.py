"""Where an edition's files are and what its manifest says. Read by publishing and opening alike.

<folder>/current                     one line: the id of the edition to open
<folder>/rolled-back                 after a roll-back: the id of the edition gone back to, and of the one that was current
<folder>/<edition id>/manifest.json  id, created, counts, sums, licences
<folder>/<edition id>/edition.sqlite records, hosts, ownership, search
<folder>/<edition id>/names.*        the name index
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from credibility_db.edition.name_index import AUTOMATON_FILE, TABLE_FILE
from credibility_db.errors import EditionDamaged, NoEdition

FORMAT = 1
CURRENT = "current"
ROLLED_BACK = "rolled-back"
MANIFEST = "manifest.json"
DATABASE = "edition.sqlite"
FILES = (DATABASE, AUTOMATON_FILE, TABLE_FILE)
DEFAULT_FOLDER = Path("var/editions")
_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{12}\Z")


def current_edition_id(folder: Path) -> str:
    """The id of the edition that is to be opened: one small read. Raises NoEdition."""
    try:
        found = (folder / CURRENT).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NoEdition(f"no edition has been published to {folder}") from error
    if not _ID.match(found):
        raise NoEdition(f"{folder / CURRENT} does not name an edition")
    return found


def followed_edition_id(folder: Path) -> str:
    """The id of the edition that says what was published last: the current one, or after a roll-back the one gone back from. Raises NoEdition."""
    current = current_edition_id(folder)
    try:
        back_to, _, left = (folder / ROLLED_BACK).read_text("ascii").strip().partition(" ")
    except (OSError, UnicodeDecodeError):
        return current
    return left if back_to == current and _ID.match(left) else current


def edition_ids(folder: Path) -> list[str]:
    """The ids of all complete editions, oldest first."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if _ID.match(path.name) and (path / MANIFEST).is_file())


def published_at(edition_id: str) -> datetime:
    """The time in an edition's id."""
    return datetime.strptime(edition_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


@contextmanager
def only_publisher(folder: Path) -> Iterator[None]:
    """Hold the folder's lock file, so that those who write to it follow one another."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def read_manifest(edition: Path) -> dict[str, Any]:
    """The manifest of an edition's folder. Raises NoEdition or EditionDamaged."""
    try:
        manifest = orjson.loads((edition / MANIFEST).read_bytes())
    except OSError as error:
        raise NoEdition(f"there is no edition {edition.name}") from error
    except orjson.JSONDecodeError as error:
        raise EditionDamaged(f"the manifest of edition {edition.name} is not JSON") from error
    if not isinstance(manifest, dict) or set(manifest.get("sha256", ())) != set(FILES):
        raise EditionDamaged(f"the manifest of edition {edition.name} does not list its files")
    return manifest


def verify_files(edition: Path, manifest: dict[str, Any]) -> None:
    """Check each file against its SHA-256 sum. Raises EditionDamaged."""
    for name, expected in manifest["sha256"].items():
        try:
            with (edition / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise EditionDamaged(f"edition {edition.name} lacks its file {name}") from error
        if found != expected:
            raise EditionDamaged(f"{name} of edition {edition.name} does not match its SHA-256 sum")


def sync_path(path: Path) -> None:
    """Flush a file's or folder's content to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that readers see the old content or the new, never a part: write beside, fsync, rename, fsync the folder."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_path(path.parent)
