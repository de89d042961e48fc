"""The database's tables, version by version (Alembic). No alembic.ini: the folder is found from the package, the database is handed over."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from credibility_db.errors import DatabaseNotReady


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def newest() -> str:
    """The version of the tables that this code works with."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def version_of(engine: Engine) -> str | None:
    """The version of a database's tables, None for an empty one."""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        raise DatabaseNotReady("the database cannot be reached") from error


def upgrade(engine: Engine, version: str = "head") -> None:
    """Bring a database's tables to a version, by default the newest. Does nothing when they are there. Raises DatabaseNotReady."""
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, version)
    except OperationalError as error:
        raise DatabaseNotReady("the database cannot be reached") from error


def require_newest(engine: Engine) -> None:
    """Raise DatabaseNotReady unless the tables are those this code works with."""
    found = version_of(engine)
    if found != newest():
        raise DatabaseNotReady(f"the database's tables are of version {found or 'none'}, this code needs {newest()}: run `load` first")
