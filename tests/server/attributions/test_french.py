"""French by phenomenon: forty marked-up sentences of our own, with the marks that must come out."""

from __future__ import annotations

import pytest

from tests.server.attributions.markup import attributions_of, parse, shown

AFTER = [
    "[s:Marthe Quillon] a [c:déclaré] que [q:le barrage tiendra].",
    "[s:Marthe Quillon] a [c:déclaré] mardi que [q:le barrage tiendra].",
    "[s:Marthe Quillon] [c:affirme] dans un communiqué que [q:le barrage tiendra].",
    "[s:Marthe Quillon] a [c:dit] : [q:« Le barrage tiendra. »]",
    "[s:Marthe Quillon] a également [c:prévenu] que [q:la vallée pourrait être inondée].",
    "[s:Marthe Quillon] a [c:accusé] [q:la commune de négligence].",
    "[s:Marthe Quillon] a [c:qualifié] [q:le rapport d'« œuvre de fiction »].",
    "[s:Marthe Quillon] [c:estime] qu'[q:il tiendra].",
]

BEFORE = [
    "[q:« Le barrage tiendra »], a [c:déclaré] [s:Marthe Quillon].",
    "[q:« Le barrage tiendra »], [c:affirme] [s:Marthe Quillon].",
    "[q:« Le barrage tiendra »], a-t-[s:elle] [c:déclaré].",
    "[q:« Le barrage tiendra »], [c:assure]-t-[s:elle].",
    "[q:« Le barrage tiendra »], [c:dit]-[s:il].",
    "[q:“Le barrage tiendra”], a [c:dit] [s:Marthe Quillon] lundi.",
    "[q:« Le barrage tiendra-t-il ? »], a [c:demandé] [s:Marthe Quillon].",
    "[q:Le barrage tiendra], a [c:dit] [s:Marthe Quillon].",
    "[q:Le barrage tiendra], [c:selon] [s:Marthe Quillon].",
    "[c:Selon] [s:Marthe Quillon], [q:le barrage tiendra].",
    "[c:D'après] [s:la police], [q:le barrage tiendra].",
    "[c:Selon] l'[d:ingénieure] [s:Marthe Quillon], [q:le barrage tiendra].",
]

AROUND = [
    "[q:« Le barrage tiendra »], a [c:expliqué] [s:Marthe Quillon]. [q:« Nous l'avons bien construit. »]",
    "[q:« Le barrage »], a [c:dit] [s:Marthe Quillon], [q:« tiendra »].",
]

DESCRIBED = [
    "[s:Marthe Quillon], [d:ingénieure chez Lindal], a [c:dit] que [q:le barrage tiendra].",
    "[q:« Le barrage tiendra »], a [c:dit] [s:Marthe Quillon], [d:directrice de Lindal].",
    "La [d:ministre] [s:Marthe Quillon] a [c:souligné] que [q:le barrage tiendra].",
    "Lundi, l'[d:ancien maire] [s:Thomas Brem] a [c:affirmé] que [q:le barrage tiendra].",
]

CHANNELS = [
    "[s:Marthe Quillon] a [c:déclaré] à l'[h:AFP] que [q:le barrage tiendra].",
    "[s:Marthe Quillon] a [c:confié] au [h:Monde] que [q:le barrage tiendra].",
    "Dans un entretien avec [h:Mediapart], [s:Marthe Quillon] a [c:dit] que [q:le barrage tiendra].",
    "[q:« Le barrage tiendra »], a [c:déclaré] [s:Marthe Quillon] à [h:Reuters].",
]

SOURCES = [
    "[s:Le ministère de l'Eau] a [c:indiqué] que [q:le barrage tiendra].",
    "[s:Des sources policières] ont [c:affirmé] que [q:le barrage tiendra].",
    "[s:Certains experts] [c:pensent] que [q:le barrage tiendra].",
    "[s:Le porte-parole du gouvernement] a [c:démenti] que [q:le barrage soit en danger].",
    "[s:Elle] a [c:ajouté] que [q:le barrage tiendra].",
    "[s:Il] n'a pas [c:dit] que [q:le barrage était sûr].",
    "[s:Les habitants] [c:disent] que [q:le barrage tiendra].",
]

NOTHING = [
    "Le barrage est une prétendue « merveille de la vallée » et attire des visiteurs.",
    "Elle chante dans « La Nuit du barrage » et « Chansons de la vallée ».",
    "Le lac est plein et la vallée est verte.",
]


@pytest.mark.parametrize("marked", AFTER + BEFORE + AROUND + DESCRIBED + CHANNELS + SOURCES)
def test_marks(marked: str) -> None:
    text, expected = parse(marked)
    assert shown(attributions_of(text, "fr")) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_attributed(text: str) -> None:
    assert shown(attributions_of(text, "fr"))["q"] == []
