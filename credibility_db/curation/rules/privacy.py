"""Rule: people are in the record for their public roles; private facts are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from credibility_db.curation.rules.known import Known
from credibility_db.records import EntityRecord, Finding

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_TELEPHONE = re.compile(r"(?<![\w/])\+?\d[\d ().-]{8,}\d(?!\w)")


def _patterns() -> tuple[re.Pattern[str], ...]:
    lines = files("credibility_db").joinpath("vocabulary", "private_facts.txt").read_text("utf-8").splitlines()
    return tuple(re.compile(rf"\b(?:{line.strip()})\b", re.IGNORECASE) for line in lines if line.strip() and not line.startswith("#"))


_PRIVATE = _patterns()


def private_words(text: str) -> str | None:
    """The words in a text on a person that tell something private, or None."""
    for pattern in (_EMAIL, _TELEPHONE, *_PRIVATE):
        if match := pattern.search(text):
            return match.group()
    return None


def check_privacy(record: EntityRecord, known: Known) -> Iterator[Finding]:
    """`private-fact`: private words in a person's texts, or a person's religious membership without a public role."""
    if record.kind != "person":
        return
    if words := private_words(record.description):
        yield Finding("private-fact", f"the description tells something private: {words!r}", record.id)
    for statement in record.statements:
        for text in (statement.role, statement.note, statement.object_text):
            if text and (words := private_words(text)):
                yield Finding("private-fact", f"it tells something private: {words!r}", record.id, statement.id)
        target = known.entities.get(statement.object_id or "")
        if statement.predicate == "member_of" and target and target.category == "religious organization":
            yield Finding("private-fact", "membership of a religious organization is private; state a public role instead", record.id, statement.id)
