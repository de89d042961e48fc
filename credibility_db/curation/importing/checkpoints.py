"""How far an import has come, written in the transaction of each batch: a killed import goes on behind the last batch that was stored."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert

from credibility_db.models import ImportCheckpoint
from credibility_db.queries import checkpoint_of

ENTITIES, STATEMENTS, DONE = 1, 2, 3


@dataclass(slots=True)
class Checkpoint:
    """The stage, the last line of it that is stored, and what was done so far."""

    source: str
    fingerprint: str
    stage: int = ENTITIES
    line: int = 0
    counts: Counter[str] = field(default_factory=Counter)


def read_checkpoint(connection: Connection, source: str, fingerprint: str) -> Checkpoint:
    """Where to go on: the stored place when the same file was left half way, otherwise the beginning."""
    row = checkpoint_of(connection, source)
    if row is None or row.fingerprint != fingerprint or row.stage == DONE:
        return Checkpoint(source, fingerprint)
    return Checkpoint(source, fingerprint, row.stage, row.line, Counter(json.loads(row.counts)))


def write_checkpoint(connection: Connection, checkpoint: Checkpoint) -> None:
    """Store how far the import has come."""
    connection.execute(delete(ImportCheckpoint).where(ImportCheckpoint.source == checkpoint.source))
    members = {name: getattr(checkpoint, name) for name in ("source", "fingerprint", "stage", "line")}
    updated = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    connection.execute(insert(ImportCheckpoint), [members | {"counts": json.dumps(dict(checkpoint.counts)), "updated": updated}])
