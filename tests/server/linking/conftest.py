"""The invented records as a knowledge twin."""

from __future__ import annotations

import pytest

from tests.server.knowledge_in_memory import KnowledgeInMemory
from tests.server.records_twin import twin


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeInMemory:
    return twin()
