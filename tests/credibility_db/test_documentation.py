"""docs/data.md and docs/curating.md say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from credibility_db.cli import main
from credibility_db.predicates import PREDICATES
from credibility_db.schemas import CitationSchema, EntitySchema, HostSchema, NameSchema, StatementSchema

ROOT = Path(__file__).parents[2]
DATA = (ROOT / "docs" / "data.md").read_text("utf-8")
CURATING = (ROOT / "docs" / "curating.md").read_text("utf-8")


def test_every_command_and_every_rule_is_explained() -> None:
    for command in main.commands:
        assert f"credibility_db {command} " in CURATING
    source = "".join(path.read_text("utf-8") for path in (ROOT / "credibility_db" / "curation" / "rules").glob("*.py"))
    codes = set(re.findall(r'Finding\("([a-z-]+)"', source))
    documented = set(re.findall(r"^\| `([a-z-]+)` \| (?:error|warning)", CURATING, re.MULTILINE))
    assert codes == documented


def test_every_predicate_with_its_level_and_every_member_is_explained() -> None:
    for predicate in PREDICATES.values():
        row = re.search(rf"^\| `{predicate.name}` \|.*\| (\w*) ?\|$", DATA, re.MULTILINE)
        assert row is not None, predicate.name
        assert row.group(1) == (predicate.level or "")
    for schema in (EntitySchema, NameSchema, HostSchema, CitationSchema, StatementSchema):
        for member in schema().fields:
            assert f"`{member}`" in DATA or member in ("valid_from", "valid_to"), member
