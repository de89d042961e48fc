"""What `assembling` works with between the utterances and the records: a speaker, and an attribution without an id."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.attributions.names import Mention
from server.attributions.people import Person
from server.records.attribution import Directness


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
