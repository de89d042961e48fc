"""The migrations make the tables of the models, on both databases, there and back."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from credibility_db.errors import DatabaseNotReady
from credibility_db.migrations import newest, require_newest, upgrade, version_of
from credibility_db.models import Base, open_database


def test_the_migrated_tables_are_those_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_second_upgrade_does_nothing_and_the_version_is_known(engine: Engine) -> None:
    upgrade(engine)
    assert version_of(engine) == newest()
    require_newest(engine)


def test_an_empty_database_is_not_ready(database_url: str) -> None:
    engine = open_database(database_url)
    with pytest.raises(DatabaseNotReady, match="load"):
        require_newest(engine)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_database_that_cannot_be_reached_is_told(tmp_path: object) -> None:
    engine = open_database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(DatabaseNotReady):
        upgrade(engine)
    with pytest.raises(DatabaseNotReady):
        version_of(engine)
