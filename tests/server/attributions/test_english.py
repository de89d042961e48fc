"""English by phenomenon: marked-up sentences of our own, with the marks that must come out."""

from __future__ import annotations

import pytest

from tests.server.attributions.markup import attributions_of, parse, shown

AFTER = [
    "[s:Marta Quill] [c:said] [q:the dam would hold].",
    "[s:Marta Quill] [c:said] that [q:the dam would hold].",
    "[s:Marta Quill] [c:said] on Tuesday that [q:the dam would hold].",
    "[s:Marta Quill] [c:said] Tuesday [q:the dam would hold].",
    "[s:Marta Quill] [c:said] in a statement that [q:the dam would hold].",
    "[s:Marta Quill] [c:said], [q:“The dam will hold.”]",
    "[s:Marta Quill] [c:said]: [q:“The dam will hold.”]",
    "[s:Marta Quill] [c:said] [q:the dam was “as firm as a church” and would hold].",
    "[s:Marta Quill] has repeatedly [c:said] that [q:the dam would hold].",
    "[s:Marta Quill] also [c:warned] that [q:the valley could flood].",
    "[s:Marta Quill] [c:promised] [q:to mend the dam by spring].",
    "[s:Marta Quill] [c:urged] [q:the council to mend the dam].",
    "[s:Marta Quill] [c:accused] [q:the council of neglect].",
    "[s:Marta Quill] [c:called] [q:the report “a work of fiction.”]",
    "[s:Marta Quill] [c:asked] [q:whether the dam would hold].",
    "[s:The engineers] [c:say] [q:the dam will hold].",
    "[s:She] [c:argued] [q:the dam would hold].",
    "[s:Marta Quill] [c:claims] [q:the dam will hold].",
    "In an interview, [s:Marta Quill] [c:said] [q:the dam would hold].",
    "When it rained, [s:Marta Quill] [c:said] [q:the dam would hold].",
]

BEFORE = [
    "[q:“The dam will hold,”] [s:Marta Quill] [c:said].",
    "[q:“The dam will hold,”] [c:said] [s:Marta Quill].",
    "[q:“The dam will hold,”] [s:Marta Quill] [c:said] on Tuesday.",
    "[q:“The dam will hold,”] [c:said] [s:Marta Quill] in a statement.",
    "[q:“Will the dam hold?”] [s:Marta Quill] [c:asked].",
    "[q:“Will the dam hold?”] [s:she] [c:asked].",
    "[q:The dam will hold], [s:Marta Quill] [c:said].",
    "[q:The dam will hold], [c:said] [s:Marta Quill].",
    "[q:The dam will hold], [c:according to] [s:Marta Quill].",
    "[c:According to] [s:Marta Quill], [q:the dam will hold].",
    "[q:The dam is “as firm as a church,”] [s:Marta Quill] [c:said].",
    "[q:“The dam will hold,”] the engineer [s:Marta Quill] [c:said].",
]

AROUND = [
    "[q:“The dam will hold,”] [s:Marta Quill] [c:said]. [q:“We built it well.”]",
    "[q:“The dam,”] [s:Marta Quill] [c:said], [q:“will hold.”]",
    "[q:The dam], [s:Marta Quill] [c:said], [q:will hold for years].",
    "[q:“The dam will hold,”] [c:said] [s:Marta Quill], an engineer. [q:“We built it well.”]",
    "[q:“The dam will hold,”] [s:she] [c:said]. [q:“We built it well. It is new.”]",
]

SUBJECTS = [
    "[s:Six in 10] [c:say] [q:the dam will hold].",
    "[s:Nearly a third] [c:say] [q:they fear the dam].",
    "On the bridge, [s:42%] [c:say] [q:it is too old].",
    "[s:Sources close to the mayor] [c:say] [q:the dam is old].",
    "[s:The farmers] whose land was flooded [c:say] [q:the dam is old].",
    "[s:Neighbours] who have seen the dam lately [c:say] [q:it is old].",
    "[s:A clerk] who was in the hall [c:said] [q:the dam was old].",
    "[s:Mr. Bremmer and Ms. Quill] [c:say] [q:the dam is old].",
    "[q:The big dam is holding, but it is old], [c:said] the works' chief engineer, [s:Tom Bremmer].",
    "[s:Tom Bremmer], [d:head of the Valley Union], [c:said] [q:he and other farmers were glad].",
]

NOUNS = [
    "Most state dams have been mended.",
    "The river crosses two states that have no dams.",
    "She came from Western states like Utah.",
    "Republican claims like these were rated false.",
    "The mayor's earlier remarks came in the wake of a flood.",
    "The mayor wrote a novel called “The Valley Dam.”",
]

TITLES = [
    "[s:Marta Quill] [c:said] on CBS’s “Meet the Valley” that [q:the dam was old].",
    "[q:The dam is old], [s:Marta Quill] [c:said] in her book, “The Valley Dam.”",
    "On “Valley News Sunday,” [s:Marta Quill] [c:said] [q:the dam was old].",
]

