"""The version of what the steps answer: a digest of their code and vocabulary, so that an answer kept by other code is never served.

A number raised by hand would be forgotten one day, and nodes of two versions share one Redis while they are being replaced.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

STEPS = ("records", "reading", "outlets", "attributions", "linking", "context", "annotations")
LIBRARIES = ("selectolax", "tldextract", "orjson", "msgspec")


@cache
def engine_version() -> str:
    """Sixteen hexadecimal digits; some milliseconds, once a process."""
    whole = hashlib.sha256()
    for library in LIBRARIES:
        whole.update(f"{library} {version(library)}\n".encode())
    here = Path(__file__).parent
    files = [here / "pipeline.py", *(path for step in STEPS for path in (here / step).rglob("*") if path.is_file())]
    for path in sorted(path for path in files if "__pycache__" not in path.parts):
        content = path.read_bytes()
        whole.update(f"{path.relative_to(here)} {len(content)}\n".encode() + content)
    return whole.hexdigest()[:16]
