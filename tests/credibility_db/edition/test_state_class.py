"""How an outlet stands to a state, as a table of who is above whom."""

from __future__ import annotations

from typing import Any

import pytest

from credibility_db.edition.state_class import state_class


def statement(predicate: str, target: str, **more: Any) -> dict[str, Any]:
    known = {"role": None, "valid_from": None, "valid_to": None, "rank": "normal", "qualifiers": {}}
    return known | {"predicate": predicate, "object": {"id": target, "name": target}} | more


def record(entity_id: str, category: str, *statements: dict[str, Any]) -> dict[str, Any]:
    return {"id": entity_id, "category": category, "statements": list(statements)}


STATE = record("velmark", "government body")
HOLDING = record("holding", "media group", statement("owned_by", "velmark"))
CIRCLE = record("circle", "media group", statement("owned_by", "circle"))
CHARTER = statement("legal_form", "statutory corporation with a royal charter")
CASES: list[tuple[str, list[dict[str, Any]], str | None]] = [
    ("no statement", [], None),
    ("owned by the state", [statement("owned_by", "velmark")], "owned"),
    ("owned through a holding", [statement("part_of", "holding")], "owned"),
    ("controlled", [statement("controlled_by", "velmark")], "controlled"),
    ("a step of control on the way", [statement("controlled_by", "holding")], "controlled"),
    ("owned and controlled", [statement("controlled_by", "velmark"), statement("owned_by", "holding")], "owned"),
    ("money alone", [statement("funded_by", "velmark")], "funded"),
    ("managed, as a dataset says", [statement("affiliated_with", "velmark", role="state-managed")], "managed"),
    ("a minority share", [statement("owned_by", "velmark", qualifiers={"share": 20.0})], None),
    ("sold before", [statement("owned_by", "velmark", valid_to="2019")], None),
    ("deprecated", [statement("owned_by", "velmark", rank="deprecated")], None),
    ("autonomous though owned", [CHARTER, statement("owned_by", "velmark")], None),
    ("autonomous and funded", [CHARTER, statement("funded_by", "velmark")], "funded"),
    ("in a circle", [statement("owned_by", "circle")], None),
    ("an owner without a record", [statement("owned_by", "nobody")], None),
]


@pytest.mark.parametrize(("statements", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_state_class(statements: list[dict[str, Any]], expected: str | None) -> None:
    records = {each["id"]: each for each in (STATE, HOLDING, CIRCLE)}
    assert state_class(record("outlet", "newspaper", *statements), records, "2026-11-28") == expected
