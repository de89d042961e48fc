"""Reading, before the parse: bytes → UTF-8. Most pages are UTF-8 already and pass untouched; the rest are transcoded once.

Order of trust: byte order mark, valid UTF-8, the Content-Type header, `<meta charset>`. That is the order of
https://html.spec.whatwg.org/#determining-the-character-encoding with validity moved up: what decodes as UTF-8 is UTF-8 whatever it claims.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from bs4.dammit import EncodingDetector

from server.errors import Undecodable

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\x0b\x0c\x1b")
_SAMPLE = 16_384
_MAX_CONTROL = 0.005  # share of control characters: text has none, compressed or binary content over 5 %
_MAX_BROKEN = 0.02  # share of undecodable sequences: truncated pages have one or two, a wrong charset or binary content far more
_MARKS = (
    *((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    *((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")),  # no mark, and some label of one byte a character: every parser would see zeros
)
_ESCAPES = b"\x1b$"  # ISO-2022 switches character sets with bytes that are valid UTF-8
# What the web means by a name (https://encoding.spec.whatwg.org/#names-and-labels), keyed by Python's own name of the codec. Codecs that are
# missing here are not used: some, like punycode, take quadratic time.
_CODECS = {
    "utf-8": "utf-8", "utf-16": "utf-8", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
    "ascii": "cp1252", "iso8859-1": "cp1252", "cp1252": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "big5hkscs",
    "shift_jis": "cp932", "cp932": "cp932", "euc_jp": "euc_jp", "iso2022_jp": "iso2022_jp", "euc_kr": "cp949", "cp949": "cp949",
    "koi8-r": "koi8-r", "koi8-u": "koi8-u", "cp866": "cp866", "mac-roman": "mac-roman", "mac-cyrillic": "mac-cyrillic",
    "tis-620": "cp874", "cp874": "cp874", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    **{f"iso8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp125{n}": f"cp125{n}" for n in (0, 1, 3, 4, 5, 6, 7, 8)},
}  # fmt: skip


def _candidates(body: bytes, content_type: str | None) -> Iterator[str]:
    header = _CHARSET.search(content_type or "")
    declared = EncodingDetector.find_declared_encoding(body[:4096], is_html=True)
    for name in (header[1] if header else None, declared, "utf-8", "windows-1252"):
        try:
            codec = _CODECS.get(codecs.lookup(name).name) if name else None
        except LookupError:
            continue
        if codec:
            yield codec


def _decode(body: bytes, content_type: str | None) -> str:
    for name in _candidates(body, content_type):
        try:
            text = body.decode(name, errors="replace")
        except (UnicodeError, ValueError, LookupError):
            continue
        if text.count("\ufffd") - body.count(b"\xef\xbf\xbd") <= max(3, _MAX_BROKEN * len(text)):
            return text
    raise Undecodable


def to_utf8(body: bytes, content_type: str | None = None) -> bytes:
    """The page's bytes as UTF-8. Raises Undecodable for bytes that are no text in any encoding they claim."""
    mark = next((name for sign, name in _MARKS if body.startswith(sign)), None)
    if mark:
        body = body.decode(mark, errors="replace").removeprefix("\ufeff").encode("utf-8", errors="replace")
    elif not _is_utf8(body):
        body = _decode(body, content_type).encode("utf-8", errors="replace")
    if b"\0" in body:  # asked first: counting bytes and replacing them take ten times as long as finding that there is none
        if 2 * body.count(0) > len(body):
            raise Undecodable
        body = body.replace(b"\0", b"")  # dropped, as browsers do in text; content that is binary has other control characters too
    sample = body[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > _MAX_CONTROL * len(sample):
        raise Undecodable
    return body


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return _ESCAPES not in body[:_SAMPLE]
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
