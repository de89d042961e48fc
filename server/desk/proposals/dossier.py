"""All that a proposal's page shows: the proposal, what the record says now, what was said of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from credibility_db.curation.proposing import Field, Resolution, joined, members_of, merge_fields, target_json
from credibility_db.queries import comments_on, heads, others_on, proposal, read_record, reviews_of
from credibility_db.records import EntityRecord
from server.errors import NotFound


@dataclass(frozen=True, slots=True)
class Dossier:
    """A proposal with its surroundings. `now` is the canonical JSON of the target in the record, None where it is not there."""

    row: Row[Any]
    record: EntityRecord | None
    now: str | None
    reviews: list[Row[Any]]
    comments: list[Row[Any]]
    others: list[Row[Any]]
    name: str

    @property
    def waiting(self) -> bool:
        """Whether it can be decided."""
        return self.row.status in ("open", "changes")

    @property
    def changed_since(self) -> bool:
        """Whether the record says something else than the proposal started from."""
        return self.waiting and self.now != self.row.before

    @property
    def fields(self) -> list[Field]:
        """The fields in the versions that matter: while it waits the record's, later those it was decided on."""
        before, after = members_of(self.row.before), members_of(self.row.after)
        return merge_fields(before, members_of(self.now) if self.waiting else before, after)

    @property
    def conflicts(self) -> list[str]:
        """The members that somebody has to choose."""
        return [field.member for field in self.fields if field.conflict]

    @property
    def outcome(self) -> dict[str, Any]:
        """The members that accepting would come to, with what is proposed wherever somebody still has to choose."""
        return joined(self.fields, dict.fromkeys(self.conflicts, "proposed"))

    @property
    def seen(self) -> str:
        """The digest of what the record says, by which a decision tells what it was made on."""
        return hashlib.sha256((self.now or "").encode()).hexdigest()

    def resolution(self, choices: dict[str, str]) -> Resolution | None:
        """What a reviewer settled on; None where the record has not changed."""
        return Resolution(joined(self.fields, choices), self.now) if self.changed_since else None


def read_dossier(connection: Connection, proposal_id: str) -> Dossier:
    """Everything about a proposal. Raises NotFound."""
    row = proposal(connection, proposal_id)
    if row is None:
        raise NotFound("There is no such proposal.")
    record = read_record(connection, row.subject)
    head = heads(connection, [row.subject]).get(row.subject)
    return Dossier(
        row=row,
        record=record,
        now=target_json(record, row.kind, row.target),
        reviews=reviews_of(connection, proposal_id),
        comments=comments_on(connection, proposal_id),
        others=others_on(connection, row.target, without=proposal_id),
        name=head.name if head is not None else str(members_of(row.after).get("name", row.subject)),
    )
