"""`python -m server create-bundle-key`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main


def test_a_bundle_key_is_made_once_and_shown_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDENOTE_BUNDLE_KEY", str(tmp_path / "key.pem"))
    first, again = (CliRunner().invoke(main, ["create-bundle-key"]) for _ in range(2))
    assert (first.exit_code, again.exit_code, again.stdout) == (0, 0, first.stdout)
    assert re.fullmatch(r"public key   [A-Za-z0-9+/]{43}=\nfingerprint  (?:[0-9a-f]{4} ){7}[0-9a-f]{4}\n", first.stdout)
    (tmp_path / "key.pem").write_text("something else")
    assert CliRunner().invoke(main, ["create-bundle-key"]).exit_code == 1
