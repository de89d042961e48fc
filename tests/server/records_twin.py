"""The invented records of tests/server/linking/records.yaml as a knowledge twin, shared by the tests of linking, context and annotations."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from tests.server.knowledge_in_memory import KnowledgeInMemory, knowledge_of

RECORDS = Path(__file__).parent / "linking" / "records.yaml"


@lru_cache(maxsize=1)
def twin() -> KnowledgeInMemory:
    """The twin, made once a test run; nothing changes it."""
    return knowledge_of(yaml.safe_load(RECORDS.read_text(encoding="utf-8")))
