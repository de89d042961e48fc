"""What a WSGI server loads: `server.wsgi:app`."""

from __future__ import annotations

import ctypes
import gc
import sys

from server.app import create_app
from server.config import Config
from server.observability.logs import configure_logs
from server.services import EXTENSION_KEY

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # mallopt(3)
_GIVEN_BACK = 1 << 20  # bytes from which free memory goes back to the system


def _hold_memory_down() -> None:
    """Have glibc give the memory of a large page back after it: by default it keeps what the largest pages took, in an arena a thread."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform.startswith("linux") else None
    if mallopt is not None:
        for option, value in ((_ARENA_MAX, 1), (_TRIM_THRESHOLD, _GIVEN_BACK), (_MMAP_THRESHOLD, _GIVEN_BACK)):
            mallopt(option, value)


_hold_memory_down()
config = Config.from_environment()
configure_logs(config.log_level)
app = create_app(config)
app.extensions[EXTENSION_KEY].sightings.begin()
gc.collect()
gc.freeze()  # modules, tables and patterns stay for good: no later collection looks at them again
