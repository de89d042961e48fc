"""Spanish by phenomenon: forty marked-up sentences of our own, with the marks that must come out."""

from __future__ import annotations

import pytest

from tests.server.attributions.markup import attributions_of, parse, shown

AFTER = [
    "[s:Marta Quintela] [c:dijo] que [q:la presa aguantará].",
    "[s:Marta Quintela] [c:dijo] el martes que [q:la presa aguantará].",
    "[s:Marta Quintela] [c:aseguró] en un comunicado que [q:la presa aguantará].",
    "[s:Marta Quintela] [c:dijo]: [q:«La presa aguantará»].",
    "[s:Marta Quintela] ha [c:afirmado] que [q:la presa aguantará].",
    "[s:Marta Quintela] también [c:advirtió] de que [q:el valle podría inundarse].",
    "[s:Marta Quintela] [c:acusó] [q:al ayuntamiento de abandono].",
    "[s:Marta Quintela] [c:calificó] [q:el informe de «obra de ficción»].",
]

BEFORE = [
    "[q:«La presa aguantará»], [c:dijo] [s:Marta Quintela].",
    "[q:“La presa aguantará”], [c:afirmó] [s:Marta Quintela] el lunes.",
    '[q:"La presa aguantará"], ha [c:dicho] [s:Marta Quintela].',
    "[q:«La presa aguantará»], [c:señaló] [s:ella].",
    "[q:«¿Aguantará la presa?»], [c:preguntó] [s:Marta Quintela].",
    "[q:La presa aguantará], [c:dijo] [s:Marta Quintela].",
    "[q:La presa aguantará], [c:según] [s:Marta Quintela].",
    "[c:Según] [s:Marta Quintela], [q:la presa aguantará].",
    "[c:Según] [s:la policía], [q:la presa aguantará].",
    "[c:De acuerdo con] la [d:alcaldesa] [s:Marta Quintela], [q:la presa aguantará].",
]

AROUND = [
    "[q:«La presa aguantará»], [c:aseguró] [s:Marta Quintela]. [q:«La construimos bien»], [c:añadió].",
    "[q:«La presa»], [c:dijo] [s:Marta Quintela], [q:«aguantará»].",
]

DESCRIBED = [
    "[s:Marta Quintela], [d:ingeniera de Obras Lindal], [c:dijo] que [q:la presa aguantará].",
    "[q:«La presa aguantará»], [c:dijo] [s:Marta Quintela], [d:directora de Obras Lindal].",
    "La [d:ministra] [s:Marta Quintela] [c:declaró] que [q:la presa aguantará].",
    "El lunes, el [d:exministro] [s:Tomás Brema] [c:afirmó] que [q:la presa aguantará].",
]

INVERTED = [
    "Así lo [c:explicó] [s:Marta Quintela]: [q:«La presa aguantará»].",
    "Ayer [c:dijo] [s:el ministro] que [q:la presa aguantará].",
]

CHANNELS = [
    "[s:Marta Quintela] [c:declaró] a [h:EFE] que [q:la presa aguantará].",
    "[s:Marta Quintela] [c:dijo] a la [h:Cadena Ser] que [q:la presa aguantará].",
    "En una entrevista con [h:El País], [s:Marta Quintela] [c:dijo] que [q:la presa aguantará].",
    "[q:«La presa aguantará»], [c:declaró] [s:Marta Quintela] a [h:Reuters].",
]

SOURCES = [
    "[s:El Ministerio de Aguas] [c:informó] de que [q:la presa aguantará].",
    "[s:Fuentes del ministerio] [c:aseguraron] que [q:la presa aguantará].",
    "[s:Algunos expertos] [c:creen] que [q:la presa aguantará].",
    "[s:El portavoz del Gobierno] [c:negó] que [q:la presa esté en peligro].",
    "[s:Ella] [c:dijo] que [q:la presa aguantará].",
    "[s:Marta Quintela] [c:pidió] [q:al ayuntamiento que repare la presa].",
    "[s:Marta Quintela] no [c:dijo] que [q:la presa fuera segura].",
]

NOTHING = [
    "La presa es un llamado «milagro del valle» y atrae visitantes.",
    "Canta en «La noche del valle» y en «Canciones de la presa».",
    "El embalse tiene mucha agua y el valle está verde.",
]


@pytest.mark.parametrize("marked", AFTER + BEFORE + AROUND + DESCRIBED + INVERTED + CHANNELS + SOURCES)
def test_marks(marked: str) -> None:
    text, expected = parse(marked)
    assert shown(attributions_of(text, "es")) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_attributed(text: str) -> None:
    assert shown(attributions_of(text, "es"))["q"] == []
