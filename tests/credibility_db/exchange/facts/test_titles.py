"""What a table prints becomes an outlet's name: words of the title, never of ours."""

from __future__ import annotations

import pytest

from credibility_db.exchange.facts.titles import corrections, named
from credibility_db.hosts import normal_host

FEEDS, OTHER = "yavuz/news-feed-list-of-countries", "ASD-at-GMF/state-media-profiles"


@pytest.mark.parametrize(
    ("title", "host", "name"),
    [
        ("Latest Science News -- ScienceDaily", "sciencedaily.com", "ScienceDaily"),
        ("architecture – designboom | architecture & design magazine", "designboom.com", "designboom"),
        ("NEWSru.com :: Главные новости", "newsru.com", "NEWSru.com"),
        ("Cumhuriyet.com.tr: Son Dakika", "cumhuriyet.com.tr", "Cumhuriyet.com.tr"),
        ("Voice of America - Iran", "ir.example.net", "Voice of America"),
        ("Autocar RSS Feed", "autocar.co.uk", "Autocar"),
        ("https://www.engadget.com/", "engadget.com", "engadget.com"),
        ("A Voz de Trás-os-Montes", "avozdetrasosmontes.pt", "A Voz de Trás-os-Montes"),
        ("Money Saving Mom®", "moneysavingmom.com", "Money Saving Mom"),
        ("NASA Breaking News", "nasa.gov", "NASA"),
    ],
)
def test_a_feeds_title_holds_its_outlets_name(title: str, host: str, name: str) -> None:
    assert named({"name": title, "hosts": host, "aliases": "", "source_repo": FEEDS})["name"] == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("WNEP*", "WNEP"),
        ("Borsen.", "Borsen"),
        ("J.", "J."),
        ("Northwoods Sporting Jour.", "Northwoods Sporting Jour."),
        ("Record Searchlight | Redding.com", "Record Searchlight"),
        ("Sega (newspaper)", "Sega"),
        ("Clarín (Chile)", "Clarín (Chile)"),
        ("News agency: Belta", "Belta"),
        ("Gazeta dailies - Krakowska", "Gazeta Krakowska"),
        ("MAP - News", "MAP - News"),
        ("Radio-Television of the Federation (RTVF", "Radio-Television of the Federation"),
    ],
)
def test_marks_and_kinds_are_no_part_of_a_name(title: str, name: str) -> None:
    row = named({"name": title, "hosts": "harbortimes.com", "aliases": "", "source_repo": OTHER})
    assert (row["name"], row["printed"]) == (name, title)


def test_an_abbreviation_behind_a_name_is_another_name() -> None:
    row = named({"name": "Sudan News Agency (SUNA)", "hosts": "suna-sd.net", "aliases": "Suna Online", "source_repo": OTHER})
    assert (row["name"], row["aliases"]) == ("Sudan News Agency", "SUNA;Suna Online")


@pytest.mark.parametrize(
    ("sign", "aliases", "hosts", "name"),
    [
        ("JOTX-DTV", "Teletō;TV Tokyo", "tv-tokyo.co.jp", "TV Tokyo"),
        ("BT TV", "Business Today TV", "businesstoday.in", "Business Today TV"),
        ("DV", "Dagblaðið Vísir", "timarit.is;dv.is", "DV"),
        ("WGNT", "CW 27", "wgnt.com", "WGNT"),
        ("Green Thread", "Vihreä Lanka", "vihrealanka.fi", "Green Thread"),
        ("HLKJ-DTV", "Jeju", "jibs.co.kr", "HLKJ-DTV"),
    ],
)
def test_a_call_sign_gives_way_to_the_name_its_host_spells(sign: str, aliases: str, hosts: str, name: str) -> None:
    row = named({"name": sign, "hosts": hosts, "aliases": aliases, "source_repo": OTHER})
    assert (row["name"], row["called"]) == (name, sign)
    assert sign in (row["name"], *row["aliases"].split(";"))


@pytest.mark.parametrize(
    ("host", "site"),
    [("feeds.example.ie", "example.ie"), ("rss.example.pl", "example.pl"), ("rsspage.example", "rsspage.example"), ("en.news.ir", "en.news.ir")],
)
def test_a_feeds_host_stands_for_its_site(host: str, site: str) -> None:
    assert named({"name": "Example", "hosts": host, "aliases": "", "source_repo": FEEDS})["hosts"] == site
    assert named({"name": "Example", "hosts": host, "aliases": "", "source_repo": OTHER})["hosts"] == host


def test_corrections_take_a_name_from_the_title_or_the_host() -> None:
    for (host, printed), name in corrections().items():
        assert normal_host(host) == host
        letters = "".join(name.split()).casefold()
        assert letters in "".join(printed.split()).casefold() or letters in host, name
