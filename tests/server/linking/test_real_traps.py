"""Traps against the bundled edition: what readers would see. A wrong link is a failure whatever else is found."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from server.attributions import find_attributions
from server.knowledge import EditionKnowledge, KnowledgeSource
from server.linking import link_mentions
from server.outlets import identify_outlet
from server.reading import read_text
from server.records.link import Link

HERE = Path(__file__).parent / "real"
TRAPS, VARIANTS = (yaml.safe_load((HERE / name).read_text(encoding="utf-8")) for name in ("traps.yaml", "variants.yaml"))


@pytest.fixture(scope="module")
def bundled(bundled_editions: Path) -> EditionKnowledge:
    return KnowledgeSource(bundled_editions).current()


def links_of(trap: dict, knowledge: EditionKnowledge) -> tuple[Link, ...]:
    page = read_text(trap["text"], url=trap.get("url"), published=str(trap.get("published", "2024-05-14")), language=trap.get("language", "en"))
    assert page.content_hash == sha256(trap["text"].encode()).hexdigest()
    return link_mentions(page, identify_outlet(page, knowledge), find_attributions(page), knowledge)


@pytest.mark.parametrize("trap", [pytest.param(trap, id=trap["about"]) for trap in (*TRAPS, *VARIANTS)])
def test_nothing_is_linked_that_may_not_be(trap: dict, bundled: EditionKnowledge) -> None:
    links = links_of(trap, bundled)
    linked = {link.entity: (link.mention.span and link.mention.span.text, [piece.kind for piece in link.evidence]) for link in links if link.entity}
    allowed = {*trap["must"], *trap.get("may", ())}
    assert not linked.keys() - allowed, linked
    assert set(trap["must"]) <= linked.keys(), linked
    for entity, words in trap.get("spans", {}).items():
        assert {link.mention.span.text for link in links if link.entity == entity and link.mention.span} <= set(words)


def test_there_are_fifty_traps() -> None:
    assert len(TRAPS) >= 50
