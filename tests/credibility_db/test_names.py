"""Folding of names and which may stand alone."""

from __future__ import annotations

import pytest

from credibility_db.names import fold_name, is_one_common_word, is_too_common, may_stand_alone
from credibility_db.records import NameRecord


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Libération", "Liberation"),
        ("Liberation\u0301", "Liberation\u0301".replace("n\u0301", "n")),
        ("Xi’an  Daily", "Xi'an Daily"),
        ("Rheinisch\u2010Post", "Rheinisch-Post"),
        ("Ёлка й", "Елка й"),
        ("ＣＮＮ", "CNN"),
        ("Jyllands\u00a0Posten ø ǿ", "Jyllands Posten o o"),
        ("何瑞恩", "何瑞恩"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@pytest.mark.parametrize("name", ["Time", "The Sun", "Mirror", "Daily News", "The Evening Standard", "1843", "The", "Focus"])
def test_too_common(name: str) -> None:
    assert is_too_common(name)


@pytest.mark.parametrize(
    "name", ["The New York Times", "Reuters", "Financial Times", "CCTV", "Brookings Institution", "环球时报", "Der Spiegelfechter"]
)
def test_not_too_common(name: str) -> None:
    assert not is_too_common(name)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        (NameRecord("Brookings Institution", "canonical"), "organization", True),
        (NameRecord("Ryan Hass", "canonical"), "person", False),
        (NameRecord("Ryan Hass", "canonical", alone=True), "person", True),
        (NameRecord("Time", "canonical", alone=True), "outlet", False),
        (NameRecord("Daily News", "canonical"), "outlet", False),
        (NameRecord("Daily News", "canonical", alone=True), "outlet", True),
        (NameRecord("CNN", "abbreviation"), "outlet", False),
        (NameRecord("Brookings"), "organization", False),
        (NameRecord("新华社", language="zh"), "outlet", True),
    ],
)
def test_may_stand_alone(name: NameRecord, kind: str, expected: bool) -> None:
    assert may_stand_alone(name, entity_kind=kind) is expected


def test_one_common_word_is_one_word() -> None:
    assert is_one_common_word("The Times")
    assert not is_one_common_word("Daily News")
