"""How a process that serves or annotates treats memory: called once by whoever starts one (`wsgi.py`), before and after its parts are made."""

from __future__ import annotations

import ctypes
import gc
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # mallopt(3)
_GIVEN_BACK = 1 << 20  # bytes from which free memory goes back to the system
_YOUNG_OBJECTS = 10_000  # allocations between two collections: a page makes some thousands of records, nearly all freed without a collector


def give_memory_back() -> None:
    """Have glibc give the memory of a large page back after it: by default it keeps what the largest pages took, in an arena a thread."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform.startswith("linux") else None
    if mallopt is not None:
        for option, value in ((_ARENA_MAX, 1), (_TRIM_THRESHOLD, _GIVEN_BACK), (_MMAP_THRESHOLD, _GIVEN_BACK)):
            mallopt(option, value)


def collect_seldom() -> None:
    """Once all parts are made: modules, tables and patterns stay for good, so that no later collection looks at them, and collections come seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)
