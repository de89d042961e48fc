"""Every rule, predicate and member has its plain words."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from credibility_db.predicates import PREDICATES as KNOWN
from credibility_db.records import EntityRecord, StatementRecord
from server.desk.wording import FINDINGS, LABELS, PREDICATES, lines, period, statement_words

RULES = Path(__file__).parents[3] / "docs" / "curating.md"


def test_every_rule_that_is_documented_has_its_words() -> None:
    assert set(FINDINGS) == set(re.findall(r"^\| `([a-z-]+)` \| (?:error|warning) \|", RULES.read_text(), flags=re.MULTILINE))


def test_every_predicate_has_its_words() -> None:
    assert set(PREDICATES) == set(KNOWN)


def test_every_member_has_its_words() -> None:
    inner = {"object_id", "object_text", "object_unknown", "subject", "statements", "identifiers", "merged_into"}
    assert {field.name for kind in (EntityRecord, StatementRecord) for field in fields(kind)} - inner <= set(LABELS)


@pytest.mark.parametrize(
    ("member", "value", "shown"),
    [
        ("role", None, []),
        ("alone", False, ["no"]),
        ("share", 33.4, ["33.4 %"]),
        ("object", {"unknown": "nobody says"}, ["unknown: nobody says"]),
        ("predicate", "owned_by", ["is owned by"]),
        ("hosts", [{"host": "a.example", "path": "/x", "valid_to": "2020"}, {"host": "b.example"}], ["a.example/x (until 2020)", "b.example"]),
        ("names", [{"text": "A", "language": "zh", "alone": True}], ["A (alias, zh, may stand alone)"]),
        ("citations", [{"title": "T", "publisher": "P", "kind": "press", "url": "https://x.example"}], ["T – P, press: https://x.example"]),
        ("contradicts", ["a.b.c"], ["a.b.c"]),
    ],
)
def test_values_are_lines(member: str, value: object, shown: list[str]) -> None:
    assert lines(member, value) == shown


@pytest.mark.parametrize(
    ("start", "end", "words"), [("2013", "2020", "2013 to 2020"), ("2013", None, "since 2013"), (None, "2020", "until 2020"), (None, None, "")]
)
def test_periods(start: str | None, end: str | None, words: str) -> None:
    assert period({"valid_from": start, "valid_to": end}) == words


def test_a_statement_in_a_line() -> None:
    members = {"predicate": "employed_by", "object": "the-times", "role": "editor", "valid_from": "2013"}
    assert statement_words(members) == "is employed by the-times, editor (since 2013)"
