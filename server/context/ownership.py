"""Who stands above an entity: the walk up owned_by, part_of and controlled_by as of a day, and whether it ends at a state or a party.

Minority shares are not followed, nor are statements the record dates to another time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from server.context.showing import shown_statements
from server.records.dates import held_on
from server.records.entity import Entity, Statement
from server.records.knowledge import Knowledge

UPWARD = frozenset(["owned_by", "part_of", "controlled_by"])
STATE = frozenset(["government body", "government", "state", "party", "political party", "military"])
_MAJORITY = 50.0
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Above:
    """Everybody above an entity (itself first), each with the statements that lead there, nearest first."""

    paths: dict[str, tuple[Statement, ...]]


@dataclass(slots=True)
class Ownership:
    """The questions of one page to the ownership graph; answers are kept while the page is worked on."""

    knowledge: Knowledge
    day: str | None
    _above: dict[str, Above] = field(default_factory=dict)

    def above(self, entity_id: str) -> Above:
        """The closure upward, breadth first, so that each path is a shortest one."""
        kept = self._above.get(entity_id)
        if kept is not None:
            return kept
        paths: dict[str, tuple[Statement, ...]] = {entity_id: ()}
        waiting = deque([entity_id])
        while waiting:
            here = waiting.popleft()
            entity = self.knowledge.entity(here)
            if entity is None or len(paths[here]) >= _DEEPEST:
                continue
            for statement in steps_up(entity, self.day):
                owner = statement.object.id
                if owner and owner not in paths:
                    paths[owner] = (*paths[here], statement)
                    waiting.append(owner)
        found = self._above[entity_id] = Above(paths)
        return found

    def is_state(self, entity_id: str) -> bool:
        """Whether an entity is itself a government body, a party or armed forces."""
        entity = self.knowledge.entity(entity_id)
        return entity is not None and entity.category in STATE

    def is_state_medium(self, entity_id: str) -> bool:
        """Whether an outlet is owned or controlled by a state or a party, through however many steps.

        Funding alone never counts, and neither does a public corporation or a body whose statutes make it autonomous.
        """
        entity = self.knowledge.entity(entity_id)
        if entity is None or entity.kind != "outlet" or _autonomous(entity):
            return False
        return any(self.is_state(owner) for owner in self.above(entity_id).paths if owner != entity_id)


def steps_up(entity: Entity, day: str | None) -> Iterator[Statement]:
    """The statements that lead from an entity to whom it belongs to, as of a day."""
    for statement in shown_statements(entity):
        if statement.predicate in UPWARD and statement.rank != "deprecated" and held_on(statement.valid_from, statement.valid_to, day) is not False:
            share = statement.qualifiers.get("share")
            if not isinstance(share, int | float) or share >= _MAJORITY:
                yield statement


_AUTONOMOUS_FORMS = ("public corporation", "royal charter", "public service broadcaster", "public-service broadcaster", "autonomous")


def _autonomous(entity: Entity) -> bool:
    forms = [s.object.name.casefold() for s in shown_statements(entity) if s.predicate == "legal_form" and s.rank != "deprecated"]
    return any(marker in form for form in forms for marker in _AUTONOMOUS_FORMS)
