"""Russian names in the genitive get their nominative; names that do not decline stay."""

from __future__ import annotations

import pytest

from tests.server.attributions.markup import attributions_of

GENITIVES = [
    ("Владимира Лунина", "Владимир Лунин"),
    ("Марии Квилиной", "Мария Квилина"),
    ("Сергея Бремова", "Сергей Бремов"),
    ("Николая Бремовского", "Николай Бремовский"),
    ("Дмитрия Лунича", "Дмитрий Лунич"),
    ("Анны Луницкой", "Анна Луницкая"),
    ("Джона Картера", "Джон Картер"),
    ("Александра Бременко", "Александр Бременко"),
    ("Ангелы Брем", "Ангела Брем"),
]


@pytest.mark.parametrize(("genitive", "nominative"), GENITIVES)
def test_nominative(genitive: str, nominative: str) -> None:
    (found,) = attributions_of(f"По словам {genitive}, плотина выдержит.", "ru")
    assert (found.source.name, found.source.span and found.source.span.text) == (nominative, genitive)


def test_a_surname_in_the_genitive_is_the_person_met_before() -> None:
    first, second = attributions_of("«Нет», — сказал Владимир Лунин. По словам Лунина, плотина выдержит.", "ru")
    assert first.source.name == second.source.name == "Владимир Лунин"


def test_a_subject_is_in_the_nominative_already() -> None:
    (found,) = attributions_of("Александра Лунина сказала, что плотина выдержит.", "ru")
    assert found.source.name == "Александра Лунина"
