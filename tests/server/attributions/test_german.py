"""German by phenomenon: marked-up sentences of our own, with the marks that must come out."""

from __future__ import annotations

import pytest

from tests.server.attributions.markup import attributions_of, parse, shown

DIRECT = [
    "[q:„Der Damm wird halten“], [c:sagte] [s:Petra Moosbach].",
    "[q:„Der Damm wird halten“], [c:so] [s:Petra Moosbach].",
    "[q:„Der Damm wird halten“], [c:sagte] [s:sie].",
    "[s:Petra Moosbach] [c:sagte]: [q:„Der Damm wird halten.“]",
    "[s:Petra Moosbach] [c:sagte] am Montag: [q:„Der Damm wird halten.“]",
    "Am Montag [c:sagte] [s:Petra Moosbach]: [q:„Der Damm wird halten.“]",
    "[q:»Der Damm wird halten«], [c:erklärte] [s:Petra Moosbach].",
    "[q:„Der Damm wird halten“], [c:betonte] [s:Petra Moosbach]. [q:„Wir haben ihn gut gebaut.“]",
]

INDIRECT = [
    "[s:Petra Moosbach] [c:sagte], [q:der Damm werde halten].",
    "[s:Petra Moosbach] [c:sagte], dass [q:der Damm halten werde].",
    "[s:Petra Moosbach] [c:erklärte] gestern, [q:der Damm werde halten].",
    "Gestern [c:erklärte] [s:Petra Moosbach], [q:der Damm werde halten].",
    "[s:Die Polizei] [c:teilte] gestern mit, [q:der Damm werde halten].",
    "[s:Die Regierung] [c:behauptet], [q:der Damm werde halten].",
    "[q:Der Damm werde halten], [c:so] [s:die Polizei].",
    "[c:Laut] [s:Petra Moosbach] [q:wird der Damm halten].",
    "[q:Der Damm wird] [c:nach Angaben] [s:der Polizei] [q:noch lange halten].",
    "[s:Dem Ministerium] [c:zufolge] [q:wird der Damm halten].",
]

NOTHING = [
    "Der Damm gilt als „Wunder“ der Gegend.",
    "Der Damm hält das Wasser.",
    "Man nehme Mehl und Wasser und rühre gut um.",
]


@pytest.mark.parametrize("marked", DIRECT + INDIRECT)
def test_source_cue_and_content(marked: str) -> None:
    text, expected = parse(marked)
    found = shown(attributions_of(text, "de"))
    assert {mark: found[mark] for mark in "scq"} == {mark: expected[mark] for mark in "scq"}


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_attributed(text: str) -> None:
    assert shown(attributions_of(text, "de"))["q"] == []
