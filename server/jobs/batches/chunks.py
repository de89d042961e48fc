"""The files of one batch. A chunk is some of its lines; a chunk's results appear all at once, by a rename, so that each item has one result.

<batch>/batch.json           items, chunks, owner, times
<batch>/items/0007           the chunk's lines, each after its number and a tab; once done only those that failed
<batch>/results/0007         a line of counts, then a result a line
<batch>/claims/0007          who works at the chunk; touched at each item
<batch>/again/0007           the chunk's failed items are to be done again
<batch>/cancelled            no further item is begun
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

CLAIM_SECONDS = 120.0
"""A claim that was not touched for so long is void. An item takes 10 s at the most."""

_HOST = socket.gethostname()


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the items of a chunk."""

    succeeded: int = 0
    failed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.succeeded + other.succeeded, self.failed + other.failed)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a batch and its number; empty where the line was too long to be kept."""

    line: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """A line's result as JSON, with its number, id and the answer or error in it."""

    line: int
    content: bytes
    failed: bool

    @classmethod
    def read(cls, content: bytes) -> Result:
        """A stored result."""
        members = orjson.loads(content)
        return cls(members["line"], content, "error" in members)


class BatchFiles:
    """One batch's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def create(self) -> None:
        """Make the empty folders."""
        for name in ("items", "results", "claims", "again"):
            (self.path / name).mkdir(parents=True)

    def write_about(self, about: dict[str, Any]) -> None:
        """Say what the batch is."""
        self._replace("batch.json", orjson.dumps(about))

    def about(self) -> dict[str, Any] | None:
        """What the batch is; None where there is none."""
        try:
            found: dict[str, Any] = orjson.loads((self.path / "batch.json").read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return None
        return found

    @property
    def cancelled(self) -> bool:
        """Whether no further item is to be begun."""
        return (self.path / "cancelled").exists()

    def write_items(self, chunk: int, items: Iterable[Item]) -> None:
        """Store a chunk's lines."""
        self._replace(f"items/{chunk:04}", b"".join(b"%d\t%s\n" % (item.line, item.content) for item in items))

    def items(self, chunk: int) -> Iterator[Item]:
        """A chunk's lines."""
        with (self.path / f"items/{chunk:04}").open("rb") as lines:
            for line in lines:
                number, _, content = line.rstrip(b"\n").partition(b"\t")
                yield Item(int(number), content)

    def write_results(self, chunk: int, results: Iterable[Result]) -> Tally:
        """Store a chunk's results, all at once; another's results for the same chunk give way to them."""
        kept = list(results)
        failed = sum(result.failed for result in kept)
        head = b"%d %d\n" % (len(kept) - failed, failed)
        self._replace(f"results/{chunk:04}", head + b"".join(result.content + b"\n" for result in kept))
        (self.path / f"again/{chunk:04}").unlink(missing_ok=True)
        return Tally(len(kept) - failed, failed)

    def results(self, chunk: int) -> bytes | None:
        """A chunk's result lines; None where there are none yet."""
        try:
            return (self.path / f"results/{chunk:04}").read_bytes().partition(b"\n")[2]
        except FileNotFoundError:
            return None

    def tally(self, chunk: int) -> Tally | None:
        """What became of a chunk's items; None where there are no results yet."""
        try:
            with (self.path / f"results/{chunk:04}").open("rb") as file:
                succeeded, failed = file.readline().split()
        except FileNotFoundError:
            return None
        return Tally(int(succeeded), int(failed))

    def done(self) -> set[int]:
        """The chunks that have results and none to be done again."""
        return self._numbers("results") - self._numbers("again")

    def is_done(self, chunk: int) -> bool:
        """Whether a chunk has results and is not to be done again."""
        return (self.path / f"results/{chunk:04}").exists() and not (self.path / f"again/{chunk:04}").exists()

    def do_again(self, chunk: int) -> None:
        """Have a chunk's failed items done again."""
        (self.path / f"again/{chunk:04}").touch()

    def claim(self, chunk: int) -> bool:
        """Begin to work at a chunk; False where somebody alive does already. A void claim is taken over."""
        path = self.path / f"claims/{chunk:04}"
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            if not self._is_void(path):
                return False
            handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        with os.fdopen(handle, "w") as file:
            file.write(f"{_HOST} {os.getpid()}")
        return True

    def still_working(self, chunk: int) -> None:
        """Keep a claim."""
        (self.path / f"claims/{chunk:04}").touch()

    def release(self, chunk: int) -> None:
        """Give a claim back."""
        (self.path / f"claims/{chunk:04}").unlink(missing_ok=True)

    def count_death(self, chunk: int) -> int:
        """Note that who worked at a chunk died; returns how often that was."""
        with (self.path / f"claims/.{chunk:04}.deaths").open("ab") as deaths:
            deaths.write(b".")
            return deaths.tell()

    def claimed(self) -> set[int]:
        """The chunks with a claim, void or not."""
        return self._numbers("claims")

    def worked_at(self) -> set[int]:
        """The chunks with a claim that holds."""
        return {number for number in self.claimed() if not self._is_void(self.path / f"claims/{number:04}")}

    def _is_void(self, claim: Path) -> bool:
        try:
            host, _, process = claim.read_text().partition(" ")
            age = time.time() - claim.stat().st_mtime
        except OSError:
            return True
        return age > CLAIM_SECONDS or (host == _HOST and process.isdigit() and not _is_alive(int(process)))

    def _numbers(self, folder: str) -> set[int]:
        try:
            return {int(path.name) for path in (self.path / folder).iterdir() if path.name.isdigit()}
        except FileNotFoundError:
            return set()

    def _replace(self, name: str, content: bytes) -> None:
        beside = (self.path / name).with_name(f".{Path(name).name}.{os.getpid()}.{threading.get_ident()}")
        try:
            beside.write_bytes(content)
            beside.replace(self.path / name)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


def _is_alive(process: int) -> bool:
    """Whether a process of this machine works. One that is dead and was not buried by its parent yet (a zombie) does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    except (OSError, IndexError):
        return True
