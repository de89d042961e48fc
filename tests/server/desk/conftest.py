"""A desk on the invented world of tests/golden, with an account of each role; each test has a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from credibility_db.curation.people import create_account
from credibility_db.migrations import upgrade
from credibility_db.models import ROLES, open_database
from server.app import create_app
from server.config import Config
from tests.server.desk.person import Person

NAMES = {"contributor": "carol", "curator": "kurt", "admin": "ada"}


@pytest.fixture(scope="session")
def desk_template(golden_editions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that every test of the desk begins with: the golden world and the accounts carol, kurt and ada, without passwords."""
    target = tmp_path_factory.mktemp("desk") / "curators.db"
    shutil.copy(golden_editions.parent / "curators.db", target)
    engine = open_database(f"sqlite:///{target}")
    upgrade(engine)
    with engine.begin() as connection:
        for role in ROLES:
            create_account(connection, NAMES[role], role, by="tests")
    engine.dispose()
    return target


@pytest.fixture
def desk_config(desk_template: Path, golden_editions: Path, tmp_path: Path) -> Config:
    """The settings of a desk; override it to try others."""
    shutil.copy(desk_template, tmp_path / "curators.db")
    return Config(editions=golden_editions, database_url=f"sqlite:///{tmp_path / 'curators.db'}")


@pytest.fixture
def desk(desk_config: Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The app with its desk. It waits for the look-up of a key however busy the machine is: what happens else is a matter of test_keyring.py."""
    monkeypatch.setattr("server.keyring.PATIENCE_SECONDS", 60.0)
    app = create_app(desk_config)
    yield app
    app.extensions["sidenote"].curators.close()


@pytest.fixture
def as_role(desk: Flask) -> Callable[[str], Person]:
    """`as_role("curator")` is a browser signed in with that role; `as_role("anonymous")` one that is not."""

    def browser(role: str) -> Person:
        person = Person(desk)
        if role != "anonymous":
            person.signed_in_as(NAMES[role])
        return person

    return browser


@pytest.fixture
def contributor(as_role: Callable[[str], Person]) -> Person:
    """carol's browser."""
    return as_role("contributor")


@pytest.fixture
def curator(as_role: Callable[[str], Person]) -> Person:
    """kurt's browser."""
    return as_role("curator")


@pytest.fixture
def admin(as_role: Callable[[str], Person]) -> Person:
    """ada's browser."""
    return as_role("admin")
