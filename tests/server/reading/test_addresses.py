"""Archives, AMP caches and translating proxies lead to the address behind them."""

from __future__ import annotations

import pytest

from server.reading.addresses import absolute, address_clues, kept_by_archive

INNER = "https://www.gazette.example/news/bridge"


@pytest.mark.parametrize(
    ("url", "kind", "inner"),
    [
        (f"https://web.archive.org/web/20230525101010/{INNER}", "archived", INNER),
        (f"https://web.archive.org/web/20230525101010id_/{INNER}?a=1", "archived", f"{INNER}?a=1"),
        ("https://web.archive.org/web/2023/www.gazette.example/news/bridge", "archived", INNER),
        (f"https://archive.ph/2023.05.25-101010/{INNER}", "archived", INNER),
        (f"https://archive.is/newest/{INNER}", "archived", INNER),
        ("https://archive.ph/http:/gazette.example/a", "archived", "http://gazette.example/a"),
        ("https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjKl:www.gazette.example/news/bridge+&cd=1", "archived", INNER),
        ("https://www.google.com/amp/s/www.gazette.example/news/bridge", "amp", INNER),
        ("https://www-gazette-example.cdn.ampproject.org/c/s/www.gazette.example/news/bridge", "amp", INNER),
        ("https://www-gazette-example.translate.goog/news/bridge?_x_tr_sl=de&_x_tr_tl=en", "translated", INNER),
        ("https://my--site-example.translate.goog/a", "translated", "https://my-site.example/a"),
        ("https://translate.google.com/translate?sl=de&u=https%3A%2F%2Fwww.gazette.example%2Fnews%2Fbridge", "translated", INNER),
    ],
)
def test_the_address_behind(url: str, kind: str, inner: str) -> None:
    clue, host = address_clues(url)
    assert (clue.kind, clue.text) == (kind, inner)
    assert host.kind == "host"


@pytest.mark.parametrize("url", [INNER, "https://www.google.com/search?q=amp", "https://archive.ph/AbCdE", "https://web.archive.org/about/"])
def test_ordinary_addresses_have_their_host_alone(url: str) -> None:
    assert [c.kind for c in address_clues(url)] == ["host"]


def test_an_archived_amp_page_leads_all_the_way() -> None:
    clues = address_clues("https://web.archive.org/web/2023/https://www.google.com/amp/s/www.gazette.example/news/bridge")
    assert (clues[0].kind, clues[0].text) == ("amp", INNER)
    assert [c.kind for c in clues] == ["amp", "archived", "host"]


@pytest.mark.parametrize("url", [None, "", "not an address", "ftp://a.example/x", "https://[::1", "https:///x"])
def test_what_is_no_web_address_gives_no_clue(url: str | None) -> None:
    assert address_clues(url) == []


def test_a_relative_canonical_is_completed_and_unwrapped() -> None:
    assert absolute("/b", "https://a.example/c/d") == "https://a.example/b"
    assert absolute(f"/web/2023/{INNER}", "https://web.archive.org/web/2023/x") == INNER
    assert absolute("javascript:void(0)", "https://a.example/") is None


@pytest.mark.parametrize(
    ("url", "canonical", "kept"),
    [
        ("https://archive.ph/AbCdE", "https://news.example/a", "https://news.example/a"),
        ("https://perma.cc/AB12-CD34", "https://news.example/a", "https://news.example/a"),
        ("https://archive.ph/AbCdE", "https://archive.ph/AbCdE", None),
        ("https://archive.ph/AbCdE", None, None),
        ("https://portal.example/AbCdE", "https://news.example/a", None),
        (None, "https://news.example/a", None),
    ],
)
def test_short_addresses_of_archives(url: str | None, canonical: str | None, kept: str | None) -> None:
    assert [clue.text for clue in kept_by_archive(url, canonical)] == ([kept] if kept else [])
