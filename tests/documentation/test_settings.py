"""docs/settings.md lists every setting with its default and meaning, and none that is not there."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from server.config import Config

ROOT = Path(__file__).parents[2]
ROWS = {
    row[0]: (row[1], row[2])
    for row in re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", (ROOT / "docs" / "settings.md").read_text(), flags=re.MULTILINE)
}


def shown(value: object) -> str:
    if isinstance(value, bool):
        return "`yes`" if value else "`no`"
    text = ",".join(value) if isinstance(value, tuple) else str(value)
    return f"`{text}`" if text else "(empty)"


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    config = Config()
    expected = {item.metadata["name"]: (shown(getattr(config, item.name)), item.metadata["about"]) for item in fields(Config)}
    assert expected == ROWS


def test_no_environment_variable_is_read_outside_the_configuration() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "server").rglob("*.py")
        if re.search(r"os\.environ|os\.getenv", path.read_text()) and path.name != "config.py"
    ]
    assert readers == []
