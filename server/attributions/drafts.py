"""What is handed on between the sentences and the records: an utterance, its speaker, and an attribution without an id."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.attributions.names import Mention
from server.attributions.people import Person
from server.attributions.sources import Candidate
from server.records.attribution import Directness


@dataclass(slots=True)
class Utterance:
    """What one cue reports: items `cue_first`..`cue_last`, its source, and content as pairs of first and last item."""

    sentence: int
    cue_first: int
    cue_last: int
    source: Candidate | None
    contents: list[tuple[int, int]]
    kinds: frozenset[str] = field(default_factory=frozenset)
    inherits: bool = False  # the source is that of the utterance before, or the subject of the sentence
    channel: Mention | None = None


@dataclass(slots=True)
class Speaker:
    """Who said it: the words that say so, and who that is."""

    start: int | None
    end: int | None
    person: Person | None = None
    organization: Mention | None = None
    nominal: str | None = None
    pronoun: str | None = None


@dataclass(slots=True)
class Draft:
    """An attribution before it has an id."""

    speaker: Speaker
    start: int
    end: int
    directness: Directness
    sentence: int
    paragraph: int
    cue: tuple[int, int] | None = None
    head: int | None = None  # index of the draft it continues
    channel: tuple[int, int] | None = None
    kinds: frozenset[str] = field(default_factory=frozenset)
