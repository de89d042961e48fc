"""The strict reading of URLs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import InvalidUrl
from server.fetching.target import join_target, parse_target

READ = {
    "http://paper.example": "http://paper.example/",
    "HTTPS://Paper.Example:443/A": "https://paper.example/A",
    "http://paper.example:80?page=2": "http://paper.example/?page=2",
    "http://paper.example:8080/a": "http://paper.example:8080/a",
    "https://paper.example:80/": "https://paper.example:80/",
    "  https://paper.example/a b ": "https://paper.example/a%20b",
    "https://paper.example/Straße?q=ü#teil": "https://paper.example/Stra%C3%9Fe?q=%C3%BC",
    "https://paper.example/a%2Fb%0d": "https://paper.example/a%2Fb%0d",
    "https://paper.example/@columnist/story": "https://paper.example/@columnist/story",
    "https://zürcher.example/": "https://xn--zrcher-3ya.example/",
    "https://新闻.example/": "https://xn--efvy88h.example/",
    "https://paper.example./": "https://paper.example/",
    "https://r3---sn.video.example/": "https://r3---sn.video.example/",
    "https://under_score.example/": "https://under_score.example/",
    "https://24.example/": "https://24.example/",
    "http://8.8.8.8/": "http://8.8.8.8/",
    "http://[2A00:1450:4009::1]/": "http://[2a00:1450:4009::1]/",
}
REFUSED = [
    "",
    "paper.example",
    "//paper.example/",
    "ftp://paper.example/",
    "https:paper.example",
    "https:///a",
    "https://",
    "https://me@paper.example/",
    "https://me:secret@paper.example/",
    "https://paper.example@10.1.1.1/",
    "https://paper%2eexample/",
    "https://paper.example\\@10.1.1.1/",
    "https:\\\\paper.example\\",
    "https://paper.example/a\tb",
    "https://paper.example/a\nHost: b",
    "https://paper.example/\u2028",
    "https://pa per.example/",
    "https://paper..example/",
    "https://.paper.example/",
    "https://-paper.example/",
    "https://paper.example:x/",
    "https://paper.example:443443/",
    "https://paper.example:-1/",
    "https://10.1/",
    "https://0x0a.1.1.1/",
    "https://012.1.1.1/",
    "https://167837953/",
    "https://10.1.1.1.1/",
    "https://1.2.3.256/",
    "https://[fe80::1%25eth0]/",
    "https://[10.1.1.1]/",
    "https://[::1].example/",
    "https://１０.1.1.1/",
    "https://10。1。1。1/",
    "https://pa\u00adper.example/",
    "https://ｐａｐｅｒ.example/",
    "https://paper\uff0fexample/",
    "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 130 + "example/",
    "https://paper.example/" + "a" * 5000,
    "https://paper.example/\ud800",
]


@pytest.mark.parametrize(("url", "read"), READ.items())
def test_reads_plain_addresses_into_one_form(url: str, read: str) -> None:
    assert parse_target(url).url == read


@pytest.mark.parametrize("url", REFUSED)
def test_refuses_what_parsers_could_read_differently(url: str) -> None:
    with pytest.raises(InvalidUrl):
        parse_target(url)


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "https://paper.example/", "//", "http://["]))
def test_never_fails_otherwise_and_reads_its_own_form_again(text: str, start: str) -> None:
    try:
        target = parse_target(start + text)
    except InvalidUrl:
        return
    assert target.url.isascii()
    assert parse_target(target.url) == target


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://paper.example/b"),
        ("c?d=1", "https://paper.example/x/c?d=1"),
        ("../c", "https://paper.example/c"),
        ("//other.example/", "https://other.example/"),
        ("http://other.example", "http://other.example/"),
        ("/überblick", "https://paper.example/%C3%BCberblick"),
        ("#top", "https://paper.example/x/a"),
    ],
)
def test_follows_relative_and_absolute_redirects(location: str, url: str) -> None:
    assert join_target(parse_target("https://paper.example/x/a"), location).url == url


@pytest.mark.parametrize("location", ["", " ", "/\\10.1.1.1/", "http://[", "\thttp://10.1.1.1/", "javascript:1", "https://a@b.example/"])
def test_refuses_redirects_it_cannot_read(location: str) -> None:
    with pytest.raises(InvalidUrl):
        join_target(parse_target("https://paper.example/"), location)
