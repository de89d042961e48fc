"""The one decision of `linking`: which candidate a mention is, or why none. Rules elsewhere only name evidence; weights and thresholds stand here.

Every kind of evidence is explained in docs/linking.md. One strong piece beyond the name, or two different weak ones, make a link; a contradiction
takes away what a strong piece gives. Two candidates that both have enough: no link, unless one alone has a deciding piece.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from server.records.link import LinkEvidence, NilReason

# Tuned on the traps of tests/server/linking/traps and the labelled mentions of tests/quality/linking; rerun both after a change.
ENOUGH = 2
WEIGHTS: dict[str, int] = {
    # strong: enough beside the name
    "unambiguous_name": 2,
    "full_name": 2,
    "full_name_in_text": 2,
    "known_in_text": 2,
    "described_organization": 2,
    "former_organization": 2,
    "office_title": 2,
    "former_office": 2,
    "country_of_office": 2,
    "party_tag": 2,
    "byline_outlet": 2,
    "byline_affiliation": 2,
    "co_mentioned_organization": 2,
    "described_person": 2,
    "own_outlet": 2,
    "publisher_clue": 2,
    "cue": 2,
    "media_word": 2,
    "scholar_word": 2,
    # weak: two different ones are needed
    "organization_at_another_time": 1,
    "office_at_another_time": 1,
    "organization_in_text": 1,
    "role": 1,
    "profession": 1,
    "country": 1,
    "media_setting": 1,
    "source_word": 1,
    "best_known": 1,
    "home_country": 1,
    "body_setting": 1,
    "colleague": 1,
    "office_word": 1,
    "country_in_text": 1,
    # against
    "other_walk_of_life": -3,
    "other_country": -3,
    "other_of_that_name": -3,
    "other_office": -3,
    "ordinary_word": -2,
    "other_body": -1,
}
DECIDING = frozenset(
    [
        *("full_name_in_text", "known_in_text", "described_organization", "former_organization", "own_outlet", "publisher_clue", "country"),
        *("best_known", "home_country"),
        *("described_person", "byline_outlet", "office_title", "former_office", "country_of_office", "party_tag"),
    ]
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the mention may be, with the evidence found."""

    entity: str
    evidence: tuple[LinkEvidence, ...] = ()

    @property
    def weight(self) -> int:
        """The sum over the kinds of evidence; a kind seen twice counts once."""
        return sum(WEIGHTS[kind] for kind in {piece.kind for piece in self.evidence})

    @property
    def deciding(self) -> int:
        """The weight of the evidence that tells namesakes apart."""
        return sum(WEIGHTS[kind] for kind in {piece.kind for piece in self.evidence} if kind in DECIDING)


@dataclass(frozen=True, slots=True)
class Decision:
    """An entity with its evidence, or None with the reason."""

    entity: str | None
    reason: NilReason | None
    evidence: tuple[LinkEvidence, ...] = ()
    candidates: tuple[str, ...] = field(default=())


UNKNOWN = Decision(None, "unknown")


def decide(candidates: list[Candidate]) -> Decision:
    """The candidate with enough evidence, if it is the only one, or the only one that a deciding piece speaks for."""
    if not candidates:
        return UNKNOWN
    ids = tuple(candidate.entity for candidate in candidates)
    enough = [candidate for candidate in candidates if candidate.weight >= ENOUGH]
    if len(enough) > 1:
        best = max(candidate.deciding for candidate in enough)
        enough = [candidate for candidate in enough if candidate.deciding == best] if best > 0 else enough
    if len(enough) == 1:
        return Decision(enough[0].entity, None, telling(enough[0].evidence), ids)
    return Decision(None, "ambiguous" if len(candidates) > 1 else "insufficient_evidence", (), ids)


def telling(evidence: tuple[LinkEvidence, ...]) -> tuple[LinkEvidence, ...]:
    """The first piece of each kind, the strongest kinds first: what is shown with a link."""
    first: dict[str, LinkEvidence] = {}
    for piece in evidence:
        first.setdefault(piece.kind, piece)
    return tuple(sorted(first.values(), key=lambda piece: -WEIGHTS[piece.kind]))
