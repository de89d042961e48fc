"""Datelines and credit lines: marked-up texts in, clues out. The clue is what stands between ‹ and ›."""

from __future__ import annotations

import pytest

from server.reading.credits import credit_in, dateline_of_lines, find_credits, find_dateline


def unmark(marked: str) -> tuple[str, tuple[int, int] | None]:
    start, end = marked.find("‹"), marked.find("›") - 1
    return marked.replace("‹", "").replace("›", ""), (start, end) if start >= 0 else None


@pytest.mark.parametrize(
    "marked",
    [
        "‹[NTD Times, Beijing time, May 25, 2023]›Chinese Communist Party leader Xi Jinping met",
        "‹PARIS (AFP)› — The minister said on Friday that",
        "‹WASHINGTON, May 25 (Reuters)› - The president said",
        "‹(Reuters)› - Shares fell on Friday",
        "‹LOUISVILLE, Ky. (AP)› — Two people",
        "‹Berlin (dpa/tmn)› - Wer im Mai",
        "‹Frankfurt/Main (dpa)› - Die Bank",
        "‹Bruselas, 7 oct (EFE)›.- La Comisión",
        "‹SEOUL, Aug. 20 (Yonhap)› -- The government",
        "‹【新唐人北京时间2023年05月25日讯】›中共党魁",
        "‹新华社北京5月25日电›（记者张三）国务院",
        "‹中新网上海5月25日电› (李四) 上海市",
        "‹（中央社台北25日電）›總統府",
        "‹МОСКВА, 25 мая - РИА Новости.› Президент",
        "‹МОСКВА, 25 мая. /ТАСС/.› Президент",
        "A summary of the story.\n\n‹PARIS (AFP)› — The minister said",
        "The minister (Labour) said on Friday that nothing was decided.",
        "The company said the drug (known as X-12) - which failed - was safe.",
        "He spoke of the European Central Bank (ECB) — its rates and its men.",
        "Reuters reported on Friday that the minister had resigned.",
        "1. (a) - nothing",
        "新华社报道说，会谈已经结束。",
    ],
)
def test_find_dateline(marked: str) -> None:
    text, place = unmark(marked)
    clue = find_dateline(text)
    assert ((clue.start, clue.end) if clue else None) == place
    assert clue is None or text[clue.start : clue.end] == clue.text


@pytest.mark.parametrize(
    "marked",
    [
        "Source: ‹Reuters›",
        "Quelle: ‹dpa›",
        "来源：‹新华社›",
        "2023-05-25 10:00 来源：‹中新网› 责编：张三",
        "Источник: ‹Интерфакс›",
        "Via ‹Coast Wire›",
        "This story was originally published by ‹Coast Wire›.",
        "This article originally appeared on ‹The Conversation›.",
        "Reprinted with permission from ‹Quiet Magazine›.",
        "Dieser Artikel erschien zuerst bei ‹Küstenblatt›.",
        "This article was reprinted on Wired.com.",
        "He said the source: a man in the ministry who knows him well and who was there when the story broke, was silent",
        "The book was published in March and sold out.",
        "By Ada Smith",
    ],
)
def test_credit_in(marked: str) -> None:
    line, place = unmark(marked)
    found = credit_in(line)
    assert (found[0] if found else None) == (line[slice(*place)] if place else None)


def test_credits_point_into_the_text() -> None:
    text = "The council opened the bridge.\n\nThis story was originally published by Coast Wire."
    [clue] = find_credits(text)
    assert text[clue.start : clue.end] == clue.text == "Coast Wire"


@pytest.mark.parametrize(
    "piece", ["(", "[", "A (", "МОСКВА ", "a b ", "Source ", "this story was ", "originally published by ", "社", "(AFP) ", "— ", "\n", "copyright "]
)
def test_a_megabyte_of_an_adversarys_text_comes_to_an_end(piece: str) -> None:
    """With a form that backtracks over the whole text this would take hours."""
    text = piece * (1_000_000 // len(piece))
    dateline = find_dateline(text)
    assert dateline is None or dateline.start == 0
    assert all(text[c.start : c.end] == c.text for c in find_credits(text))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["[Gazette Times, Beijing time, May 25, 2023]"], ["[Gazette Times, Beijing time, May 25, 2023]"]),
        (["PARIS (AFP) — It rained."], ["PARIS (AFP)"]),
        (["[Photo: AFP]"], []),
        (["Share", "3 min read"], []),
    ],
)
def test_a_dateline_that_stands_alone(lines: list[str], found: list[str]) -> None:
    assert [clue.text for clue in dateline_of_lines(lines)] == found
