"""Measures linking on labelled mentions of saved pages: `mentions.jsonl` holds page ids, offsets into the page's gold text and the entity, or null.

Labelled by hand from what the English dev pages print for every name of the curated records and every surname of a person named in full;
names of countries are left out, and so are places where the sense is open and nouns that stand for a name ("the paper").
`sha` is the start of the SHA-256 of the text, so that a changed corpus is noticed.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from server.attributions import find_attributions
from server.linking import link_mentions
from server.records.knowledge import Knowledge
from server.records.link import Link
from server.records.outlet import Outlet, OutletIdentity
from server.records.page import Page

LABELS = Path(__file__).parent / "mentions.jsonl"


@dataclass(slots=True)
class Measure:
    """Counts over labelled mentions; `wrong` and `missed` keep page, place and what was linked for the error list."""

    mentions: int = 0
    correct: int = 0
    wrong: list[tuple[str, int, str, str | None]] = field(default_factory=list)
    missed: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of links on labelled mentions that are right."""
        return self.correct / max(1, self.correct + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of mentions with an entity that are linked to it."""
        return self.correct / max(1, self.correct + len(self.missed))


def labelled_pages(folder: Path) -> Iterator[tuple[dict, dict]]:
    """Each labelled page with its saved record; pages the corpus does not have, or has otherwise, are passed over."""
    labels = {line["page"]: line for line in map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())}
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for saved in map(json.loads, lines):
                if saved["id"] in labels:
                    yield labels[saved["id"]], saved


def links_of(saved: dict, sha: str, knowledge: Knowledge) -> tuple[Link, ...]:
    """The links of a saved page's gold text."""
    text = saved["gold"]["text"]
    page = Page(text, sha, "submitted", url=saved["url"], published=saved["gold"].get("date") or None, language="en")
    outlet = knowledge.outlet_of(urlsplit(saved["url"]).hostname or "")
    entity = knowledge.entity(outlet) if outlet else None
    identity = OutletIdentity(Outlet(entity.name if entity else None, outlet))
    return link_mentions(page, identity, find_attributions(page), knowledge)


def count(measure: Measure, label: dict, links: tuple[Link, ...]) -> None:
    """Add a page: a link counts for a labelled mention that it overlaps."""
    linked = [(link.mention.span.start, link.mention.span.end, link.entity) for link in links if link.entity and link.mention.span]
    for start, end, entity in label["mentions"]:
        measure.mentions += 1
        found = {other for first, last, other in linked if first < end and start < last}
        if found - {entity}:
            measure.wrong.append((label["page"], start, ", ".join(sorted(found)), entity))
        elif found:
            measure.correct += 1
        if entity and entity not in found:
            measure.missed.append((label["page"], start, entity))
