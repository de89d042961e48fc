"""docs/errors.md lists every problem type as the code has it."""

from __future__ import annotations

import re
from pathlib import Path

from server.api.documentation.views import problem_types

TEXT = (Path(__file__).parents[2] / "docs" / "errors.md").read_text()
ROW = re.compile(r"^\| `/problems/([a-z-]+)` \| (\d+) \| (.*?) \|$", re.MULTILINE)
ROWS = {name: (int(status), title) for name, status, title in ROW.findall(TEXT)}


def test_every_problem_type_is_documented() -> None:
    assert {name: (kind.status, kind.title) for name, kind in problem_types().items()} == ROWS
