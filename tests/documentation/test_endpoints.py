"""docs/api.md names every endpoint that programs may call, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from server.api.documentation.openapi import describe
from server.app import create_app
from server.config import Config

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text()


def test_every_endpoint_is_documented(tmp_path: Path) -> None:
    app = create_app(Config(editions=tmp_path))
    served = {f"{method.upper()} {path}" for path, operations in describe(app)["paths"].items() for method in operations}
    assert served == set(re.findall(r"^#+ `((?:GET|POST|PUT|DELETE) [^`]+)`", TEXT, flags=re.MULTILINE))
