"""The import: reads a dataset twice, entities first and then statements, and stores batch by batch. Called by the CLI.

Each batch is one transaction with its revisions, proposals and checkpoint, so an import killed at any moment goes on where it was, and nothing
is stored twice. Memory holds one batch and what it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine

from credibility_db.curation.history import Chronicle, lock_writing
from credibility_db.curation.importing.checkpoints import DONE, ENTITIES, Checkpoint, read_checkpoint, write_checkpoint
from credibility_db.curation.importing.facts import plan_facts, write_facts
from credibility_db.curation.importing.heads import plan_heads, write_heads, write_labels
from credibility_db.curation.importing.outcome import ImportOptions, ImportResult
from credibility_db.curation.loading import Change
from credibility_db.curation.proposals import ProposedChange, propose
from credibility_db.incoming import ImportProblem, Incoming, Item, Label, Reader

_Begin = Callable[[], AbstractContextManager[Connection]]


def run_import(engine: Engine, reader: Reader, options: ImportOptions | None = None) -> ImportResult:
    """Import a dataset. Raises OSError where its file cannot be read; everything else that is wrong with it goes to `on_problem`."""
    wanted = options or ImportOptions()
    with _transactions(engine, dry_run=wanted.dry_run) as begin:
        return _Import(begin, reader, wanted).run()


@contextmanager
def _transactions(engine: Engine, *, dry_run: bool) -> Iterator[_Begin]:
    """What opens a transaction for each batch; in a dry run all share one, which is rolled back."""
    if not dry_run:
        yield engine.begin
        return
    with engine.connect() as connection:
        transaction = connection.begin()

        @contextmanager
        def begin() -> Iterator[Connection]:
            yield connection

        try:
            yield begin
        finally:
            transaction.rollback()


class _Import:
    """One run over a dataset."""

    def __init__(self, begin: _Begin, reader: Reader, options: ImportOptions) -> None:
        self._begin, self._reader, self._options = begin, reader, options
        self._source = reader.source
        self._why = options.why or f"Import of {reader.source}"
        self._at = Checkpoint(reader.source, reader.fingerprint)

    def run(self) -> ImportResult:
        result = ImportResult(self._source)
        if self._options.resume and not self._options.dry_run:
            with self._begin() as connection:
                self._at = read_checkpoint(connection, self._source, self._reader.fingerprint)
        if (self._at.stage, self._at.line) != (ENTITIES, 0):
            result.resumed_at = self._at.stage, self._at.line
        while self._at.stage != DONE:
            self._run_stage()
        result.counts = self._at.counts
        return result

    def _run_stage(self) -> None:
        """All batches of the present stage, then the step to the next, which is stored with the last batch's line at 0."""
        stage = self._at.stage
        for batch in batches(self._reader.read(self._at.line), self._options.batch):
            self._store(stage, batch)
            self._options.on_progress(stage, self._at.line)
        with self._begin() as connection:
            lock_writing(connection)
            self._at.stage, self._at.line = stage + 1, 0
            self._save(connection)

    def _store(self, stage: int, batch: Sequence[Item]) -> None:
        incoming = [item for item in batch if isinstance(item, Incoming)]
        problems = [item for item in batch if isinstance(item, ImportProblem)] if stage == ENTITIES else []
        with self._begin() as connection:
            lock_writing(connection)
            if stage == ENTITIES:
                write_labels(connection, [item for item in batch if isinstance(item, Label)])
            changes, found = (self._heads if stage == ENTITIES else self._facts)(connection, incoming)
            problems += found
            self._chronicle(connection, changes)
            self._at.counts.update(change.action for change in changes)
            self._at.counts["problems"] += len(problems)
            self._at.line = batch[-1].line
            self._save(connection)
        for problem in sorted(problems, key=lambda each: each.line):
            self._options.on_problem(problem)
        for change in changes:
            self._options.on_change(change)

    def _heads(self, connection: Connection, incoming: Sequence[Incoming]) -> tuple[list[Change], list[ImportProblem]]:
        plan = plan_heads(connection, incoming, source=self._source, who=self._options.who)
        write_heads(connection, plan, source=self._source)
        return [*plan.changes, *self._propose(connection, plan.proposed)], plan.problems

    def _facts(self, connection: Connection, incoming: Sequence[Incoming]) -> tuple[list[Change], list[ImportProblem]]:
        plan = plan_facts(connection, incoming, source=self._source, who=self._options.who)
        write_facts(connection, plan, source=self._source)
        self._at.counts.update(plan.counts)
        return [*plan.changes(), *self._propose(connection, plan.proposed)], plan.problems

    def _propose(self, connection: Connection, proposed: Sequence[ProposedChange]) -> list[Change]:
        return [Change(each.target, each.subject, "propose", each.before, each.after) for each in propose(connection, proposed)]

    def _chronicle(self, connection: Connection, changes: Iterable[Change]) -> None:
        chronicle = Chronicle(connection, self._options.who, self._why)
        for change in changes:
            if change.action != "propose":
                chronicle.add(change.target, subject=change.subject, action=change.action, before=change.before, after=change.after)
        chronicle.write()

    def _save(self, connection: Connection) -> None:
        if not self._options.dry_run:
            write_checkpoint(connection, self._at)


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Items in groups of about `size`, none of which ends in the middle of a line."""
    batch: list[Item] = []
    for item in items:
        if len(batch) >= size and item.line != batch[-1].line:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch
