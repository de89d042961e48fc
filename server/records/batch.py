"""A batch as the API tells of it, and the port through which the API reaches batches. `server/jobs/batches` keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Literal, Protocol

BatchState = Literal["waiting", "running", "done", "cancelled"]


@dataclass(frozen=True, slots=True)
class Batch:
    """How far a batch is. Times are ISO 8601 in UTC; at `expires` it is deleted with all its texts and results."""

    id: str
    state: BatchState
    items: int
    succeeded: int
    failed: int
    created: str
    expires: str

    @property
    def pending(self) -> int:
        """Items without a result, those that are to be tried again among them."""
        return self.items - self.succeeded - self.failed


class Batches(Protocol):
    """All batches. `owner` is the id of an API key or None; another owner's batch is not found. Every method raises NotFound for that."""

    def receive(self, body: IO[bytes], *, owner: str | None, most_items: int) -> Batch:
        """Store the lines of a body as a batch. Raises RequestTooLarge, NoBody, StorageFull."""
        ...

    def progress(self, batch_id: str, *, owner: str | None) -> Batch:
        """How far it is."""
        ...

    def results(self, batch_id: str, *, owner: str | None) -> Iterator[bytes]:
        """The results there are, in the order of the lines, in pieces of whole lines."""
        ...

    def cancel(self, batch_id: str, *, owner: str | None) -> Batch:
        """Begin no further item; the results there are stay."""
        ...

    def retry(self, batch_id: str, *, owner: str | None) -> Batch:
        """Do again what failed, and go on with what was cancelled."""
        ...

    def delete(self, batch_id: str, *, owner: str | None) -> None:
        """Cancel it and remove its texts and results at once."""
        ...
