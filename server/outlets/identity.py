"""The outlets step: weighs a page's clues. Hosts are keys, names are aliases (docs/reading.md gives the order of trust with examples).

A page at a host belongs to that host's outlet whatever the page says of itself: a copied page keeps its original's names. What the page
says then tells where the text comes from. Only without an address do a page's own words say who published it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

from server.outlets.names import outlet_of_clue
from server.records.clue import Clue, ClueKind
from server.records.knowledge import Knowledge
from server.records.outlet import Outlet, OutletIdentity
from server.records.page import Page

_CARRIED: tuple[ClueKind, ...] = ("archived", "amp", "translated")
_DECLARED: tuple[ClueKind, ...] = ("site_name", "publisher")
_ORIGIN: tuple[ClueKind, ...] = ("provider", "dateline", "credit", "byline")


def identify_outlet(page: Page, knowledge: Knowledge) -> OutletIdentity:
    """Who published the page, and where its text comes from when that is another outlet."""
    address = next((c for kinds in (_CARRIED, ("host",)) for c in page.clues if c.kind in kinds), None)
    if address is None:
        return _without_address(page.clues, knowledge)
    location = (page.url or "") if address.kind == "host" else address.text
    entity = _outlet_at(location, knowledge)
    outlet = _known(entity, page.clues, address, knowledge) if entity else _unknown(location, page.clues, address)
    return OutletIdentity(outlet, _origin(outlet, page.clues, knowledge))


def _outlet_at(address: str, knowledge: Knowledge) -> str | None:
    """The outlet of an address by its host and path."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return knowledge.outlet_of(host, parts.path or "/") if host else None


def _of_clue(clue: Clue, knowledge: Knowledge) -> str | None:
    """The outlet a clue points to, by address or by name."""
    return _outlet_at(clue.text, knowledge) if clue.kind == "canonical" else outlet_of_clue(clue, knowledge)


def _name_of(entity: str, knowledge: Knowledge, fallback: str) -> str:
    record = knowledge.entity(entity)
    return record.name if record else fallback


def _known(entity: str, clues: Sequence[Clue], decisive: Clue, knowledge: Knowledge) -> Outlet:
    """The outlet with the decisive clue first, then every other clue that says the same."""
    also = [c for c in clues if c != decisive and c.kind in ("canonical", *_DECLARED, *_ORIGIN) and _of_clue(c, knowledge) == entity]
    return Outlet(_name_of(entity, knowledge, decisive.text), entity, (decisive, *also))


def _unknown(address: str, clues: Sequence[Clue], decisive: Clue) -> Outlet:
    """An outlet the edition does not know, under the name the page gives itself, else its host."""
    declared = [c for c in clues if c.kind == "site_name"] or [c for c in clues if c.kind == "publisher"]
    host = (urlsplit(address).hostname or decisive.text).removeprefix("www.")
    return Outlet(declared[0].text if declared else host, None, (decisive, *declared[:1]))


def _by_kinds(kinds: Sequence[ClueKind], clues: Sequence[Clue], knowledge: Knowledge) -> tuple[str, Clue] | None:
    """The outlet that the first kind of clue naming exactly one gives, with that clue."""
    for kind in kinds:
        found = {entity: clue for clue in reversed(clues) if clue.kind == kind and (entity := _of_clue(clue, knowledge))}
        if len(found) == 1:
            return next(iter(found.items()))
    return None


def _without_address(clues: Sequence[Clue], knowledge: Knowledge) -> OutletIdentity:
    """A text or page sent without its address: its canonical address, its declared names, its dateline, its credits."""
    found = _by_kinds(("canonical", *_DECLARED, "dateline", "provider", "credit"), clues, knowledge)
    if found:
        outlet = _known(found[0], clues, found[1], knowledge)
        return OutletIdentity(outlet, _origin(outlet, clues, knowledge))
    declared = next((c for c in clues if c.kind in _DECLARED), None)
    if declared:
        outlet = Outlet(declared.text, None, (declared,))
        return OutletIdentity(outlet, _origin(outlet, clues, knowledge))
    return OutletIdentity(Outlet(None, None))


def _origin(outlet: Outlet, clues: Sequence[Clue], knowledge: Knowledge) -> Outlet | None:
    """Where the text comes from, when a clue names another outlet than the one at the address."""
    others = [c for c in clues if c.kind in ("canonical", *_ORIGIN) and (outlet.entity is None or _of_clue(c, knowledge) != outlet.entity)]
    found = _by_kinds(("canonical", *_ORIGIN), others, knowledge)
    if found:
        return _known(found[0], clues, found[1], knowledge)
    provider = next((c for c in others if c.kind == "provider"), None)
    own = {_folded(name) for name in (outlet.name, *(c.text for c in clues if c.kind in _DECLARED)) if name}
    if provider and not any(name and (name in _folded(provider.text) or _folded(provider.text) in name) for name in own):
        return Outlet(provider.text, None, (provider,))
    return None


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in letters if c.isalnum()).removeprefix("the")
