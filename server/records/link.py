"""Mentions and the decisions on them. Made by `linking`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from server.records.span import Span

MentionRole = Literal["source", "channel", "described", "byline", "text"]
NilReason = Literal["ambiguous", "unknown", "insufficient_evidence"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an entity. `name` is the full name it stands for; `attributions` the ids it belongs to.

    `span` is None for a byline that does not stand in the page text, and for a source that is only carried over.
    """

    name: str
    role: MentionRole
    span: Span | None = None
    attributions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """One piece of evidence for a link: `kind` names the rule (docs/linking.md lists them), `text` the words that show it."""

    kind: str
    text: str
    start: int | None = None
    end: int | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The decision that a mention is an entity, or (entity None) the decision not to link, with its reason."""

    mention: Mention
    entity: str | None
    reason: NilReason | None = None
    evidence: tuple[LinkEvidence, ...] = ()
    candidates: tuple[str, ...] = ()
