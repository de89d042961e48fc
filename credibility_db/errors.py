"""What can go wrong in the credibility database, as one family of exceptions. Messages are written for the person at the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credibility_db.records import Finding


class CredibilityError(Exception):
    """Anything the credibility database refuses or cannot do."""


class RecordError(CredibilityError):
    """A record file is not well formed. `source` names the file, `line` (1-based) is None where it cannot be told."""

    def __init__(self, message: str, *, source: str, line: int | None = None) -> None:
        super().__init__(f"{source}:{line}: {message}" if line else f"{source}: {message}")
        self.message, self.source, self.line = message, source, line


class RulesViolated(CredibilityError):
    """Records break rules that may not be broken; `findings` lists each."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        first = f", first: {findings[0]}" if findings else ""
        super().__init__(f"{len(findings)} rule violations{first}")
        self.findings = tuple(findings)


class AccountRefused(CredibilityError):
    """An account cannot be made or changed as asked; the message is for the person at the desk."""


class ProposalRefused(CredibilityError):
    """A proposal cannot be handed in, changed or decided as asked; the message is for the person at the desk."""


class FormRefused(CredibilityError):
    """What was handed in has not the form of a record; `errors` maps paths of members (`names.0.text`) to messages."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(f"{member}: {' '.join(texts)}" for member, texts in errors.items()))
        self.errors = dict(errors)


class DatabaseNotReady(CredibilityError):
    """The database cannot be reached or its tables are not those of this version."""


class ApiKeyRefused(CredibilityError):
    """An API key cannot be made or revoked as asked."""


class ReportKeyReused(CredibilityError):
    """A report came under a key that belongs to a report with another content."""


class ReportRefused(CredibilityError):
    """A report cannot be dealt with as asked: it is answered already, or what it speaks of is not in the record."""


class HistoryBroken(CredibilityError):
    """The revisions do not form one unbroken chain of hashes: a row was changed, removed or inserted. `seq` is the first bad revision."""

    def __init__(self, message: str, *, seq: int) -> None:
        super().__init__(message)
        self.seq = seq


class EditionError(CredibilityError):
    """An edition cannot be opened or published."""


class NoEdition(EditionError):
    """The folder holds no published edition (or not the one asked for)."""


class EmptyEdition(EditionError):
    """There is nothing to publish: most likely the database is not the one that was meant, or nothing was loaded yet."""


class EditionDamaged(EditionError):
    """An edition's files are missing or do not match their SHA-256 sums."""


class EditionFormat(EditionError):
    """The edition was written in a form this version does not read."""


class MergeRefused(CredibilityError):
    """Two entities cannot be merged, or one split, as asked."""
