"""Dates as publishers write them."""

from __future__ import annotations

import pytest

from server.reading.dates import date_in_address, parse_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-05-25T23:30:00+08:00", "2023-05-25"),
        ("20230525", "2023-05-25"),
        ("2023/5/7 10:00", "2023-05-07"),
        ("1684999800", "2023-05-25"),
        ("1684999800000", "2023-05-25"),
        ("2023年5月25日 20:15", "2023-05-25"),
        ("2023년 5월 25일", "2023-05-25"),
        ("Published: May 25, 2023 at 9:00 am", "2023-05-25"),
        ("25 May 2023", "2023-05-25"),
        ("Thu, 25 May 2023 07:30:00 GMT", "2023-05-25"),
        ("25. Mai 2023", "2023-05-25"),
        ("25 de mayo de 2023", "2023-05-25"),
        ("le 1er août 2023", "2023-08-01"),
        ("25 мая 2023", "2023-05-25"),
        ("25 Mayıs 2023", "2023-05-25"),
        ("Do 25.05.23 | 14:07 Uhr", "2023-05-25"),
        ("25.05.2023 - 14:07", "2023-05-25"),
        ("25/05/2023", "2023-05-25"),
        ("05/25/2023", "2023-05-25"),
        ("31 February 2023", None),
        ("2023-13-45", None),
        ("yesterday", None),
        ("version 10.2.1", None),
        ("", None),
    ],
)
def test_parse_date(text: str, iso: str | None) -> None:
    assert parse_date(text) == iso


def test_the_american_order_is_read_on_request() -> None:
    assert parse_date("05/06/2023", month_first=True) == "2023-05-06"
    assert parse_date("05/06/2023") == "2023-06-05"


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://a.example/2023/05/25/bridge", "2023-05-25"),
        ("https://a.example/news/bridge-20230525.html", "2023-05-25"),
        ("https://a.example/2023-05-25-bridge/", "2023-05-25"),
        ("https://a.example/articles/194709-13-ways-to-cross", None),
        ("https://a.example/2023/05/bridge", None),
        ("https://a.example/story/120230525", None),
    ],
)
def test_date_in_address(url: str, iso: str | None) -> None:
    assert date_in_address(url) == iso
