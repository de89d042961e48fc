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
        ("Fox News", "outlet", True, []),
        ("RT", "outlet", False, []),
        ("Demos", "organization", False, []),
        ("新华社", "outlet", True, []),
    ],
)
def test_spellings(name: str, kind: str, alone: bool, also: list[str]) -> None:
    assert spellings(name, kind=kind, alone=alone) == [(each, alone) for each in (name, *also)]


@pytest.mark.parametrize(
    ("name", "country", "has"),
    [
        ("Joseph E. Stiglitz", "US", ["Joseph Stiglitz", "J. Stiglitz", "J. E. Stiglitz", "J.E. Stiglitz"]),
        ("Ryan Hass", "US", ["R. Hass"]),
        ("Xi Jinping", "CN", ["Jinping Xi"]),
        ("Viktor Orbán", "HU", ["Orbán Viktor"]),
        ("Ursula von der Leyen", "DE", ["Ursula Von der Leyen", "U. von der Leyen"]),
        ("Abdel Fattah el-Sisi", "EG", ["Abdel Fattah al-Sisi", "Abdel Fattah Al-Sisi", "Abdel Fattah al Sisi"]),
        ("Volodymyr Zelenskyy", "UA", ["Volodymyr Zelensky", "Volodymyr Zelenskiy", "Wolodymyr Zelenskii"]),
        ("Sergey Lavrov", "RU", ["Sergei Lavrov"]),
        ("Mohammed bin Salman", "SA", ["Mohammad bin Salman", "Mohammed Bin Salman"]),
        ("Владимир Путин", "RU", ["Владимира Путина", "Владимиру Путину", "Владимиром Путиным", "Владимире Путине"]),
        ("Дмитрий Песков", "RU", ["Дмитрия Пескова", "Дмитрию Пескову", "Дмитрием Песковым"]),
        ("Сергей Шойгу", "RU", ["Сергея Шойгу", "Сергею Шойгу"]),
        ("Мария Захарова", "RU", ["Марии Захаровой", "Марию Захарову"]),
        ("Володимир Зеленський", "UA", ["Володимира Зеленського", "Володимиром Зеленським"]),
        ("Владимир Зеленский", "UA", ["Владимира Зеленского", "Владимиру Зеленскому"]),
    ],
)
def test_people(name: str, country: str, has: list[str]) -> None:
    found = spellings(name, kind="person", alone=True, country=country)
    assert set(has) <= {text for text, _ in found}
    assert [text for text, alone in found if alone] == [name], "only the recorded spelling may stand alone"


@pytest.mark.parametrize("name", ["Plato", "Ferdinand Marcos Jr.", "王赫", "アベ", "김정은", "Wang He"])
def test_names_that_have_no_other_spelling_keep_their_own(name: str) -> None:
    assert spellings(name, kind="person", alone=False, country=None)[0] == (name, False)
