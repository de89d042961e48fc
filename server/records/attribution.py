"""An attribution: who (source), by which words (cue), said what (content). Made by `attributions`.

The terms are those of the PARC and PolNeAR corpora.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.records.span import Span

SourceType = Literal["person", "organization", "outlet", "official", "unnamed"]
Directness = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Source:
    """`span` is the mention as printed ("he", "Mr. King"), None where the speaker is only carried over.

    `name` is the full name the mention stands for in this text ("he" → "Wang He"), None for unnamed sources.
    """

    span: Span | None
    type: SourceType
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One contiguous content span with its source.

    An utterance broken by its cue ("A," X said. "B") gives two attributions, the second with `continues` set to the id of the first.
    `described_as` is the article's own words on the source, from any mention in the article; `descriptions` are their places.
    `described_organizations` are the organization names inside those words; `channel` is the outlet the source spoke to or through.
    """

    id: str
    source: Source
    content: Span
    directness: Directness
    cue: Span | None = None
    continues: str | None = None
    described_as: str | None = None
    descriptions: tuple[Span, ...] = ()
    described_organizations: tuple[Span, ...] = ()
    channel: Span | None = None
