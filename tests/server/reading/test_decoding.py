"""Bytes in, UTF-8 out, whatever the page claims."""

from __future__ import annotations

import codecs

import pytest

from server.errors import Undecodable
from server.reading.decoding import to_utf8

RUSSIAN = "Министр заявил, что переговоры завершены."
CHINESE = "国务院总理在北京会见记者时表示，谈判已经结束。"
FRENCH = "Le ministre a déclaré à l’Élysée que c’était « fini » – enfin."


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        pytest.param(RUSSIAN.encode(), None, RUSSIAN, id="UTF-8 without a word"),
        pytest.param(RUSSIAN.encode(), "text/html; charset=iso-8859-1", RUSSIAN, id="UTF-8 under a wrong header"),
        pytest.param(codecs.BOM_UTF8 + RUSSIAN.encode(), None, RUSSIAN, id="UTF-8 with a mark"),
        pytest.param(codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"), None, RUSSIAN, id="UTF-16 with a mark"),
        pytest.param(f"<p>{RUSSIAN}".encode("utf-16-le"), "text/html; charset=utf-8", f"<p>{RUSSIAN}", id="UTF-16 under a wrong header"),
        pytest.param(f"<p>{RUSSIAN}".encode("utf-16-be"), None, f"<p>{RUSSIAN}", id="UTF-16 without a mark"),
        pytest.param(b"<p\0>\0a\0 \0b\0</\0p>" * 50, None, "<p>a b</p>" * 50, id="zeros between the letters"),
        pytest.param(RUSSIAN.encode("cp1251"), "text/html; charset=windows-1251", RUSSIAN, id="the header"),
        pytest.param(b'<meta charset="koi8-r">' + RUSSIAN.encode("koi8-r"), None, f'<meta charset="koi8-r">{RUSSIAN}', id="the meta element"),
        pytest.param(b"<meta charset=gb2312>" + CHINESE.encode("gb18030"), None, f"<meta charset=gb2312>{CHINESE}", id="GB2312 that is GB18030"),
        pytest.param(FRENCH.encode("cp1252"), "text/html; charset=ISO-8859-1", FRENCH, id="Latin-1 that is Windows-1252"),
        pytest.param(FRENCH.encode("cp1252"), None, FRENCH, id="Windows-1252 without a word"),
        pytest.param("政府は発表した".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "政府は発表した", id="ISO-2022-JP"),
        pytest.param(FRENCH.encode("cp1252"), "text/html; charset=punycode", FRENCH, id="a codec the web does not have"),
        pytest.param(FRENCH.encode("cp1252"), "text/html; charset=no-such", FRENCH, id="an unknown codec"),
    ],
)
def test_decodes(body: bytes, content_type: str | None, text: str) -> None:
    assert to_utf8(body, content_type).decode() == text


def test_a_page_cut_in_the_middle_of_a_character_is_read() -> None:
    assert to_utf8(RUSSIAN.encode() * 50 + b"\xd0", "text/html; charset=utf-8").decode().startswith(RUSSIAN)


@pytest.mark.parametrize(
    "body", [bytes(range(256)) * 20, b"\x1f\x8b\x08\x00" + bytes(range(0, 256, 3)) * 30, b"\x00" * 500, b"%PDF-1.7\n" + bytes(range(32)) * 50]
)
def test_bytes_that_are_no_text_are_refused(body: bytes) -> None:
    with pytest.raises(Undecodable):
        to_utf8(body, "text/html; charset=utf-8")