APPOSITION = [
    "[s:Marta Quill], [d:an engineer at Bremmer Works], [c:said] [q:the dam would hold].",
    "[s:Marta Quill], 52, [c:said] [q:the dam would hold].",
    "[s:Marta Quill], [d:who runs Bremmer Works], [c:said] [q:the dam would hold].",
    "[s:Marta Quill] -- [d:an engineer at Bremmer Works] -- [c:said] [q:the dam would hold].",
    "[q:“The dam will hold,”] [c:said] [s:Marta Quill], [d:the chief executive of Bremmer Works].",
    "[q:“The dam will hold,”] [s:Marta Quill], [d:a retired engineer], [c:said] on Monday.",
    "[d:Senator] [s:Marta Quill] [c:said] [q:the dam would hold].",
    "[d:Former mayor] [s:Marta Quill] [c:said] [q:the dam would hold].",
    "[q:“The dam will hold,”] [c:said] [d:spokeswoman] [s:Marta Quill].",
    "[s:Marta Quill], [d:a fellow at the Lindholm Institute, a research group], [c:said] [q:the dam would hold].",
]

CHANNELS = [
    "[s:Marta Quill] [c:told] [h:Reuters] [q:the dam would hold].",
    "[s:Marta Quill] [c:told] [h:The Valley Times] that [q:the dam would hold].",
    "[q:“The dam will hold,”] [s:Marta Quill] [c:told] [h:CNN].",
    "In an interview with [h:ABC News], [s:Marta Quill] [c:said] [q:the dam would hold].",
    "[s:Marta Quill] [c:said] in an interview with [h:BBC Radio] that [q:the dam would hold].",
    "[h:The Valley Times] reported that [s:Marta Quill] [c:said] [q:the dam would hold].",
    "[h:Reuters] reported that [s:Marta Quill] [c:warned] that [q:the dam could burst].",
    "[s:Marta Quill] [c:told] reporters that [q:the dam would hold].",
    "[s:Marta Quill] [c:told] us [q:the dam would hold].",
    "[q:The dam will hold], [c:according to] [s:officials].",
]

SOURCES = [
    "[s:The ministry] [c:said] [q:the dam would hold].",
    "[s:Officials] [c:said] [q:the dam would hold].",
    "[s:A spokesman for the ministry] [c:said] [q:the dam would hold].",
    "[s:Some experts] [c:say] [q:the dam will hold].",
    "[s:Quill's campaign] [c:said] [q:the dam would hold].",
    "[s:Quill's lawyer] [c:said] [q:the dam would hold].",
    "[s:The White House] [c:said] [q:the dam would hold].",
    "[s:They] [c:said] [q:the dam would hold].",
    "[s:The outside world] [c:interprets] that [q:the dam will burst].",
    "[s:Marta Quill] [c:believes]: [q:“The dam will hold.”]",
    "[q:“The dam will hold”] [c:―] [s:Marta Quill]",
    "[s:Mary Quill][c::] [q:The dam will hold]",
]

TYPOGRAPHY = [
    '[q:"The dam will hold,"] [s:Marta Quill] [c:said].',
    "[q:''The dam will hold,''] [s:Marta Quill] [c:said].",
    "[q:‘The dam will hold,’] [s:Marta Quill] [c:said].",
    "[q:«The dam will hold,»] [s:Marta Quill] [c:said].",
    "[q:„The dam will hold,“] [s:Marta Quill] [c:said].",
    "[s:Marta Quill] [c:said], [q:“He told me ‘it will hold’ twice.”]",
    '[q:"The dam won\'t break,"] [s:Marta Quill] [c:said].',
    "[q:“The dam will hold,”] [s:Marta Quill] [c:said]. “It is",
    "[s:Marta Quill] [c:said] that [q:the dam “will hold.”] The end”.",
]

NOTHING = [
    "The dam is a so-called “wonder of the valley” and draws visitors.",
    "She sings on “The Late Show” and in “Valley Songs.”",
    "The network licenses “Politics” and “Larry Now” from a producer.",
    "Five states have dams like this.",
    "The reported damage was small.",
    "The note was long and the report was short.",
    "He had a say in the matter.",
    "READ MORE: Marta Quill says the dam will hold",
    "Engineers said to be in the valley have left.",
    "The question is whether the dam holds.",
    "His call for more dams was heard.",
    "The dam holds water; the valley is green.",
    "Mix flour and water, add the eggs and stir.",
    "United beat Rovers 2-1, and the crowd went home.",
]


@pytest.mark.parametrize("marked", AFTER + BEFORE + AROUND + SUBJECTS + TITLES + SOURCES + TYPOGRAPHY)
def test_source_cue_and_content(marked: str) -> None:
    text, expected = parse(marked)
    found = shown(attributions_of(text))
    assert {mark: found[mark] for mark in "scq"} == {mark: expected[mark] for mark in "scq"}


@pytest.mark.parametrize("marked", APPOSITION)
def test_description(marked: str) -> None:
    text, expected = parse(marked)
    found = shown(attributions_of(text))
    assert {mark: found[mark] for mark in "scqd"} == {mark: expected[mark] for mark in "scqd"}


@pytest.mark.parametrize("marked", CHANNELS)
def test_channel(marked: str) -> None:
    text, expected = parse(marked)
    found = shown(attributions_of(text))
    assert {mark: found[mark] for mark in "scqh"} == {mark: expected[mark] for mark in "scqh"}


@pytest.mark.parametrize("text", NOTHING + NOUNS)
def test_nothing_is_attributed(text: str) -> None:
    assert shown(attributions_of(text))["q"] == []
