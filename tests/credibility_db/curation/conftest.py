"""The database of the tests of merging and splitting."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.credibility_db.curation.lanterns import RECORDS, load


@pytest.fixture
def papers(engine: Engine) -> Engine:
    """A database that has one paper twice."""
    load(engine, RECORDS)
    return engine
