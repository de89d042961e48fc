"""The curators' database, on SQLite and on PostgreSQL, and a folder of editions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.credibility_db.conftest import database_url, engine, loaded, postgres_url, records

__all__ = ["database_url", "engine", "loaded", "postgres_url", "records"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where editions go."""
    return tmp_path / "editions"
