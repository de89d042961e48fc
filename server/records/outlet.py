"""Who published a page, and where its text comes from. Made by `outlets`."""

from __future__ import annotations

from dataclasses import dataclass

from server.records.clue import Clue


@dataclass(frozen=True, slots=True)
class Outlet:
    """`entity` is the outlet's id in the edition, None when the edition does not know it; `name` then is the page's own word."""

    name: str | None
    entity: str | None
    evidence: tuple[Clue, ...] = ()


@dataclass(frozen=True, slots=True)
class OutletIdentity:
    """`outlet` published the page at this host; `origin` is where its text comes from, when that is another outlet."""

    outlet: Outlet
    origin: Outlet | None = None
