"""Publishing: the database's published records become a new immutable edition, built beside the running one and swapped in atomically."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Engine

from credibility_db.edition.content import Content
from credibility_db.edition.layout import CURRENT, DATABASE, FILES, FORMAT, MANIFEST, current_edition_id, read_manifest, replace_file, sync_path
from credibility_db.edition.name_index import write_name_index
from credibility_db.edition.name_table import Bearer
from credibility_db.edition.store import write_store
from credibility_db.errors import EditionDamaged, NoEdition
from credibility_db.models import open_database
from credibility_db.names import fold_name
from credibility_db.queries import last_revision, read_records


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """What was published: `is_new` is False when the running edition already says the same."""

    id: str
    path: Path
    manifest: dict[str, Any]
    is_new: bool


def publish_edition(database: Engine | Connection | str, folder: Path) -> EditionInfo:
    """Build an edition from a database (engine, open connection or address) and make it the current one of `folder`.

    Where the current edition has the same content, nothing is written and it is returned. Older editions are kept.
    """
    if isinstance(database, Connection):
        return _publish(database, folder)
    engine = open_database(database) if isinstance(database, str) else database
    with engine.connect().execution_options(reading=True) as connection:
        return _publish(connection, folder)


def _publish(connection: Connection, folder: Path) -> EditionInfo:
    folder.mkdir(parents=True, exist_ok=True)
    with _only_publisher(folder):
        revision = last_revision(connection)
        content = Content.of(read_records(connection))
        current = _current_manifest(folder)
        now = datetime.now(UTC)
        building = folder / ".building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        digest, counts = write_store(content, building / DATABASE)
        if current and current["content_sha256"] == digest and current["format"] == FORMAT:
            shutil.rmtree(building)
            return EditionInfo(current["id"], folder / current["id"], current, is_new=False)
        counts["names"] = write_name_index(_bearers(content), building)
        manifest: dict[str, Any] = {
            "id": f"{now:%Y%m%dT%H%M%SZ}-{digest[:12]}",
            "format": FORMAT,
            "created": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "content_sha256": digest,
            "revision": {"seq": revision[0], "hash": revision[1]} if revision else None,
            "previous": current["id"] if current else None,
            "counts": counts,
            "sha256": {name: _sum(building / name) for name in FILES},
            "bytes": {name: (building / name).stat().st_size for name in FILES},
        } | _licences(content)
        _swap_in(building, folder, manifest)
        return EditionInfo(manifest["id"], folder / manifest["id"], manifest, is_new=True)


@contextmanager
def _only_publisher(folder: Path) -> Iterator[None]:
    """Hold the folder's lock file, so that two publishers follow one another."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _current_manifest(folder: Path) -> dict[str, Any] | None:
    try:
        return read_manifest(folder / current_edition_id(folder))
    except (NoEdition, EditionDamaged):
        return None


def _bearers(content: Content) -> Iterator[Bearer]:
    for record in content.records:
        names = content.standing(record)
        yield Bearer(record.id, record.kind, tuple((name.text, alone) for name, alone in names if fold_name(name.text)))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _licences(content: Content) -> dict[str, Any]:
    """The licences of the data the statements came from, and whom to name, with the number of statements."""
    licences: Counter[str] = Counter()
    sources: Counter[tuple[str, str]] = Counter()
    for record in content.records:
        for statement in content.statements_of(record):
            of_statement = {(citation.publisher, citation.licence) for citation in statement.citations if citation.licence}
            licences.update({licence for _, licence in of_statement if licence})
            sources.update((publisher, licence) for publisher, licence in of_statement if licence)
    attributions = [{"publisher": publisher, "licence": licence, "statements": count} for (publisher, licence), count in sorted(sources.items())]
    return {"licences": dict(sorted(licences.items())), "attributions": attributions}


def _swap_in(building: Path, folder: Path, manifest: dict[str, Any]) -> None:
    """Make the built folder permanent under its id, then point to it. A crash leaves either edition current, never a part of one."""
    (building / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    for name in (*FILES, MANIFEST):
        sync_path(building / name)
    sync_path(building)
    building.rename(folder / manifest["id"])
    sync_path(folder)
    replace_file(folder / CURRENT, manifest["id"].encode())
