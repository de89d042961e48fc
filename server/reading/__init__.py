"""Reading: bytes, HTML or plain text → `Page`. Pure: no I/O."""

from server.reading.page import read_html, read_page, read_text

__all__ = ["read_html", "read_page", "read_text"]
