"""Content-Type headers as sites write them."""

from __future__ import annotations

import pytest

from server.fetching.media import read_content_type


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("text/html", "text/html", None),
        ("TEXT/HTML;charset=UTF-8", "text/html", "utf-8"),
        ('text/html; charset="iso-8859-1"', "text/html", "iso-8859-1"),
        ("text/html; charset='gb2312'", "text/html", "gb2312"),
        ("text/html; charset=utf-8, latin-1", "text/html", "utf-8"),
        ("text/html, text/html; charset=big5", "text/html", "big5"),
        ("text/html; charset=", "text/html", None),
        ("text/html; charset=" + "u" * 100_000, "text/html", None),
        ("text/html; charset=a b", "text/html", "a"),
        ("", "", None),
        (";;;=", "", None),
        ("ÿ;charset=utf-8", "", "utf-8"),
        ("html", "", None),
    ],
)
def test_type_and_charset_are_read(header: str, media_type: str, charset: str | None) -> None:
    assert read_content_type(header) == (media_type, charset)
