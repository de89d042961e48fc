"""The publisher's sign of life: a small file beside the editions, written by the worker (`jobs/publishing.py`), read for `/readyz` and `/metrics`."""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import msgspec
import orjson

FILE = ".publisher.json"
State = Literal["following", "publishing", "failing"]

SILENT_SECONDS = 15.0
"""A publisher that looks each second and has said nothing for so long is dead or hangs."""

LONGEST_PUBLISHING_SECONDS = 900.0
"""A full build of a million records takes minutes, and says nothing meanwhile."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What the publisher last said. `at` is in seconds since the epoch; `published` and `failures` count since its process began.

    `problem` names the error it met last, while it is failing.
    """

    at: float
    state: State
    edition: str | None = None
    revision: int | None = None
    published: int = 0
    failures: int = 0
    problem: str | None = None

    @property
    def age(self) -> float:
        """Seconds since it was said; 0 where the clock was set back."""
        return max(0.0, time.time() - self.at)

    @property
    def alive(self) -> bool:
        """Whether the publisher that said it can be thought to live."""
        return self.age <= (LONGEST_PUBLISHING_SECONDS if self.state == "publishing" else SILENT_SECONDS)


def write_heartbeat(folder: Path, said: Heartbeat) -> None:
    """Put it beside the editions; readers see the old one or the new. It need not survive a power cut. Raises OSError."""
    beside = folder / f"{FILE}.{os.getpid()}.new"
    beside.write_bytes(orjson.dumps(asdict(said)))
    beside.replace(folder / FILE)


def read_heartbeat(folder: Path) -> Heartbeat | None:
    """The last one; None where no publisher ever ran on this folder, or what it wrote cannot be read."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Heartbeat)
    except (OSError, msgspec.DecodeError):
        return None
