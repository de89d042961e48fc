"""How recorded names are also printed."""

from __future__ import annotations

import pytest

from credibility_db.edition.spellings import spellings


@pytest.mark.parametrize(
    ("name", "kind", "alone", "also"),
    [
        ("The Times", "outlet", False, ["the Times"]),
        ("The New York Times", "outlet", True, ["the New York Times"]),
        ("Der Spiegel", "outlet", True, ["der Spiegel"]),
        ("Le Monde", "outlet", True, ["le Monde"]),
        ("NATO", "organization", True, ["Nato"]),
        ("TASS", "outlet", True, ["Tass"]),
        ("Time", "outlet", False, ["TIME"]),
        ("Vogue", "outlet", True, ["VOGUE"]),
        ("WHO", "organization", True, []),  # "Who" is a word
        ("NSC", "organization", False, []),
        ("FAIR", "organization", False, []),
        ("The Rock", "person", False, []),
        ("Fox News", "outlet", True, []),
        ("RT", "outlet", False, []),
        ("Demos", "organization", False, []),
        ("新华社", "outlet", True, []),
    ],
)
def test_spellings(name: str, kind: str, alone: bool, also: list[str]) -> None:
    assert list(spellings(name, kind=kind, alone=alone)) == [name, *also]
