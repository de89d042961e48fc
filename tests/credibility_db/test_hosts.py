"""Hosts in their stored form."""

from __future__ import annotations

import pytest

from credibility_db.hosts import HostInvalid, is_public_suffix, normal_host, normal_path


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("WWW.NTD.com.", "ntd.com"),
        ("müller.example", "xn--mller-kva.example"),
        ("edition.cnn.com", "edition.cnn.com"),
        ("москва.рф", "xn--80adxhks.xn--p1ai"),
    ],
)
def test_normal_host(text: str, host: str) -> None:
    assert normal_host(text) == host


@pytest.mark.parametrize(
    "text", ["", "com", "a b.com", "http://ntd.com", "ntd.com/news", "127.0.0.1", "user@ntd.com", "-ntd.com", "ntd..com", "a" * 64 + ".com"]
)
def test_not_a_host(text: str) -> None:
    with pytest.raises(HostInvalid):
        normal_host(text)


@pytest.mark.parametrize(("text", "path"), [("news/", "/news"), ("/", "/"), ("", "/"), ("/a/b", "/a/b")])
def test_normal_path(text: str, path: str) -> None:
    assert normal_path(text) == path


@pytest.mark.parametrize("text", ["/a?b", "/a b", "/a#b", "\\a"])
def test_not_a_path(text: str) -> None:
    with pytest.raises(HostInvalid):
        normal_path(text)


@pytest.mark.parametrize(("host", "expected"), [("co.uk", True), ("github.io", True), ("bbc.co.uk", False), ("somebody.github.io", False)])
def test_public_suffix(host: str, expected: bool) -> None:
    assert is_public_suffix(host) is expected
