"""The keys' commands: a secret on standard output and nowhere else, errors in a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from server.cli import main


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'curators.db'}"
    engine = open_database(url)
    upgrade(engine)
    engine.dispose()
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.usefixtures("database")
def test_a_key_is_made_listed_and_revoked() -> None:
    made = run("create-key", "--holder", "The Example Gazette", "--scope", "batches", "--scope", "read", "--days", "30")
    assert made.exit_code == 0, made.output
    secret = made.stdout.strip()
    prefix = secret.split("_")[1]
    listed = run("list-keys").stdout
    assert prefix in listed
    assert "never used\tbatches read\t-\tThe Example Gazette" in listed
    assert secret.split("_")[2] not in listed
    assert run("revoke-key", prefix).exit_code == 0
    assert "revoked 20" in run("list-keys").stdout
    again = run("revoke-key", prefix)
    assert (again.exit_code, "was revoked" in again.stderr) == (1, True)


@pytest.mark.usefixtures("database")
def test_a_wrong_call_is_explained() -> None:
    assert run("create-key", "--holder", "A paper", "--scope", "write").exit_code == 2
    refused = run("create-key", "--holder", "A paper", "--scope", "review")
    assert (refused.exit_code, "give the account" in refused.stderr) == (1, True)


def test_a_database_without_tables_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    refused = run("list-keys")
    assert (refused.exit_code, "`load`" in refused.stderr) == (1, True)
