"""Adversarial texts: what may be linked in them and what may not. A wrong link is a failure whatever else is found."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from server.attributions import find_attributions
from server.linking import link_mentions
from server.records.link import Link
from server.records.outlet import Outlet, OutletIdentity
from server.records.page import Author, Page
from tests.server.knowledge_in_memory import KnowledgeInMemory

HERE = Path(__file__).parent
TRAPS = [
    pytest.param(trap, id=f"{path.stem}: {trap['about']}")
    for path in sorted((HERE / "traps").glob("*.yaml"))
    for trap in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def links_of(trap: dict, knowledge: KnowledgeInMemory) -> tuple[Link, ...]:
    text = trap["text"]
    page = Page(
        text,
        sha256(text.encode()).hexdigest(),
        "submitted",
        published=str(trap.get("published", "2024-05-14")),
        language="en",
        byline=tuple(Author(name) for name in trap.get("byline", ())),
    )
    outlet = trap.get("outlet")
    name = trap.get("outlet_name") or (knowledge.entity(outlet).name if outlet else None)
    return link_mentions(page, OutletIdentity(Outlet(name, outlet)), find_attributions(page), knowledge)


@pytest.mark.parametrize("trap", TRAPS)
def test_nothing_is_linked_that_may_not_be(trap: dict, knowledge: KnowledgeInMemory) -> None:
    links = links_of(trap, knowledge)
    linked = {link.entity: (link.mention.span and link.mention.span.text, [piece.kind for piece in link.evidence]) for link in links if link.entity}
    allowed = {*trap["must"], *trap.get("may", ())}
    assert not linked.keys() - allowed, linked
    assert set(trap["must"]) <= linked.keys(), linked
    for entity, words in trap.get("spans", {}).items():
        assert {link.mention.span.text for link in links if link.entity == entity and link.mention.span} == set(words)


def test_there_are_sixty_traps() -> None:
    assert len(TRAPS) >= 60
