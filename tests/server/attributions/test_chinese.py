"""Chinese by phenomenon: forty marked-up sentences of our own, with the marks that must come out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.server.attributions.markup import attributions_of, parse, shown
from tests.server.attributions.test_any_text import spans_of

AFTER = [
    "[s:王赫][c:说]，[q:大坝会守住]。",
    "[s:王赫][c:表示]，[q:大坝会守住]。",
    "[s:王赫]周二[c:表示]，[q:大坝会守住]。",
    "[s:王赫]在声明中[c:指出]，[q:大坝会守住]。",
    "[s:王赫][c:说]：[q:“大坝会守住。”]",
    "[s:王赫]还[c:强调]，[q:大坝“固若金汤”，不会倒]。",
    "[s:王赫][c:认为][q:大坝会守住]。",
    "[s:王赫]5月24日[c:称]，[q:山谷可能被淹]。",
    "随后，[s:王赫]进一步[c:警告说]，[q:山谷可能被淹]。",
]

BEFORE = [
    "[q:“大坝会守住。”][s:王赫][c:说]。",
    "[q:“大坝会守住，”][s:王赫][c:说]。",
    "[q:“大坝会守住”]，[s:王赫][c:表示]。",
    "[q:「大壩會守住。」][s:王赫][c:說]。",
    "[q:大坝会守住]，[s:王赫][c:说]。",
]

ACCORDING = [
    "[c:据][s:王赫]介绍，[q:大坝会守住]。",
    "[c:据][s:法新社]报道，[q:大坝会守住]。",
    "[c:根据][s:水利部]的数据，[q:大坝会守住]。",
]

AROUND = [
    "[q:“大坝会守住，”][s:王赫][c:说]，[q:“我们建得很好。”]",
    "[q:“大坝会守住。”][s:王赫][c:说]。[q:“我们建得很好，不用担心。”]",
]

DESCRIBED = [
    "[d:林达研究所高级研究员][s:王赫][c:表示]，[q:大坝会守住]。",
    "[d:美国智库林达学会研究员][s:马克·奎尔][c:说]，[q:大坝会守住]。",
    "[d:外交部发言人][s:毛琳]周三[c:表示]，[q:大坝会守住]。",
    "[d:时事评论员][s:李林一][c:分析说]，[q:大坝会守住]。",
    "[d:前水利部长][s:陈大川][c:透露]，[q:大坝会守住]。",
]

CHANNELS = [
    "[s:王赫][c:告诉][h:法新社]，[q:大坝会守住]。",
    "[s:王赫]对[h:路透社][c:表示]，[q:大坝会守住]。",
    "[s:王赫]在接受[h:新唐人]采访时[c:表示]，[q:大坝会守住]。",
    "[s:王赫]在接受[h:美国之音]专访时，[c:指出]，[q:大坝会守住]。",
    "在接受[h:法新社]采访时，[s:王赫][c:说]：[q:“大坝会守住。”]",
    "据[h:法新社]报道，[s:王赫][c:表示]，[q:大坝会守住]。",
    "[h:路透社]援引[s:王赫]的话[c:说]，[q:大坝会守住]。",
]

SOURCES = [
    "[s:他][c:补充说]，[q:大坝会守住]。",
    "[s:两名官员][c:透露]，[q:大坝会守住]。",
    "[s:水利部发言人][c:表示]，[q:大坝会守住]。",
    "[s:一位不愿透露姓名的工程师][c:说]，[q:大坝会守住]。",
    "[s:有专家][c:认为]，[q:大坝会守住]。",
    "《[s:山谷日报]》[c:报道]，[q:大坝会守住]。",
]

NOTHING = [
    "这座大坝被称为“山谷奇迹”，吸引了许多游客。",
    "她在《大坝之夜》和《山谷之歌》中演唱，也写过小说。",
    "湖水很满，山谷一片绿色，说明书放在门口。",
]


@pytest.mark.parametrize("marked", AFTER + BEFORE + ACCORDING + AROUND + DESCRIBED + CHANNELS + SOURCES)
def test_marks(marked: str) -> None:
    text, expected = parse(marked)
    assert shown(attributions_of(text, "zh")) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_attributed(text: str) -> None:
    assert shown(attributions_of(text, "zh"))["q"] == []


PIECES = [
    "王赫",
    "林大川",
    "法新社",
    "发言人",
    "外交部",
    "说",
    "称",
    "表示",
    "告诉",
    "据",
    "报道",
    "接受",
    "采访时",
    "对",
    "在",
    "，",
    "。",
    "：",
    "“",
    "”",
    "「",
    "」",
    "《",
    "》",
    "\n",
    "他",
    "援引",
    "的话",
    "周二",
    "5月24日",
    "（",
    "）",
    "·",
    "大坝会守住",
    "!",
    "？",
    "Ryan Hass",
    "İ",
    "𝒳",
]


@settings(max_examples=300, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_spans_are_exact(text: str) -> None:
    for found in attributions_of(text, "zh"):
        assert found.content.text
        for words, start, end in spans_of(found):
            assert 0 <= start < end <= len(text)
            assert text[start:end] == words


def test_a_surname_with_a_title_and_a_pronoun_are_the_person_met_before() -> None:
    text = "林达研究所所长王大江说，大坝会守住。王所长表示，水位会下降。他还说，不必惊慌。"
    assert [found.source.name for found in attributions_of(text, "zh")] == ["王大江"] * 3


def test_a_quotation_alone_in_its_paragraph_goes_on() -> None:
    first, second = attributions_of("王赫说：“大坝会守住。”\n\n“我们建得很好，不必惊慌。”", "zh")
    assert (second.source.name, second.continues) == ("王赫", first.id)
