"""What an import is asked to do, and what it did. Used by every module of this package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from credibility_db.curation.loading import Change
from credibility_db.incoming import ImportProblem


def _ignore(_: object) -> None:
    """Where nobody listens."""


def _no_progress(_stage: int, _lines: int) -> None:
    """Where nobody watches."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import. With `dry_run` everything is done in one transaction that is rolled back, so that `on_change` hears exactly what would be.

    `resume` false begins anew where an earlier import of the same file stopped half way. `batch` is the number of lines stored at once.
    """

    who: str = "import"
    why: str | None = None
    dry_run: bool = False
    resume: bool = True
    batch: int = 500
    on_change: Callable[[Change], None] = _ignore
    on_problem: Callable[[ImportProblem], None] = _ignore
    on_progress: Callable[[int, int], None] = _no_progress


@dataclass(slots=True)
class ImportResult:
    """How often each thing was done, those of an interrupted run included.

    Keys: `create`, `update`, `withdraw`, `propose` (changes), `agree` (said already by others), `kept` (the desk's word stands),
    `unresolved` (statements on entities that are not here), `problems`.
    """

    source: str
    resumed_at: tuple[int, int] | None = None
    counts: Counter[str] = field(default_factory=Counter)
