"""Which old editions stay, and going back to one. Called by publishing and the command line."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from credibility_db.edition.layout import (
    CURRENT,
    ROLLED_BACK,
    current_edition_id,
    edition_ids,
    followed_edition_id,
    only_publisher,
    published_at,
    replace_file,
)
from credibility_db.edition.reader import open_edition
from credibility_db.errors import NoEdition

KEEP = 5
GRACE = timedelta(hours=1)
_REMOVED = ".removed-"


def prune_editions(folder: Path, keep: int, *, now: datetime | None = None) -> list[str]:
    """Remove all but the newest `keep` editions; returns the ids of those removed. The caller holds the folder's lock.

    The current edition stays, and one that is younger than an hour or was followed by another less than an hour ago: a server may read it still.
    """
    now = now or datetime.now(UTC)
    known, current = edition_ids(folder), current_edition_id(folder)
    followed = dict(pairwise(known))
    old = known[: max(0, len(known) - keep)]
    removed = [id_ for id_ in old if id_ not in (current, followed_edition_id(folder)) and now - published_at(followed.get(id_, id_)) >= GRACE]
    for edition_id in removed:
        (folder / edition_id).rename(folder / f"{_REMOVED}{edition_id}")
    for path in folder.glob(f"{_REMOVED}*"):
        shutil.rmtree(path)
    return removed


def roll_back(folder: Path, edition_id: str) -> str:
    """Make an edition that is there the current one; returns the id of the one that was. Raises NoEdition, EditionDamaged or EditionFormat.

    What was current is noted, so that a publisher that follows the database does not undo the roll-back before there is a further change.
    """
    if edition_id not in edition_ids(folder):
        raise NoEdition(f"there is no edition {edition_id}")
    with only_publisher(folder):
        before, published_last = current_edition_id(folder), followed_edition_id(folder)
        open_edition(folder, edition_id)
        replace_file(folder / ROLLED_BACK, f"{edition_id} {published_last}".encode())
        replace_file(folder / CURRENT, edition_id.encode())
    return before
