"""What came back for an address: the bytes and what the site said of them. Made by `fetching`, read by `reading`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """An HTML page (or, asked for as such, another document) as fetched, decompressed but not decoded.

    `url` is the address as asked, `final_url` the one that answered, `redirects` those passed on the way (in order, without the final one).
    `content_type` is the media type in lower case ("" when the site named none), `charset` what the Content-Type header declared.
    `fetched_at` is an aware UTC time.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    charset: str | None
    body: bytes
    fetched_at: datetime
    redirects: tuple[str, ...] = ()
