"""Publishing: the database's published records become a new immutable edition, built beside the running one and swapped in atomically."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Engine

from credibility_db.edition.content import Content, name_bearers
from credibility_db.edition.layout import (
    CURRENT,
    DATABASE,
    FILES,
    FORMAT,
    MANIFEST,
    current_edition_id,
    edition_ids,
    only_publisher,
    published_at,
    read_manifest,
    replace_file,
    sync_path,
    verify_files,
)
from credibility_db.edition.name_index import write_name_index
from credibility_db.edition.reader import Edition, open_edition
from credibility_db.edition.retention import prune_editions
from credibility_db.edition.store import write_store
from credibility_db.edition.tally import Tally
from credibility_db.edition.update import update_edition
from credibility_db.errors import EditionDamaged, EditionError, EmptyEdition, NoEdition
from credibility_db.models import open_database
from credibility_db.queries import changed_since, last_revision, read_records, revision_hash, shown_heirs

MOST_CHANGED = 0.2
"""With a greater share of the entities changed, a full build is as quick."""


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """What was published: `is_new` is False when the running edition already says the same."""

    id: str
    path: Path
    manifest: dict[str, Any]
    is_new: bool


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """`full` builds everything anew, `allow_empty` publishes even nothing, `keep` is how many editions stay (None: all)."""

    full: bool = False
    allow_empty: bool = False
    keep: int | None = None


def publish_edition(database: Engine | Connection | str, folder: Path, options: PublishOptions = PublishOptions()) -> EditionInfo:
    """Build an edition from a database (engine, open connection or address) and make it the current one of `folder`.

    After a small change the current edition's files are taken over and what changed is written anew; the content is that of a full build. Where the
    current edition is whole, of this database and has the same content, nothing is written and it is returned. Raises EmptyEdition.
    """
    if isinstance(database, Connection):
        return _publish(database, folder, options)
    engine = open_database(database) if isinstance(database, str) else database
    with engine.connect().execution_options(reading=True) as connection:
        return _publish(connection, folder, options)


def _publish(connection: Connection, folder: Path, options: PublishOptions) -> EditionInfo:
    folder.mkdir(parents=True, exist_ok=True)
    with only_publisher(folder):
        revision = last_revision(connection)
        current = _current_manifest(folder)
        building = folder / ".building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        try:
            digest, tally = _build(connection, None if options.full else _base(connection, folder), building)
            if not tally.counts["entities"] and not options.allow_empty:
                raise EmptyEdition("the database has no published entity: is it the one meant, and loaded? (--allow-empty publishes nothing)")
            said = (digest, FORMAT, builder_digest())
            same = current and said == (current["content_sha256"], current["format"], current.get("builder"))
            if current and same and _is_whole(folder, current) and _is_ours(connection, current):
                info = EditionInfo(current["id"], folder / current["id"], current, is_new=False)
            else:
                manifest = _manifest(building, digest, tally) | _place(folder, digest, revision)
                _swap_in(building, folder, manifest)
                info = EditionInfo(manifest["id"], folder / manifest["id"], manifest, is_new=True)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        if options.keep is not None:
            prune_editions(folder, options.keep)
        return info


def _build(connection: Connection, base: Base | None, building: Path) -> tuple[str, Tally]:
    """Write the files of an edition; returns the digest and the counts of its content."""
    if base:
        return update_edition(connection, base.edition, base.changed, building)
    content = Content.of(read_records(connection), shown_heirs(connection))
    digest, tally = write_store(content, building / DATABASE)
    tally.counts["names"] = write_name_index(name_bearers(content), building)
    return digest, tally


@dataclass(frozen=True, slots=True)
class Base:
    """The current edition and the entities that were changed since."""

    edition: Edition
    changed: set[str]


def _base(connection: Connection, folder: Path) -> Base | None:
    """What an update may start from. None, and all is built, where there is any doubt.

    That is: no whole edition, one by another version of the code that builds editions or of another database, or many changes.
    """
    try:
        edition = open_edition(folder)
    except EditionError:
        return None
    revision = edition.manifest["revision"]
    if edition.manifest.get("builder") != builder_digest() or not revision or not _is_ours(connection, edition.manifest):
        return None
    changed = changed_since(connection, revision["seq"])
    return Base(edition, changed) if len(changed) <= MOST_CHANGED * max(edition.counts().get("entities", 0), 50) else None


@lru_cache
def builder_digest() -> str:
    """The SHA-256 of all code and vocabulary that decides what an edition says: what another version built is not updated but built anew."""
    package = Path(str(package_files("credibility_db")))
    whole = hashlib.sha256(version("tldextract").encode())
    patterns = ("edition/*.py", "queries/*.py", "schemas/*.py", "vocabulary/*.*", "*.py")
    for path in sorted(path for pattern in patterns for path in package.glob(pattern) if path.name != "coverage.py"):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _manifest(building: Path, digest: str, tally: Tally) -> dict[str, Any]:
    """What the manifest says of the content and the files."""
    return {
        "format": FORMAT,
        "builder": builder_digest(),
        "content_sha256": digest,
        "sha256": {name: _sum(building / name) for name in FILES},
        "bytes": {name: (building / name).stat().st_size for name in FILES},
    } | tally.members()


def _place(folder: Path, digest: str, revision: tuple[int, str] | None) -> dict[str, Any]:
    """What the manifest says of the edition's place among others. Ids sort by time: one second after the newest at least."""
    now = datetime.now(UTC).replace(microsecond=0)
    known = edition_ids(folder)
    stamp = max(now, published_at(known[-1]) + timedelta(seconds=1)) if known else now
    current = _current_manifest(folder)
    return {
        "id": f"{stamp:%Y%m%dT%H%M%SZ}-{digest[:12]}",
        "created": now.isoformat().replace("+00:00", "Z"),
        "revision": {"seq": revision[0], "hash": revision[1]} if revision else None,
        "previous": current["id"] if current else None,
    }


def _current_manifest(folder: Path) -> dict[str, Any] | None:
    try:
        return read_manifest(folder / current_edition_id(folder))
    except (NoEdition, EditionDamaged):
        return None


def _is_ours(connection: Connection, manifest: dict[str, Any]) -> bool:
    """Whether an edition was made from this database: its revision is one of ours."""
    revision = manifest["revision"]
    return not revision or revision_hash(connection, revision["seq"]) == revision["hash"]


def _is_whole(folder: Path, manifest: dict[str, Any]) -> bool:
    try:
        verify_files(folder / manifest["id"], manifest)
    except EditionDamaged:
        return False
    return True


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _swap_in(building: Path, folder: Path, manifest: dict[str, Any]) -> None:
    """Make the built folder permanent under its id, then point to it. A crash leaves either edition current, never a part of one."""
    (building / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    for name in (*FILES, MANIFEST):
        sync_path(building / name)
    sync_path(building)
    building.rename(folder / manifest["id"])
    sync_path(folder)
    replace_file(folder / CURRENT, manifest["id"].encode())
