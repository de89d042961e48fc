"""Rules: ownership does not run in a circle, and the shares of an asset do not exceed the whole at any date."""

from __future__ import annotations

from collections.abc import Iterator

from credibility_db.curation.rules.known import Known, counts_as_ownership
from credibility_db.dates import earliest, latest
from credibility_db.records import EntityRecord, Finding, StatementRecord

TOLERANCE = 0.5  # published shares are rounded: three thirds may be given as 33.4 each
_Days = tuple[str, str]


def check_shares(record: EntityRecord) -> Iterator[Finding]:
    """`share-sum`: at some date the shares stated of this asset add up to more than 100 per cent."""
    held = [
        (earliest(statement.valid_from), latest(statement.valid_to), statement)
        for statement in record.statements
        if statement.predicate == "owned_by" and statement.share is not None and statement.status == "published" and statement.rank != "deprecated"
    ]
    for day in sorted({start for start, _, _ in held}):
        then = [statement for start, end, statement in held if start <= day <= end]
        total = sum(_largest_by_owner(then).values())
        if total > 100 + TOLERANCE:
            yield Finding("share-sum", f"the shares stated for {day} add up to {total:g} %", record.id, then[0].id)
            return


def _largest_by_owner(statements: list[StatementRecord]) -> dict[str, float]:
    """An owner stated twice (by two sources) counts once."""
    shares: dict[str, float] = {}
    for statement in statements:
        owner = statement.object_id or statement.object_text or ""
        shares[owner] = max(shares.get(owner, 0.0), statement.share or 0.0)
    return shares


def check_cycles(record: EntityRecord, known: Known) -> Iterator[Finding]:
    """`ownership-cycle`: following owners upwards, through steps that may have held on one day, leads back to this entity."""
    for statement in record.statements:
        if counts_as_ownership(statement) and statement.object_id != record.id:
            path = _way_back(record.id, statement, known)
            if path is not None:
                yield Finding("ownership-cycle", " > ".join([record.id, *path]), record.id, statement.id)
                return


def _way_back(start: str, first: StatementRecord, known: Known) -> list[str] | None:
    """The entities from the first owner back to `start`, or None. Each entity is entered once for each narrowing of the period."""
    stack: list[tuple[str, _Days, list[str]]] = [(first.object_id or "", _days(first), [first.object_id or ""])]
    entered: set[tuple[str, _Days]] = set()
    while stack:
        here, days, path = stack.pop()
        if here == start:
            return path
        if (here, days) in entered:
            continue
        entered.add((here, days))
        for step in known.owners.get(here, ()):
            shared = _meet(days, _days(step))
            if shared[0] <= shared[1] and step.object_id:
                stack.append((step.object_id, shared, [*path, step.object_id]))
    return None


def _days(statement: StatementRecord) -> _Days:
    return earliest(statement.valid_from), latest(statement.valid_to)


def _meet(first: _Days, second: _Days) -> _Days:
    return max(first[0], second[0]), min(first[1], second[1])
