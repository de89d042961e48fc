"""Databases and editions for the tests of credibility_db: every test that takes `engine` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings
from sqlalchemy import Engine, text

from credibility_db.cli import main
from credibility_db.curation import LoadOptions, load_records
from credibility_db.edition import Edition, open_edition, publish_edition
from credibility_db.exchange import merge_records, read_files, record_files
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.records import EntityRecord, Located
from tests.credibility_db.postgres import postgres_binaries, running_postgres

RECORDS = Path(__file__).parent / "records"
settings.register_profile("shared cores", deadline=None)  # a busy machine is no failure
settings.load_profile("shared cores")
OPTIONS = LoadOptions(who="tests", why="a test")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of the test run's own."""
    if postgres_binaries() is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    with running_postgres(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'curators.db'}"
    url: str = request.getfixturevalue("postgres_url")
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database with its tables and no rows."""
    engine = open_database(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def records() -> list[EntityRecord]:
    """The made-up records of tests/credibility_db/records."""
    return read_folder(RECORDS)


def read_folder(folder: Path) -> list[EntityRecord]:
    """The merged records of a folder, all of which must be well formed."""
    results = list(read_files(record_files([folder])))
    assert all(isinstance(item, Located) for item in results), results
    return merge_records(item.record for item in results if isinstance(item, Located))


@pytest.fixture
def loaded(engine: Engine, records: list[EntityRecord]) -> Engine:
    """A database that holds the made-up records."""
    with engine.begin() as connection:
        load_records(connection, records, OPTIONS)
    return engine


@pytest.fixture(scope="session")
def edition(records: list[EntityRecord], tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An edition of the made-up records."""
    folder = tmp_path_factory.mktemp("edition")
    engine = open_database(f"sqlite:///{folder / 'curators.db'}")
    upgrade(engine)
    with engine.begin() as connection:
        load_records(connection, records, OPTIONS)
    publish_edition(engine, folder / "editions")
    engine.dispose()
    return open_edition(folder / "editions")


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Run a command against a database and an editions folder of the test's own."""

    def run_command(*arguments: str | Path, code: int = 0) -> Result:
        environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", "SIDENOTE_EDITIONS": str(tmp_path / "editions")}
        result = CliRunner().invoke(main, list(map(str, arguments)), env=environment)
        assert result.exit_code == code, result.output
        return result

    return run_command
