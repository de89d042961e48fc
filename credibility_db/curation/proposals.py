"""Writing proposals: changes that wait for a curator. Called by imports and by the desk, inside the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, Row, insert

from credibility_db.models import Proposal
from credibility_db.queries import heads, newest_revisions_of, proposal_ids

_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A suggested change. `before` and `after` are canonical JSON of an entity's head or of a statement with its citations; see models.Proposal."""

    kind: Literal["entity", "statement"]
    subject: str
    target: str
    before: str | None
    after: str
    source: str
    who: str
    why: str

    @property
    def id(self) -> str:
        """A digest of what is proposed and whence: the same suggestion is the same proposal, whatever has been decided on it."""
        members = "\0".join((self.kind, self.subject, self.target, self.after, self.source))
        return "p" + hashlib.sha256(members.encode()).hexdigest()[:24]


def propose(connection: Connection, changes: Sequence[ProposedChange]) -> list[ProposedChange]:
    """Store the proposals that were never made before, and return them."""
    by_id = {change.id: change for change in changes}
    there = proposal_ids(connection, by_id)
    new = {key: change for key, change in by_id.items() if key not in there}
    created = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    about = heads(connection, {change.subject for change in new.values()})
    bases = newest_revisions_of(connection, {change.target for change in new.values()})
    rows = [
        asdict(change) | {"id": key, "status": "open", "created": created, "base": bases.get(change.target)} | _filtered_by(change, about)
        for key, change in new.items()
    ]
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert(Proposal), rows[start : start + _CHUNK])
    return list(new.values())


def _filtered_by(change: ProposedChange, about: Mapping[str, Row[Any]]) -> dict[str, str | None]:
    """What the queue is filtered by."""
    after, head = orjson.loads(change.after), about.get(change.subject)
    kind, country = (head.kind, head.country) if head is not None else (after.get("kind"), after.get("country"))
    return {"entity_kind": kind, "country": country, "predicate": after.get("predicate")}
