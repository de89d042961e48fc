"""The desk's navigation. A part of the desk adds its line here."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from server.desk.visitor import visitor


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation, shown to those who may go there. `within` are the blueprints whose pages belong to it."""

    label: str
    endpoint: str
    role: str
    within: tuple[str, ...]


ENTRIES = (
    Entry("Overview", "desk_home.overview", "contributor", ("desk_home",)),
    Entry("Queue", "desk_queue.listing", "contributor", ("desk_queue", "desk_proposals")),
    Entry("Reports", "desk_reports.listing", "curator", ("desk_reports",)),
    Entry("Missing", "desk_sightings.listing", "contributor", ("desk_sightings",)),
    Entry("Upkeep", "desk_upkeep.dashboard", "contributor", ("desk_upkeep",)),
    Entry("Editions", "desk_editions.listing", "contributor", ("desk_editions",)),
    Entry("Propose", "desk_propose.start", "contributor", ("desk_propose",)),
    Entry("Records", "desk_entities.search", "contributor", ("desk_entities",)),
    Entry("People", "desk_people.listing", "admin", ("desk_people",)),
)


def entries() -> list[tuple[str, str, bool]]:
    """The lines for this visitor: label, address, whether one is there now."""
    return [(entry.label, url_for(entry.endpoint), request.blueprint in entry.within) for entry in ENTRIES if visitor().may(entry.role)]
