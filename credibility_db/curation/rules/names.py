"""Rule: names too common to be matched alone are flagged."""

from __future__ import annotations

from collections.abc import Iterator

from credibility_db.curation.rules.known import Known
from credibility_db.names import fold_name, is_one_common_word, standing_names
from credibility_db.records import EntityRecord, Finding


def check_names(record: EntityRecord, known: Known) -> Iterator[Finding]:
    """Warnings `name-common` (marked to stand alone but an everyday word) and `name-collision` (stands alone but others bear it too).

    Neither keeps a record out: an edition lets no such name stand alone.
    """
    for name, alone in standing_names(record):
        if name.alone and is_one_common_word(name.text):
            yield Finding("name-common", f"{name.text!r} is too common to be matched alone", record.id, severity="warning")
        others = known.bearers.get(fold_name(name.text), set()) - {record.id} if alone else set()
        if others:
            message = f"{name.text!r} is also a name of {', '.join(sorted(others)[:3])}"
            yield Finding("name-collision", message, record.id, severity="warning")
