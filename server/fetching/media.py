"""Is it an HTML page? What the header says, and, where it says nothing useful or the bytes belie it, what the bytes say."""

from __future__ import annotations

import re

from server.errors import NotHtml

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_UNTOLD = frozenset({"", "application/octet-stream", "application/xml", "text/xml"})
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9][A-Za-z0-9_.:+-]{0,39})(?=["'\s;,]|$)""", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|title|meta|h1|p|div|table)\b", re.IGNORECASE)
_SNIFFED = 2048
# First bytes of what is mislabelled text/html in practice (WHATWG MIME Sniffing, "mime type pattern matching").
_IMAGES = (b"\x89PNG\r\n", b"GIF8", b"\xff\xd8\xff", b"RIFF", b"\x00\x00\x01\x00")
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b\x08", b"Rar!", b"7z\xbc\xaf")
_OTHER = (*_IMAGES, *_ARCHIVES, b"%PDF-", b"OggS", b"ID3")


def read_content_type(header: str) -> tuple[str, str | None]:
    """The media type ("" when there is none that can be read) and the declared charset."""
    media_type = header.split(";", 1)[0].split(",", 1)[0].strip().lower()
    charset = _CHARSET.search(header[:500])
    return (media_type if _TYPE.fullmatch(media_type) else ""), (charset[1].lower() if charset else None)


def refuse_other_types(media_type: str) -> None:
    """Before the body is read. Raises NotHtml for types that are certainly something else."""
    if media_type not in _HTML and media_type not in _UNTOLD:
        raise NotHtml(media_type=media_type)


def refuse_other_bytes(media_type: str, body: bytes) -> None:
    """After the body is read. Raises NotHtml for known other formats, and for untyped bytes without markup at their start."""
    if body.startswith(_OTHER):
        raise NotHtml
    if media_type not in _HTML and not _MARKUP.search(body[:_SNIFFED].replace(b"\0", b"")):
        raise NotHtml
