"""`create-curator`: the first account of a desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from credibility_db.models import open_database
from credibility_db.queries import accounts
from server.cli import main


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path / 'curators.db'}"
    monkeypatch.setenv("DATABASE_URL", address)
    return address


@pytest.mark.parametrize(
    ("arguments", "given", "code", "said"),
    [
        (["Ada", "--role", "admin"], "a quiet word or two\n", 0, "account ada, with the role admin"),
        (["ada", "--link"], "", 0, "/desk/link/"),
        (["ada"], "short\n", 1, "at least 12"),
        (["two words"], "a quiet word or two\n", 1, "lower-case"),
        (["ada", "--role", "owner"], "", 2, "Invalid value"),
    ],
)
def test_an_account_is_made_or_the_reason_told(url: str, arguments: list[str], given: str, code: int, said: str) -> None:
    result = CliRunner().invoke(main, ["create-curator", *arguments], input=given)
    assert (result.exit_code, said in result.output) == (code, True), result.output
    if code:
        return
    engine = open_database(url)
    with engine.connect() as connection:
        (row,) = accounts(connection)
    engine.dispose()
    assert (row.name, bool(row.has_password)) == ("ada", "--link" not in arguments)
    assert CliRunner().invoke(main, ["create-curator", "ada"], input="a quiet word or two\n").exit_code == 1
