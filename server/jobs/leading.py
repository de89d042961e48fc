"""One leader among the processes that share a folder: who holds its lock file. The system lets go of it when the holder dies, however it dies."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO


class Leadership:
    """A lock file. On a shared volume the locks must be shared too, as NFS 4 and local disks do."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: IO[bytes] | None = None

    def take(self) -> bool:
        """Lead, if nobody else does; True too for who leads already."""
        if self._held is not None:
            return True
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._held = file
        return True

    def release(self) -> None:
        """Let another lead."""
        if self._held is not None:
            self._held.close()
            self._held = None
